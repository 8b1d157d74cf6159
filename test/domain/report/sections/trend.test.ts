import { expect, test } from 'vitest'
import { viewOf } from '../../../../domain/report/content/view.ts'
import { trendSentence } from '../../../../domain/report/sections/trend.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import { closedReconciliation, examplePlan } from '../../../builders/example-company.ts'
import { pastScopeOf } from '../../../builders/reconciliation.ts'

const shares = { roadmap: 0.6, ktlo: 0.2, reliability: 0.2, uncategorised: 0 }
const none = { tickets: 0, incidents: 0, incidentsOutOfHours: 0, milliDays: 0 }

/** The company's trend, with these indexes of earlier quarters, oldest first. */
function trend(now: number | null, before: readonly (readonly [quarter: string, share: number | null])[]) {
  const company = { ...closedReconciliation.company, misalignmentShare: now }
  const past = before.map(([quarter, share]) => ({
    quarter,
    scopes: [pastScopeOf('company', shares, none, share)],
  }))
  const view = viewOf({ ...closedReconciliation, company, past }, examplePlan, {
    audience: 'executive',
    scope: { kind: 'company' },
  })
  const sentence = trendSentence(view)
  return sentence === null ? null : plainText(sentence)
}

test.each([
  [0.19, ', up from 18 % in Q1.'],
  [0.18, ', the same as the 18 % in Q1.'],
  [0.184, ', the same as the 18 % in Q1.'],
  [0.17, ', down from 18 % in Q1.'],
])('misalignment of %d is held against the quarter before by whole points', (now, words) => {
  expect(trend(now, [['2026-Q1', 0.18]])).toContain(words)
})

test('misalignment is held against the last two quarters, the latest first', () => {
  const past = [
    ['2025-Q3', 0.05],
    ['2025-Q4', 0.07],
    ['2026-Q1', 0.09],
  ] as const
  expect(trend(0.18, past)).toMatch(/up from 9 % in Q1 and 7 % in Q4 2025\.$/)
})

test('misalignment without a past says so, and without a meaning nothing', () => {
  expect(trend(0.18, [])).toMatch(/It has no past yet to compare with\.$/)
  expect(trend(0.18, [['2026-Q1', null]])).toMatch(/It has no past yet to compare with\.$/)
  expect(trend(null, [['2026-Q1', 0.09]])).toBeNull()
})
