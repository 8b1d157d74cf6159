import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsOf } from '../../../templates/text/columns.ts'
import { textWidth, wrapped } from '../../../templates/text/wrap.ts'
import { anyText } from '../../builders/any-text.ts'

test('columns are counted as a fixed-width font shows them', () => {
  expect(
    ['Search', '検索', '검색', 'é', 'e\u0301', '👩‍💻', '❤️', 'ไทย', '\u2068אב\u2069'].map(columnsOf),
  ).toEqual([...[6, 4, 4, 1, 1, 2, 2, 3, 2]])
})

test.each([
  [
    'Japanese',
    '「検索チームは第二四半期に信頼性の仕事へ十四人日だけを使い、残りの百七人日は市場公開の準備に回した。」と責任者は述べた。これは計画とは違う。',
  ],
  [
    'Chinese',
    '搜索团队在第二季度只在可靠性工作上花费了十四个人日，其余的一百零七个人日都用于市场发布的准备工作（与计划不同），负责人这样说。',
  ],
  ['Thai', 'ทีมค้นหาใช้เวลาเพียงสิบสี่วันกับงานความน่าเชื่อถือในไตรมาสที่สอง ส่วนที่เหลือใช้กับการเปิดตัวตลาดซึ่งแตกต่างจากแผนที่วางไว้'],
])('%s, which has no spaces between words, is wrapped between them', (_, text) => {
  const lines = wrapped(text, '1. ', '   ').split('\n')
  expect(lines.length).toBeGreaterThan(1)
  for (const line of lines) {
    expect(columnsOf(line)).toBeLessThanOrEqual(textWidth)
    expect(line.slice(3)).not.toMatch(/^[、。，」）ー]|[「（]$/u)
  }
  expect(
    lines
      .map((line) => line.slice(3))
      .join('')
      .replaceAll(' ', ''),
  ).toBe(text.replaceAll(' ', ''))
})

test('addresses and long words stay whole, and Korean is wrapped at its spaces', () => {
  const url = `<https://tracker.example/browse/${'x'.repeat(80)}>`
  expect(wrapped(`see ${url} there`)).toBe(`see\n${url}\nthere`)
  const korean = Array.from({ length: 30 }, () => '검색팀은').join(' ')
  for (const line of wrapped(korean).split('\n'))
    expect(line).toMatch(/^검색팀은( 검색팀은){7}$|^검색팀은( 검색팀은){1,7}$/u)
})

test('no character is lost, whatever the script', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      const bare = (each: string) => each.replaceAll(/[ \n]/g, '')
      expect(bare(wrapped(text))).toBe(bare(text))
    }),
    { seed: 1 },
  )
})
