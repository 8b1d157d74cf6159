import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plainJson, plainLines, plainText } from '../../../domain/text/plain-text.ts'
import { anyText } from '../../builders/any-text.ts'

/** C0, DEL, C1, bidi marks, embeddings, overrides and isolates, line and paragraph separators. */
const unsafe = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u

const trickyText = fc
  .array(
    fc.oneof(
      anyText(),
      fc.constantFrom(
        '\u001b[2J',
        '\u009b2J',
        '\u0007',
        '\u007f',
        '\u202e',
        '\u2066',
        '\u2028',
        '\r\n',
        '\t',
        'name',
      ),
    ),
  )
  .map((parts) => parts.join(''))

it('no text brings a character to a terminal that could move its cursor or turn its words', () => {
  fc.assert(
    fc.property(trickyText, (text) => {
      expect(unsafe.test(plainText(text))).toBe(false)
      expect(unsafe.test(plainLines(text).replaceAll('\n', ''))).toBe(false)
    }),
  )
})

it('a name keeps the joiners that it is spelled with', () => {
  for (const name of ['علی‌رضا', 'ശ്രീ ന്‍', '👩🏽\u200d💻 Ada']) expect(plainText(name)).toBe(name)
  expect(plainText('a\u200bb\u200d\u202ec')).toBe('a b\u200d c')
})

it('JSON means the same afterwards, and brings none either', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        trickyText.map((text) => JSON.stringify({ text })),
      ),
      (json) => {
        const plain = plainJson(json)
        expect(JSON.parse(plain)).toEqual(JSON.parse(json))
        expect(unsafe.test(plain.replaceAll(/[\n\r\t]/g, ''))).toBe(false)
      },
    ),
  )
})

it('what people write stays', () => {
  const text = 'Zahlung über 5 € – „heute“, 支払い, 🙂'
  expect(plainText(text)).toBe(text)
  expect(plainLines(`${text}\n${text}`)).toBe(`${text}\n${text}`)
  expect(plainJson(JSON.stringify({ text }))).toBe(JSON.stringify({ text }))
})
