import { expect, test } from 'vitest'
import { outside, say } from '../../../domain/report/words/sentence.ts'
import { columnsOf } from '../../../templates/text/columns.ts'
import { tableText } from '../../../templates/text/table.ts'

test('columns stand below each other, whatever script the names are in', () => {
  const table = {
    caption: 'Teams',
    columns: ['Roadmap'],
    rows: ['検索チーム', 'فريق البحث', 'Search'].map((name) => ({
      name: say`${outside(name)}`,
      cells: ['60 / 34'],
    })),
  }
  const [, , ...lines] = tableText(table).split('\n')
  expect(new Set(lines.map(columnsOf)).size).toBe(1)
  expect(lines.map((line) => line.replace(/[\u2066-\u2069]/g, '').length)).toEqual([19, 14, 19, 19])
})
