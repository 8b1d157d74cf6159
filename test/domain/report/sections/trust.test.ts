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
  expect(words).toMatch(/\d+ % of this team’s work; it is part of no share/)
})

test('tickets are told by how they were sorted, and ways that sorted none are left out', () => {
  const words = (ticketsByStep: Partial<Reconciliation['coverage']['ticketsByStep']>) => {
    const none = { override: 0, rule: 0, inherited: 0, uncategorised: 0 }
    const coverage = {
      ...closedReconciliation.coverage,
      tickets: 100,
      ticketsByStep: { ...none, ...ticketsByStep },
    }
    return trust({ ...closedReconciliation, coverage }, { kind: 'company' })
  }
  expect(words({ rule: 1, inherited: 2, override: 3, uncategorised: 94 })).toContain(
    '6 % of all 100 tickets are sorted (1 % by rule, 2 % from what they belong to, 3 % by a person).',
  )
  expect(words({ rule: 90, uncategorised: 10 })).toContain(
    '90 % of all 100 tickets are sorted (90 % by rule).',
  )
  expect(words({ uncategorised: 100 })).toContain('0 % of all 100 tickets are sorted.')
})

test('records and accounts that are left out are counted, and nothing is said where there are none', () => {
  const words = (quarantined: number, unmatchedAccounts: number) =>
    trust(
      {
        ...closedReconciliation,
        coverage: { ...closedReconciliation.coverage, quarantined, unmatchedAccounts },
      },
      { kind: 'company' },
    )
  expect(words(1, 1)).toContain('Left out: 1 record could not be read; 1 account matches nobody in the plan.')
  expect(words(0, 2)).toContain('Left out: 2 accounts match nobody in the plan.')
  expect(words(3, 0)).toContain('Left out: 3 records could not be read.')
  expect(words(0, 0)).not.toContain('Left out')
})

test('a day or more that was logged on days off is said to be in no figure', () => {
  const words = (daysOffLoggedMilliDays: number) => {
    const { company } = closedReconciliation
    const capacity = { ...company.capacity, daysOffLoggedMilliDays }
    return trust({ ...closedReconciliation, company: { ...company, capacity } }, { kind: 'company' })
  }
  expect(words(999)).not.toContain('weekends')
  expect(words(2600)).toContain('3 days logged on weekends, holidays and absences are in no figure here.')
})

test('hours that apps logged as nobody’s are told from one hour on', () => {
  const words = (nobodysLoggedHours: number, scope: ReportScope = { kind: 'company' }) => {
    const coverage = { ...closedReconciliation.coverage, nobodysLoggedHours }
    return trust({ ...closedReconciliation, coverage }, scope)
  }
  expect(words(0.99)).not.toContain('nobody’s')
  expect(words(1)).toContain('1 hour logged by apps is nobody’s, and in no figure here.')
  expect(words(12.4)).toContain('12 hours logged by apps are nobody’s, and in no figure here.')
  expect(words(12.4, { kind: 'team', teamId: 'search' })).toContain(
    'In the whole company, 12 hours logged by apps are nobody’s, and in no figure here.',
  )
})
