import { expect, test } from 'vitest'
import { featuresOf } from '../../../../domain/classify/suggest/features.ts'

const nothingElse = { typeName: '', labels: [], components: [] }
const featuresOfTitle = (title: string) => featuresOf({ title, ...nothingElse })

test('a title has its words, its pairs of words and its first word', () => {
  expect(featuresOfTitle('Login does not work')).toEqual([
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

test('a title begins again after a prefix, and tags in front of it are left out', () => {
  expect(featuresOfTitle('[UI] WEB-17: Forum: Add topics')).toEqual(
    expect.arrayContaining(['^forum', '^add', 'add topics']),
  )
  expect(featuresOfTitle('[UI] WEB-17: Add topics')).toEqual(featuresOfTitle('Add topics'))
  expect(featuresOfTitle('Search - add filters')).toContain('^add')
  expect(featuresOfTitle('Self-service')).not.toContain('^service')
})

test('words are the same in every Unicode form, case and accent', () => {
  expect(featuresOfTitle('HINZUFU\u0308GEN')).toEqual(featuresOfTitle('hinzufügen'))
  expect(featuresOfTitle('does\u00a0not')).toEqual(featuresOfTitle('Does not'))
})

test('of numbers only an HTTP status is a word', () => {
  expect(featuresOfTitle('404 after 12 retries in 2026')).toEqual([
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

test('type, labels and components count as words without order', () => {
  const features = featuresOf({
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
    expect(featuresOfTitle(title)).toEqual([])
  },
)

test('the length of a title is bounded, whatever it holds', () => {
  const words = Array.from({ length: 100_000 }, (_, index) => `w${index}x`)
  expect(featuresOfTitle(words.join(' ')).length).toBeLessThan(100)
  expect(featuresOfTitle('[a]'.repeat(100_000))).toEqual([])
  expect(featuresOfTitle('A-1 '.repeat(100_000)).length).toBeLessThan(100)
})
