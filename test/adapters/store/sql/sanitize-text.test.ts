import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sanitizeJson, sanitizeText } from '../../../../adapters/store/sql/sanitize-text.ts'
import { anyText } from '../../../builders/any-text.ts'

test('NUL and halves of surrogate pairs are taken out and counted, whole pairs stay', () => {
  expect(sanitizeText('a\0b\ud83dc\ude00d😀')).toEqual({ value: 'abcd😀', removedCharacters: 3 })
})

test('texts inside lists and objects are sanitized, and a literal backslash before u0000 is not', () => {
  const value = { titles: ['a\0', '\\u0000', '\\ud800'], inner: { note: '\udfff!' }, count: 3, none: null }
  expect(JSON.parse(sanitizeJson(value).value)).toEqual({
    titles: ['a', '\\u0000', '\\ud800'],
    inner: { note: '!' },
    count: 3,
    none: null,
  })
  expect(sanitizeJson(value).removedCharacters).toBe(2)
})

test('whatever JSON holds comes out well-formed and otherwise the same', () => {
  fc.assert(
    fc.property(anyText(), fc.nat(40), (text, position) => {
      const broken = `${text.slice(0, position)}\0\ud800 ${text.slice(position)}`
      const sanitized = sanitizeText(broken).value
      expect(sanitized.isWellFormed() && !sanitized.includes('\0')).toBe(true)
      expect(JSON.parse(sanitizeJson([broken]).value)).toEqual([sanitized])
      if (text.isWellFormed() && !text.includes('\0')) expect(sanitizeText(text).value).toBe(text)
    }),
  )
})
