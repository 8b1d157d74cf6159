import { expect, test } from 'vitest'
import { draftSubject, possessive } from '../../../../domain/report/words/scope.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'

test.each([
  [
    'Q2: 41 % of the time on the roadmap, 58 % planned',
    'Draft: Q2: 41 % of the time on the roadmap, 58 % planned',
  ],
  [
    'Search, Q2 so far: 14 of 121 reliability days spent, Saved search 18 over',
    'Draft: Search, Q2 so far: 14 of 121 reliability days spent',
  ],
  [
    'Platform, Developer Experi…, Q2 so far: 8 of 78 reliability days spent',
    'Draft: Platform, Developer Experi…, Q2: 8 of 78 reliability days spent',
  ],
  [
    'Core, Q2 so far: Self-service environm… 10 person-days behind its plan',
    'Draft: Core, Q2: Self-service environm… 10 person-days behind its plan',
  ],
])('a draft’s subject has at most 70 characters, and its news: %s', (subject, draft) => {
  expect(draftSubject(subject)).toBe(draft)
  expect(draft.length).toBeLessThanOrEqual(70)
})

test('a name that ends with an apostrophe has its possessive', () => {
  const words = (name: string) => plainText(possessive({ name }))
  expect(['Billing', 'Ops', 'Buyers’', "Buyers'"].map(words)).toEqual([
    'Billing’s',
    'Ops’s',
    'Buyers’',
    "Buyers'",
  ])
})
