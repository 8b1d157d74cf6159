import { expect, it } from 'vitest'
import { weeksOf, workTypesOf } from '../../../../../domain/reconcile/figures/actuals/breakdowns.ts'
import { factLookup } from '../../../../../domain/reconcile/figures/tickets/ticket-facts.ts'
import { aDecision, anEffortRow, aReconcileInput, capacityFor } from '../../../../builders/reconcile-input.ts'
import { aTicket } from '../../../../builders/ticket.ts'

const facts = factLookup(
  aReconcileInput({
    tickets: ['CORE-1', 'CORE-2', 'CORE-3', 'CORE-4', 'CORE-5'].map((key) => aTicket(key)),
    decisions: [
      aDecision('CORE-1', 'ktlo', 'bug'),
      aDecision('CORE-2', 'ktlo', 'bug'),
      aDecision('CORE-3', 'reliability', 'bug'),
      aDecision('CORE-4', 'ktlo'),
      aDecision('CORE-5', null, 'bug'),
    ],
  }),
)

it('work types sum the days and count the tickets of each category, largest first', () => {
  const rows = [
    anEffortRow('CORE-4', 400),
    anEffortRow('CORE-1', 300),
    anEffortRow('CORE-1', 200, { weekStart: '2026-04-13' }),
    anEffortRow('CORE-2', 100),
    anEffortRow('CORE-3', 700),
  ]
  expect(workTypesOf(rows, facts)).toEqual([
    { category: 'reliability', workType: 'bug', milliDays: 700, tickets: 1 },
    { category: 'ktlo', workType: 'bug', milliDays: 600, tickets: 2 },
    { category: 'ktlo', workType: 'other', milliDays: 400, tickets: 1 },
  ])
})

it('work types of the same days stand by name, whichever came first', () => {
  const rows = [anEffortRow('CORE-1', 500), anEffortRow('CORE-4', 500)]
  const expected = ['bug', 'other']
  expect(workTypesOf(rows, facts).map(({ workType }) => workType)).toEqual(expected)
  expect(workTypesOf(rows.toReversed(), facts).map(({ workType }) => workType)).toEqual(expected)
})

it('work types leave out what is uncategorised or no longer known', () => {
  expect(workTypesOf([anEffortRow('CORE-5', 500), anEffortRow('GONE-1', 500)], facts)).toEqual([])
})

it('weeks are those with people, each with its own days and interruptions', () => {
  const rows = [
    anEffortRow('CORE-1', 300, { weekStart: '2026-04-13' }),
    anEffortRow('CORE-3', 200),
    anEffortRow('CORE-5', 100),
  ]
  const interruption = { teamId: 'core', ticketKey: 'x', incident: true, outOfHours: false }
  const interruptions = ['2026-04-13', '2026-04-13', '2026-04-06'].map((weekStart) => ({
    ...interruption,
    weekStart,
  }))
  const capacity = capacityFor(rows).map((row) =>
    row.weekStart === '2026-04-13' ? { ...row, unreadMilliDays: 40 } : row,
  )
  expect(weeksOf(rows, capacity, interruptions, facts)).toEqual([
    {
      weekStart: '2026-04-06',
      milliDays: { roadmap: 0, ktlo: 0, reliability: 200, uncategorised: 100 },
      unreadMilliDays: 0,
      interruptions: 1,
    },
    {
      weekStart: '2026-04-13',
      milliDays: { roadmap: 0, ktlo: 300, reliability: 0, uncategorised: 0 },
      unreadMilliDays: 40,
      interruptions: 2,
    },
  ])
})
