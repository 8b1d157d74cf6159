import { expect, test } from 'vitest'
import { composeReport } from '../../../domain/report/compose.ts'
import { plainText } from '../../../domain/report/words/sentence.ts'
import { examplePlan, exampleReconciliation } from '../../builders/example-company.ts'

/** What a team's report says of its days, with the hands-on part that the team states. */
function trustWords(focusShare: number | null): string {
  const [team] = exampleReconciliation.teams
  const plan = {
    ...examplePlan,
    teams: examplePlan.teams.map((each) => (each.teamId === team?.scopeId ? { ...each, focusShare } : each)),
  }
  const spec = { audience: 'engineering', scope: { kind: 'team', teamId: team?.scopeId ?? '' } } as const
  const { details } = composeReport({ reconciliation: exampleReconciliation, plan, spec })
  return details.trust.map(plainText).join(' ')
}

test('a team that states its focus reads its hands-on days beside the loaded ones', () => {
  expect(trustWords(0.5)).toMatch(
    /meetings included; at the 50 % that .+ states, .*\d+ days of the .*\d+ days are hands-on\./,
  )
})

test('nothing is said of hands-on days where a team states none', () => {
  expect(trustWords(null)).toMatch(/meetings included\./)
})
