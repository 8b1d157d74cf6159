import { expect, test } from 'vitest'
import { viewOf } from '../../../../domain/report/content/view.ts'
import { reliabilityStanding } from '../../../../domain/report/sections/reliability-standing.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import { examplePlan, exampleReconciliation } from '../../../builders/example-company.ts'
import { scopeOf } from '../../../builders/reconciliation.ts'

test.each([
  [[84, 87, 89], 'That falls short of the plan, though not by enough to be called off its course.'],
  [[85, 87, 91], 'That is on course.'],
  [[108, 112, 120], 'That is on course.'],
  [[111, 115, 120], 'That is more than was planned.'],
] as const)('a budget of 100 days on its way to %j is told so', (projectedDays, words) => {
  const team = scopeOf({
    scopeId: 'search',
    name: 'Search',
    planned: { roadmap: 200, ktlo: 60, reliability: 80 },
    actual: { roadmap: 210, ktlo: 60, reliability: 70, uncategorised: 0 },
    budgetDays: 100,
    projectedDays,
  })
  const view = viewOf({ ...exampleReconciliation, teams: [team] }, examplePlan, {
    audience: 'product',
    scope: { kind: 'team', teamId: 'search' },
  })
  expect(plainText(reliabilityStanding(view).sentences.at(-1) ?? [])).toBe(words)
})
