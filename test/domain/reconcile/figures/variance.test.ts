import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Commitment } from '../../../../domain/plan/plan.ts'
import { reconcile } from '../../../../domain/reconcile/reconcile.ts'
import { aPerson, aPlan, aTeamPlan } from '../../../builders/plan.ts'
import {
  aDecision,
  anEffort,
  anEffortRow,
  aReconcileInput,
  capacityFor,
} from '../../../builders/reconcile-input.ts'
import { aTicket, at, refOf } from '../../../builders/ticket.ts'

const other = { teamId: 'other', name: 'Other', calendarId: 'berlin', focusShare: null }

const commitment = (key: string, plannedPersonDays: number): Commitment => ({
  name: key,
  category: 'roadmap',
  plannedPersonDays,
  target: { kind: 'ticket', name: key },
})

/** Two teams of one each; 65 days planned at 50/30/20; CORE-1 is a commitment of `core`, CORE-9 lies in it. */
function reconciled(
  rows: readonly ReturnType<typeof anEffortRow>[],
  unattributedMilliDays = 0,
  asOf = '2026-07-10T00:00',
) {
  const plan = aPlan({
    teams: [...aPlan().teams, other],
    people: [aPerson('Ada Example'), aPerson('Bea Example', { membership: { teamId: 'other' } })],
    quarters: [
      {
        quarter: '2026-Q2',
        planningStartsOn: null,
        teams: [
          aTeamPlan({ commitments: [commitment('CORE-1', 20), commitment('GONE-1', 9)] }),
          aTeamPlan({ teamId: 'other' }),
        ],
      },
    ],
  })
  return reconcile(
    aReconcileInput({
      plan,
      asOfAt: at(asOf),
      baseline: { plan, takenAt: at('2026-04-01T00:00'), tickets: [refOf('CORE-1'), refOf('CORE-2')] },
      tickets: [
        ...['CORE-1', 'CORE-2', 'CORE-3', 'CORE-4', 'CORE-5'].map((key) => aTicket(key)),
        aTicket('CORE-9', { parentId: refOf('CORE-1').ticketId }),
      ],
      decisions: [
        aDecision('CORE-1', 'roadmap'),
        aDecision('CORE-2', 'ktlo'),
        aDecision('CORE-3', 'ktlo'),
        aDecision('CORE-5', 'roadmap'),
        aDecision('CORE-9', 'roadmap'),
      ],
      effort: anEffort(rows, { capacity: capacityFor(rows, unattributedMilliDays) }),
    }),
  )
}

describe('a variance', () => {
  it('is split into missing capacity, commitments, unplanned inflow and the rest', () => {
    const rows = [
      anEffortRow('CORE-1', 12_000),
      anEffortRow('CORE-9', 13_000),
      anEffortRow('CORE-5', 2000),
      anEffortRow('CORE-2', 9000),
      anEffortRow('CORE-3', 8000),
    ]
    const [team] = reconciled(rows, 1000).teams
    // 45 of the 65 planned days were there: 20 missing, half of them the roadmap's. 25 on a commitment of 20. CORE-5 is new.
    // 27 − 32.5 = −5.5 = −10 + 5 + 2 − 2.5
    expect(team?.categories[0]).toMatchObject({
      varianceMilliDays: -5500,
      varianceParts: {
        capacityMilliDays: -10_000,
        commitmentsMilliDays: 5000,
        unplannedMilliDays: 2000,
        restMilliDays: -2500,
      },
    })
    // 17 − 19.5 = −2.5 = −6 + 0 + 8 − 4.5
    expect(team?.categories[1]?.varianceParts).toEqual({
      capacityMilliDays: -6000,
      commitmentsMilliDays: 0,
      unplannedMilliDays: 8000,
      restMilliDays: -4500,
    })
  })

  it('holds an open commitment against what is due by now', () => {
    const [team] = reconciled([anEffortRow('CORE-1', 12_000)], 0, '2026-05-16T00:00').teams
    // 46 of 91 calendar days have begun: 20 × 46/91 = 10.110 are due.
    expect(team?.categories[0]?.varianceParts.commitmentsMilliDays).toBe(12_000 - 10_110)
  })

  it('is its parts exactly, for every team and for the company, which has the sums of its teams’', () => {
    const row = fc
      .tuple(
        fc.constantFrom('CORE-1', 'CORE-2', 'CORE-3', 'CORE-4', 'CORE-5', 'CORE-9'),
        fc.integer({ min: 1, max: 9000 }),
        fc.constantFrom('core', 'other'),
      )
      .map(([key, milliDays, teamId]) => anEffortRow(key, milliDays, { teamId }))
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 20 }),
        fc.integer({ min: 0, max: 90_000 }),
        (rows, unattributed) => {
          const { company, teams } = reconciled(rows, unattributed)
          for (const { categories } of [company, ...teams]) {
            for (const { varianceParts, varianceMilliDays } of categories) {
              const sum = Object.values(varianceParts).reduce((total, part) => total + part, 0)
              expect(sum).toBe(varianceMilliDays)
            }
          }
          for (const [index, { varianceParts }] of company.categories.entries()) {
            const ofTeams = teams.map(
              ({ categories }) => categories[index]?.varianceParts.unplannedMilliDays ?? 0,
            )
            expect(varianceParts.unplannedMilliDays).toBe(ofTeams.reduce((total, part) => total + part, 0))
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})
