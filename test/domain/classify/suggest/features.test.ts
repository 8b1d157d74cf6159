import { expect, test } from 'vitest'
import { fieldFeatures, titleFeatures } from '../../../../domain/classify/suggest/features.ts'

test('a title has its words, its pairs of words and its first word', () => {
  expect(titleFeatures('Login does not work')).toEqual([
    '^login',
    'login',
    'login does',
    'does',
    'does not',
    'not',
    'not work',
    'work',
  ])
})

test('a title begins again after a prefix and after the tags in front of it', () => {
  expect(titleFeatures('[UI] WEB-17: Forum: Add topics')).toEqual(
    expect.arrayContaining(['^forum', '^add', 'add topics']),
  )
  expect(titleFeatures('Search - add filters')).toContain('^add')
  expect(titleFeatures('Self-service')).not.toContain('^service')
})

test('tags count as words, their brackets and the key of an issue do not', () => {
  expect(titleFeatures('[Feature request] WEB-17: (Shop) Vouchers')).toEqual([
    '^vouchers',
    'vouchers',
    'feature',
    'feature request',
    'request',
    'request shop',
    'shop',
  ])
  expect(titleFeatures('WEB-17: Vouchers')).toEqual(titleFeatures('Vouchers'))
})

test('words are the same in every Unicode form, case and accent', () => {
  expect(titleFeatures('HINZUFU\u0308GEN')).toEqual(titleFeatures('hinzufügen'))
  expect(titleFeatures('does\u00a0not')).toEqual(titleFeatures('Does not'))
})

test('of numbers only an HTTP status is a word', () => {
  expect(titleFeatures('404 after 12 retries in 2026')).toEqual([
    '^404',
    '404',
    '404 after',
    'after',
    'after retries',
    'retries',
    'retries in',
    'in',
  ])
})

test('type, labels and components have words and pairs, and no first word', () => {
  const features = fieldFeatures({
    title: 'Checkout',
    typeName: 'Support request',
    labels: ['tech-debt'],
    components: ['Monitoring'],
  })
  expect(features).toEqual(expect.arrayContaining(['support request', 'tech debt', 'monitoring']))
  expect(features).not.toContain('^monitoring')
})

test.each(['', '   ', '[[[[', '((((', '🔥🔥', '\u0000\u202e', '-----'])(
  'a title %j has no words',
  (title) => {
    expect(titleFeatures(title)).toEqual([])
  },
)

test('the length of a title is bounded, whatever it holds', () => {
  const words = Array.from({ length: 100_000 }, (_, index) => `w${index}x`)
  expect(titleFeatures(words.join(' ')).length).toBeLessThan(100)
  expect(titleFeatures('[a]'.repeat(100_000))).toEqual(['a', 'a a'])
  expect(titleFeatures('A-1 '.repeat(100_000)).length).toBeLessThan(100)
})
