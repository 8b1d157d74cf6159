import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tidyOutside } from '../../../../domain/report/words/outside-text.ts'
import { link, listOf, outside, plainText, say } from '../../../../domain/report/words/sentence.ts'
import { anyText } from '../../../builders/any-text.ts'

test('a sentence keeps our words and those of others apart', () => {
  expect(say`${outside('Search')} spent ${9} days`).toEqual([
    { kind: 'outside', text: 'Search' },
    { kind: 'plain', text: ' spent 9 days' },
  ])
})

test('lists read as people write them', () => {
  const items = ['a', 'b', 'c'].map((text) => say`${text}`)
  expect(plainText(listOf(items))).toBe('a, b and c')
  expect(plainText(listOf(items.slice(0, 2)))).toBe('a and b')
  expect(plainText(listOf([]))).toBe('')
})

test.each(['javascript:alert(1)', 'data:text/html,x', '/relative', 'nonsense', null])(
  'an address that no reader should follow is no link: %s',
  (url) => {
    expect(link('Title', url)).toEqual({ kind: 'outside', text: 'Title' })
  },
)

test('an address with quotes and brackets is encoded', () => {
  expect(link('T', 'https://tracker.example/"><b>')).toMatchObject({
    url: 'https://tracker.example/%22%3E%3Cb%3E',
  })
})

test('text that runs from right to left is set apart in plain text, other text stays as it is', () => {
  expect(plainText(say`${outside('شركة')} 9`)).toBe('\u2068شركة\u2069 9')
  expect(plainText(say`${outside('Search')} 9`)).toBe('Search 9')
})

test('whatever comes from outside becomes one line without controls or direction marks', () => {
  fc.assert(
    fc.property(anyText({ maxLength: 400 }), (text) => {
      const tidy = tidyOutside(text)
      expect(tidy).not.toMatch(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/u)
      expect(tidy.isWellFormed()).toBe(true)
      expect([...new Intl.Segmenter('en').segment(tidy)].length).toBeLessThanOrEqual(120)
      expect(tidyOutside(tidy)).toBe(tidy)
    }),
  )
})

test('a long title is cut between characters, never within one', () => {
  const families = '👩‍👩‍👧'.repeat(130)
  expect(tidyOutside(families, 3)).toBe('👩‍👩‍👧👩‍👩‍👧…')
})
