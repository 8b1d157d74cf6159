import { expect, test } from 'vitest'
import { teamLines, teamsLines } from '../../../../cli/commands/drift/text.ts'
import { driftOf } from '../../../../queries/drift/drift.ts'
import { interruptionsText } from '../../../../wording/report/interruptions-text.ts'
import { examplePlan, exampleReconciliation } from '../../../builders/example-company.ts'
import { reconciliationOf } from '../../../builders/reconciliation.ts'
import { scopeOnPlan } from '../../../builders/report-view.ts'

test('every team has a line with its days, state, projected end and last day to recover', () => {
  const lines = teamsLines(driftOf(exampleReconciliation, examplePlan), 'UTC')
  expect(lines.slice(0, 7)).toMatchInlineSnapshot(`
    [
      "Reliability budgets of Q2 2026 so far, in person-days (12 June 2026, 16:00 UTC):",
      "",
      "          spent  planned by now  planned in all  state        by the end     start by",
      "Billing   42     90              112             drifting     52 (46 to 60)  -",
      "Search    9      56              70              drifting     11 (9 to 18)   15 June",
      "Mobile    9      30              30              cannot tell  -              -",
      "Platform  104    110             110             on course    -              -",
    ]
  `)
})

test('one team is shown whole: budget, planned work, what took its days, the past, and what the next mail says', () => {
  const drift = driftOf(exampleReconciliation, examplePlan)
  const billing = drift.teams.find(({ scopeId }) => scopeId === 'billing')
  expect(billing && teamLines(drift, billing, 'UTC')).toMatchInlineSnapshot(`
    [
      "Billing, Q2 2026 so far (12 June 2026, 16:00 UTC): drifting",
      "",
      "42 of 112 planned reliability days are spent (90 planned by now). At this pace 52 of 112 reliability days will be spent by 30 June (46 to 60). Even at the best pace so far the plan can’t be met any more this quarter.",
      "",
      "Planned reliability work, in person-days:",
      "                            spent  planned  left",
      "  Retry queue for payments  24     60       36",
      "  Ledger checks             18     52       34",
      "",
      "What the reliability days went into:",
      "  Retry queue for payments: 24 person-days, BILL-60 Retry queue for payments BILL-60 (24.0)",
      "",
      "What pulled people away:",
      "  143 tickets, 96 person-days; 88 incidents, 61 of them outside working hours. Compared with Q1 2026: 3.1 times as many interruptions.",
      "",
      "What keeping things running took:",
      "  Invoice export fails at month end: 61 person-days, the largest BILL-101 Invoice export fails at month end BILL-101 (20.3)",
      "  Payment provider outages: 44 person-days, the largest BILL-77 Payment provider outages BILL-77 (22.0)",
      "  Tax rate corrections: 29 person-days, BILL-133 Tax rate corrections BILL-133 (29.0)",
      "  Dunning letters: 18 person-days, BILL-150 Dunning letters BILL-150 (18.0)",
      "  Audit questions: 12 person-days, BILL-88 Audit questions BILL-88 (12.0)",
      "",
      "Earlier quarters, reliability days spent of planned:",
      "  Q1 2026: 40 of 60",
      "  Q4 2025: 40 of 60",
      "",
      "What the next mail says first:",
      "  Billing, Q2 so far: 42 of 112 reliability days spent",
      "  The roadmap has had 168 person-days, 102 fewer than planned by now: 40 % (±6) of the sorted work.",
    ]
  `)
})

test('a team without figures of its own is named with the reason', () => {
  const drift = driftOf(
    reconciliationOf(scopeOnPlan(), [], {
      leftOut: [{ teamId: 'duo', name: 'Duo', because: 'small_group' }],
    }),
    examplePlan,
  )
  expect(teamsLines(drift, 'UTC')[3]).toBe(
    'Duo has fewer than 4 people with a working day and so no figures of its own; they count in the company’s.',
  )
})

test('a team that nothing interrupted is told so, and no hours are counted where there was no incident', () => {
  const none = { tickets: 0, milliDays: 0, incidents: 0, incidentsOutOfHours: 0 }
  const told = (changes: Partial<typeof none>) =>
    interruptionsText({ interruptions: { ...none, ...changes }, interruptionGrowth: null })
  expect(told({})).toBe('No interruptions.')
  expect(told({ tickets: 1, milliDays: 2_000 })).toBe('1 ticket, 2 person-days; no incidents.')
  expect(told({ incidents: 2, incidentsOutOfHours: 1 })).toBe(
    'No tickets, 0 person-days; 2 incidents, 1 of them outside working hours.',
  )
})
