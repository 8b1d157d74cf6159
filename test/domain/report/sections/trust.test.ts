import { expect, test } from 'vitest'
import type { ReportScope } from '../../../../domain/plan/plan.ts'
import type { Reconciliation } from '../../../../domain/reconcile/dataset/reconciliation.ts'
import { viewOf } from '../../../../domain/report/content/view.ts'
import { trustSentences } from '../../../../domain/report/sections/trust.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import {
  closedReconciliation,
  examplePlan,
  exampleReconciliation,
} from '../../../builders/example-company.ts'

function trust(reconciliation: Reconciliation, scope: ReportScope): string {
  return trustSentences(viewOf(reconciliation, examplePlan, { audience: 'product', scope }))
    .map(plainText)
    .join(' ')
}

test('a plan that was fixed after its quarter says so', () => {
  const late = { ...closedReconciliation, baselineTakenAt: Date.parse('2026-07-02T08:00:00Z') }
  expect(trust(late, { kind: 'company' })).toContain(
    'The plan was fixed on 2 July, after the quarter had ended.',
  )
})

test('a team’s report tells the company’s tickets from its own work', () => {
  const words = trust(exampleReconciliation, { kind: 'team', teamId: 'search' })
  expect(words).toMatch(/ of the company’s [\d,]+ tickets are sorted/)
  expect(words).toMatch(/\d+ % of this team’s work; it is shown apart/)
})
