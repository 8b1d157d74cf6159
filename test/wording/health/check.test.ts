import { expect, test } from 'vitest'
import { asSentence } from '../../../wording/health/check.ts'

test.each([
  ['none yet: plumbline connect --help', 'None yet: plumbline connect --help'],
  ['can’t be read at the moment', 'Can’t be read at the moment'],
  ['12 default rules, version 3f', '12 default rules, version 3f'],
  ['“In review” on Northwind counts as done', '“In review” on Northwind counts as done'],
])('a page begins "%s" with a capital letter', (words, written) => {
  expect(asSentence(words)).toBe(written)
})

test.each(['rules.yaml:3: no such field', 'ada@company.example is nobody', 'iOS has nobody'])(
  'and leaves "%s" as it is',
  (words) => {
    expect(asSentence(words)).toBe(words)
  },
)
