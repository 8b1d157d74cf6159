import { describe, expect, it } from 'vitest'
import type { Commitment } from '../../../../domain/plan/plan.ts'
import type { PastQuarter } from '../../../../domain/reconcile/dataset/reconciliation.ts'
import { type KnownOfQuarter, promiseWarnings } from '../../../../domain/reconcile/forecast/promises.ts'
import { aPerson, aPlan, aTeamPlan } from '../../../builders/plan.ts'
import { pastScopeOf } from '../../../builders/reconciliation.ts'
import { at } from '../../../builders/ticket.ts'

const none = { tickets: 0, incidents: 0, incidentsOutOfHours: 0, milliDays: 0 }
const work = { roadmap: 0.5, ktlo: 0.4, reliability: 0.1, uncategorised: 0 }
const asOfAt = at('2026-06-10T00:00')

type Past = Partial<PastQuarter['scopes'][number]>

function aQuarter(quarter: string, changes: Past = {}): PastQuarter {
  return { quarter, scopes: [{ ...pastScopeOf('core', work, none), ...changes }] }
}

function aCommitment(name: string, plannedPersonDays: number, changes: Partial<Commitment> = {}): Commitment {
  return { name, plannedPersonDays, category: 'roadmap', target: { kind: 'ticket', name: 'C-1' }, ...changes }
}

/** 2026-Q3: Ada, on 66 working days; KTLO is expected to take 20 to 40 % of them. */
function warningsOf(
  shares: { readonly roadmap: number; readonly ktlo: number; readonly reliability: number },
  commitments: readonly Commitment[] = [],
  known: Partial<KnownOfQuarter> = {},
) {
  const teams = [aTeamPlan({ shares, commitments })]
  const plan = aPlan({
    people: [aPerson('Ada Example')],
    quarters: [{ quarter: '2026-Q3', planningStartsOn: null, teams }],
  })
  const forecast = {
    quarter: '2026-Q3',
    scopeId: 'core',
    asOfAt,
    ktloShare: 0.3,
    lowShare: 0.2,
    highShare: 0.4,
  }
  return promiseWarnings(
    plan,
    { quarter: '2026-Q3', forecasts: [forecast], past: [], measured: [], ...known },
    asOfAt,
  )
}

describe('a plan that promises more than the forecast leaves', () => {
  it('is reported with what is left for the roadmap beside reliability, and with what was kept before', () => {
    const past = [
      aQuarter('2025-Q3', { roadmapMilliDays: 1, plannedRoadmapMilliDays: 2 }),
      aQuarter('2025-Q4', { roadmapMilliDays: 60_000, plannedRoadmapMilliDays: 101_000 }),
      aQuarter('2026-Q1', { roadmapMilliDays: 64_000, plannedRoadmapMilliDays: 97_000 }),
      aQuarter('2026-Q2', { plannedRoadmapMilliDays: 0 }),
    ]
    // KTLO leaves 39.6 to 52.8 days; 13.2 of them are for reliability.
    expect(warningsOf({ roadmap: 0.7, ktlo: 0.1, reliability: 0.2 }, [], { past })).toEqual([
      {
        kind: 'too_much_promised',
        quarter: '2026-Q3',
        teamName: 'Core',
        promisedMilliDays: 46_200,
        availableMilliDays: 66_000,
        leavesMilliDays: { low: 26_400, high: 39_600 },
        before: [
          { quarter: '2025-Q4', keptMilliDays: 60_000, promisedMilliDays: 101_000 },
          { quarter: '2026-Q1', keptMilliDays: 64_000, promisedMilliDays: 97_000 },
        ],
      },
    ])
  })

  it('is not reported within the interval, nor for less than a day beyond it', () => {
    // Nothing is for reliability: 52.8 days are left at the far end.
    const none = { roadmap: 0.4, ktlo: 0.6, reliability: 0 }
    const kinds = (days: number) => warningsOf(none, [aCommitment('Big', days)]).map(({ kind }) => kind)
    expect(kinds(52.8)).toEqual([])
    expect(kinds(53.7)).toEqual([])
    expect(kinds(53.8)).toEqual(['too_much_promised'])
  })

  it('promises its commitments’ days where those are more than its share, by category', () => {
    const shares = { roadmap: 0.1, ktlo: 0.9, reliability: 0 }
    const commitments = [
      aCommitment('One', 30),
      aCommitment('Two', 20),
      aCommitment('Safe', 10, { category: 'reliability' }),
    ]
    expect(warningsOf(shares, commitments)).toMatchObject([
      { promisedMilliDays: 50_000, leavesMilliDays: { low: 29_600, high: 42_800 } },
    ])
  })

  it('never has less than nothing left', () => {
    expect(warningsOf({ roadmap: 0.1, ktlo: 0, reliability: 0.9 })).toMatchObject([
      { leavesMilliDays: { low: 0, high: 0 } },
    ])
  })

  it('can’t be told without a forecast', () => {
    expect(warningsOf({ roadmap: 1, ktlo: 0, reliability: 0 }, [], { forecasts: [] })).toEqual([])
  })
})

describe('a commitment bigger than any that its team has finished', () => {
  const shares = { roadmap: 0.5, ktlo: 0.4, reliability: 0.1 }
  const measured = [
    aQuarter('2026-Q1', { commitments: [{ name: 'Login', milliDays: 10_000, delivered: false }] }),
    aQuarter('2026-Q2', {
      commitments: [
        { name: 'Login', milliDays: 5000, delivered: true },
        { name: 'Search', milliDays: 12_000, delivered: true },
        { name: 'Never', milliDays: 40_000, delivered: false },
      ],
    }),
  ]

  it('is reported, with the biggest one over all its quarters', () => {
    expect(warningsOf(shares, [aCommitment('Shop', 16)], { measured })).toEqual([
      {
        kind: 'bigger_than_finished',
        quarter: '2026-Q3',
        teamName: 'Core',
        commitment: 'Shop',
        plannedMilliDays: 16_000,
        finished: { name: 'Login', milliDays: 15_000 },
      },
    ])
  })

  it('is not reported for less than a day more', () => {
    expect(warningsOf(shares, [aCommitment('Shop', 15.9)], { measured })).toEqual([])
  })

  it('can’t be told of a team that has finished none', () => {
    expect(warningsOf(shares, [aCommitment('Shop', 30)], { measured: measured.slice(0, 1) })).toEqual([])
  })
})
