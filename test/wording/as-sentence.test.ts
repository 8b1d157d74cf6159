import { expect, test } from 'vitest'
import { asSentence, asTimedSentence } from '../../wording/as-sentence.ts'
import { textIn, timed, timeOf } from '../../wording/times.ts'

test.each([
  ['none yet: plumbline connect --help', 'None yet: plumbline connect --help'],
  ['can’t be read at the moment', 'Can’t be read at the moment'],
  ['12 default rules, version 3f', '12 default rules, version 3f'],
  ['“In review” on Northwind counts as done', '“In review” on Northwind counts as done'],
])('a page begins "%s" with a capital letter', (words, written) => {
  expect(asSentence(words)).toBe(written)
})

test.each([
  'rules.yaml:3: no such field',
  'ada@company.example is nobody',
  'iOS has nobody',
  'web2-1  Title',
])('and leaves "%s" as it is', (words) => {
  expect(asSentence(words)).toBe(words)
})

test('of a text with instants the first words are, and an instant stays', () => {
  const said = (text: Parameters<typeof asTimedSentence>[0]) => textIn('UTC', asTimedSentence(text))
  expect(said(timed`parent A-1 can’t be read, last tried ${timeOf(0)}`)).toBe(
    'Parent A-1 can’t be read, last tried 1 January 1970, 00:00 UTC',
  )
  expect([said(timed`${timeOf(0)} was it`), said([])]).toEqual(['1 January 1970, 00:00 UTC was it', ''])
})
