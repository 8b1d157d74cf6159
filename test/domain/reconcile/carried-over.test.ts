import { expect, it } from 'vitest'
import { reconcile } from '../../../domain/reconcile/reconcile.ts'
import { ticketRefKey } from '../../../domain/ticket.ts'
import { aPerson, aPlan, aTeamPlan } from '../../builders/plan.ts'
import { anEffort, anEffortRow, aReconcileInput } from '../../builders/reconcile-input.ts'
import { aTicket, refOf } from '../../builders/ticket.ts'

const checkout = {
  name: 'Checkout',
  category: 'roadmap',
  plannedPersonDays: 10,
  target: { kind: 'ticket', name: 'CORE-1' },
} as const

/** Seven days of roadmap work in two weeks, three of KTLO, one uncategorised. */
function reconciled(begunBefore: ReadonlySet<string> | null) {
  const rows = [
    anEffortRow('CORE-1', 4000),
    anEffortRow('CORE-5', 3000, { weekStart: '2026-04-13' }),
    anEffortRow('CORE-2', 3000),
    anEffortRow('CORE-4', 1000),
  ]
  const { tickets, ...input } = aReconcileInput({
    plan: aPlan({
      quarters: [
        { quarter: '2026-Q2', planningStartsOn: null, teams: [aTeamPlan({ commitments: [checkout] })] },
      ],
    }),
    effort: anEffort(rows),
  })
  const below = aTicket('CORE-5', { parentId: 'id-CORE-1' })
  return reconcile({ ...input, tickets: [...tickets, below], begunBefore })
}

const keys = (...tickets: string[]) => new Set(tickets.map((key) => ticketRefKey(refOf(key))))

it('days on tickets of an earlier quarter are carried over, by bucket and commitment', () => {
  const { company, teams } = reconciled(keys('CORE-1', 'CORE-5', 'CORE-4', 'CORE-9'))
  const expected = {
    tickets: 3,
    milliDays: { roadmap: 4000, ktlo: 0, reliability: 0, uncategorised: 4000 },
    commitments: [{ name: 'Checkout', milliDays: 7000 }],
  }
  expect(teams.map(({ carriedOver }) => carriedOver)).toEqual([expected])
  expect(company.carriedOver).toEqual(expected)
})

it('nothing is carried over where nothing was begun, and nothing is known where no earlier quarter was measured', () => {
  expect(reconciled(new Set()).company.carriedOver).toMatchObject({ tickets: 0, commitments: [] })
  expect(reconciled(null).company.carriedOver).toBeNull()
})

it('counts for a team’s commitment what that team carried over, as the commitment’s own days', () => {
  const teamIds = ['core', 'web', 'ops']
  const plan = aPlan({
    teams: teamIds.map((teamId) => ({ teamId, name: teamId, calendarId: 'berlin', focusShare: null })),
    people: teamIds.flatMap((teamId) =>
      [1, 2, 3, 4].map((n) => aPerson(`${teamId} ${n}`, { membership: { teamId } })),
    ),
    quarters: [
      {
        quarter: '2026-Q2',
        planningStartsOn: null,
        teams: [
          ...['core', 'web'].map((teamId) => aTeamPlan({ teamId, commitments: [checkout] })),
          aTeamPlan({ teamId: 'ops' }),
        ],
      },
    ],
  })
  const rows = [
    anEffortRow('CORE-1', 4000),
    anEffortRow('CORE-1', 2000, { teamId: 'web' }),
    anEffortRow('CORE-1', 500, { teamId: 'ops' }),
  ]
  const { company } = reconcile({
    ...aReconcileInput({ plan, effort: anEffort(rows) }),
    begunBefore: keys('CORE-1'),
  })
  expect(company.carriedOver).toEqual({
    tickets: 1,
    milliDays: { roadmap: 6500, ktlo: 0, reliability: 0, uncategorised: 0 },
    commitments: [
      { name: 'Checkout', milliDays: 4000 },
      { name: 'Checkout', milliDays: 2000 },
    ],
  })
  expect(company.commitments.map(({ actualMilliDays }) => actualMilliDays)).toEqual([4000, 2000])
})
