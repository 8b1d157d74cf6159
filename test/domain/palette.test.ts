import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bucketColours, darkPalette, faintColours, lightPalette } from '../../domain/palette.ts'

const known = new Set(
  [lightPalette, darkPalette, bucketColours, faintColours].flatMap((each) => Object.values(each)),
)

test('a mail’s layout names no colour that is not in the palette', () => {
  const layout = ['head', 'edition', 'notice']
    .map((name) => readFileSync(new URL(`../../templates/${name}.mjml`, import.meta.url), 'utf8'))
    .join('')
  const named = [...layout.matchAll(/#[0-9a-f]{3,8}\b/gi)].map(([colour]) => colour)
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((colour) => !known.has(colour))).toEqual([])
})

test('the pages’ style sheet names none itself', () => {
  const sheet = readFileSync(new URL('../../web/page/assets/style.css', import.meta.url), 'utf8')
  expect(sheet.match(/#[0-9a-f]{3,8}\b/gi)).toBe(null)
})
