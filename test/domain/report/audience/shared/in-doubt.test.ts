import { expect, test } from 'vitest'
import { type Audience, audiences } from '../../../../../domain/plan/plan.ts'
import type { Finding } from '../../../../../domain/reconcile/dataset/reconciliation.ts'
import { composeReport } from '../../../../../domain/report/compose.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { examplePlan, exampleReconciliation } from '../../../../builders/example-company.ts'

function companyReport(
  audience: Audience,
  doubtOf: (index: number) => Pick<Finding & { kind: 'cannot_tell' }, 'because' | 'share'>,
) {
  const teams = exampleReconciliation.teams.map((team, index) => ({
    ...team,
    findings: [{ kind: 'cannot_tell', teamId: team.scopeId, ...doubtOf(index) } as const],
  }))
  return composeReport({
    reconciliation: {
      ...exampleReconciliation,
      teams,
      company: { ...exampleReconciliation.company, findings: [] },
    },
    plan: examplePlan,
    spec: { audience, scope: { kind: 'company' } },
  })
}

test.each(audiences)('a company of which no team can be told reads so first (%s)', (audience) => {
  const content = companyReport(audience, () => ({ because: 'mostly_uncategorised', share: 1 }))
  expect(content.subject).toBe(
    'Q2 so far: cannot tell, because 100 % of the work is on tickets that nobody has sorted',
  )
  expect(plainText(content.answer)).toMatch(/^Nothing sure can be said about Q2 so far:/)
  expect(content.trend).toBeNull()
  expect(content.choice).toBeNull()
  const words = content.findings.flatMap(({ sentences }) => sentences.map(plainText))
  expect(words[0]).toMatch(/: cannot tell, because 100 % of the work/)
  expect(words.filter((sentence) => sentence.includes('cannot tell'))).toHaveLength(1)
  if (audience === 'engineering') expect(words[2]).toMatch(/^To fix in the data/)
  expect(words.join(' ')).not.toMatch(/at this pace|off its course/i)
})

test('teams with different reasons share no reason', () => {
  const content = companyReport('executive', (index) =>
    index === 0 ? { because: 'half_unattributed', share: 0.6 } : { because: 'no_effort', share: 0 },
  )
  expect(content.subject).toBe('Q2 so far: cannot tell, because the records of no team allow it')
})
