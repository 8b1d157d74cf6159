import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buckets, categories } from '../../../domain/category.ts'
import { QuarterNotPlannedError } from '../../../domain/reconcile/dataset/input.ts'
import { pastQuarterOf } from '../../../domain/reconcile/past-quarter.ts'
import { reconcile } from '../../../domain/reconcile/reconcile.ts'
import { aPerson, aPlan, aTeamPlan } from '../../builders/plan.ts'
import { anEffort, anEffortRow, aReconcileInput, capacityFor } from '../../builders/reconcile-input.ts'
import { at, refOf } from '../../builders/ticket.ts'

const oneTeam = aPlan({ people: [aPerson('Ada Example')] })
const other = { teamId: 'other', name: 'Other', calendarId: 'berlin', focusShare: null }
const people = [aPerson('Ada Example'), aPerson('Bea Example', { membership: { teamId: 'other' } })]
const [quarterOfPlan = { quarter: '2026-Q2', planningStartsOn: null, teams: [] }] = oneTeam.quarters
const someEffort = anEffort([anEffortRow('CORE-1', 1000)])

describe('a reconciliation', () => {
  it('holds a team’s shares and days against its plan', () => {
    // 65 planned days at 50/30/20; 50 done at 40/40/15 and 5 % uncategorised.
    const rows = [
      anEffortRow('CORE-1', 20_000),
      anEffortRow('CORE-2', 20_000),
      anEffortRow('CORE-3', 7500),
      anEffortRow('CORE-4', 2500),
    ]
    const closed = [{ teamId: 'core', tickets: 10, neverInProgress: 1 }]
    const { teams, company, state } = reconcile(
      aReconcileInput({ plan: oneTeam, effort: anEffort(rows, { closed }) }),
    )
    const [team] = teams
    expect(state).toBe('closed')
    expect(team?.capacity).toMatchObject({ plannedMilliDays: 65_000, plannedQuarterMilliDays: 65_000 })
    // Of 47.5 sorted days: 20 / 47.5 = 0.42105. Half the band on those: 1.1 × 0.05 × √0.24377 × 1.3 = 0.035302;
    // × 0.95 is (0.366464, 0.433536), and the 5 % that is not sorted may be all of it upkeep: 0.483536.
    expect(team?.categories[1]).toEqual({
      category: 'ktlo',
      plannedShare: 0.3,
      actualShare: expect.closeTo(0.42105, 5),
      band: { lowShare: expect.closeTo(0.36646, 5), highShare: expect.closeTo(0.48354, 5) },
      plannedMilliDays: 19_500,
      actualMilliDays: 20_000,
      varianceMilliDays: 500,
      varianceShare: expect.closeTo(0.12105, 5),
      // 30 % of the 15 days that were not there.
      varianceParts: {
        capacityMilliDays: -4500,
        commitmentsMilliDays: 0,
        unplannedMilliDays: 0,
        restMilliDays: 5000,
      },
      call: 'over',
    })
    expect(team?.uncategorised).toEqual({ milliDays: 2500, share: 0.05 })
    // Lost: roadmap 0.07895 and reliability 0.04211 of 47.5 days; upkeep alone gained.
    expect(team?.shifts).toEqual([
      { from: 'roadmap', to: 'ktlo', share: expect.closeTo(0.07895, 5), milliDays: 3750 },
      { from: 'reliability', to: 'ktlo', share: expect.closeTo(0.04211, 5), milliDays: 2000 },
    ])
    // (0.07895 + 0.12105 + 0.04211) / 2
    expect(team?.misalignmentShare).toBeCloseTo(0.12105, 5)
    // (7,500 − 13,000) / 13,000
    expect(team?.reliability.driftShare).toBeCloseTo(-0.423, 3)
    expect(company.categories).toEqual(team?.categories)
    expect(team?.unplanned).toBeNull()
  })

  it('widens the band by half of the range of the measures by time', () => {
    const rows = [anEffortRow('CORE-1', 5000), anEffortRow('CORE-2', 5000)]
    const opinion = (key: string, measure: 'equal_split' | 'tickets_closed', amount: number) =>
      ({ teamId: 'core', ticket: refOf(key), measure, amount }) as const
    const secondOpinions = [
      opinion('CORE-1', 'equal_split', 6),
      opinion('CORE-2', 'equal_split', 4),
      opinion('CORE-2', 'tickets_closed', 9),
    ]
    const input = aReconcileInput({ plan: oneTeam, effort: anEffort(rows, { secondOpinions }) })
    const [team] = reconcile(input).teams
    const band = team?.categories[0]?.band
    // 1.1 × (0.05 × 0.5 + 0.1/2) = 0.0825; tickets closed have no say.
    expect(band?.highShare).toBeCloseTo(0.5825, 12)
    expect(team?.secondOpinions.map(({ measure, shares }) => [measure, shares.ktlo])).toEqual([
      ['tickets_closed', 1],
      ['equal_split', 0.4],
    ])
  })

  it('narrows the band by the part of the days that was logged, all of them at most', () => {
    const rows = [anEffortRow('CORE-1', 5000), anEffortRow('CORE-2', 5000)]
    const highEnd = (...logged: number[]) => {
      const secondOpinions = logged.map(
        (amount) => ({ teamId: 'core', ticket: refOf('CORE-1'), measure: 'worklogs', amount }) as const,
      )
      const input = aReconcileInput({ plan: oneTeam, effort: anEffort(rows, { secondOpinions }) })
      return reconcile(input).teams[0]?.categories[0]?.band.highShare
    }
    // 1.1 × 0.05 × 0.5 × (1 − 0.6 × 0.4), and × 0.4 where ten of ten days are logged, or more.
    expect(highEnd(1, 3)).toBeCloseTo(0.5209, 12)
    expect(highEnd(10)).toBeCloseTo(0.511, 12)
    expect(highEnd(12)).toBeCloseTo(0.511, 12)
  })

  it('widens the band with the tickets that people have in progress side by side', () => {
    const rows = [anEffortRow('CORE-1', 5000), anEffortRow('CORE-2', 5000)]
    const highEnd = (days: number) => {
      const opinion = { teamId: 'core', measure: 'time_in_progress', amount: days / 2 } as const
      const secondOpinions = [
        { ...opinion, ticket: refOf('CORE-1') },
        { ...opinion, ticket: refOf('CORE-2') },
      ]
      const input = aReconcileInput({ plan: oneTeam, effort: anEffort(rows, { secondOpinions }) })
      return reconcile(input).teams[0]?.categories[0]?.band.highShare
    }
    // Ten days with one ticket at a time, and with two: 1.1 × 0.05 × 0.5, and half as much again.
    expect(highEnd(10)).toBeCloseTo(0.5275, 12)
    expect(highEnd(20)).toBeCloseTo(0.54125, 12)
  })

  it('lets a sample of the uncategorised work narrow what it may hold, and so call what holds across it', () => {
    // 40 sorted days at 50/50/0 and 20 that are not: a third, of which nothing is called unless a sample tells.
    const rows = [anEffortRow('CORE-1', 20_000), anEffortRow('CORE-2', 20_000), anEffortRow('CORE-4', 20_000)]
    const input = aReconcileInput({ plan: oneTeam, effort: anEffort(rows) })
    const unsampled = reconcile(input).teams[0]
    expect(unsampled?.doubt).toEqual({ because: 'mostly_uncategorised', share: expect.closeTo(1 / 3, 12) })
    const shares = {
      roadmap: { lowShare: 0.05, highShare: 0.25 },
      ktlo: { lowShare: 0.7, highShare: 0.9 },
      reliability: { lowShare: 0, highShare: 0.1 },
    }
    const sampled = reconcile({ ...input, uncategorisedSamples: [{ scopeId: 'core', shares }] }).teams[0]
    expect(sampled?.doubt).toBeNull()
    // Low: (0.5 − 0.0275) × 2/3 + 0.7/3 = 0.548333; the plan is 0.3.
    expect(sampled?.categories[1]).toMatchObject({
      band: { lowShare: expect.closeTo(0.548333, 6), highShare: expect.closeTo(0.651667, 6) },
      call: 'over',
    })
  })

  it('calls unplanned what was not in the baseline, and plans by the baseline’s plan', () => {
    const rows = [anEffortRow('CORE-1', 3000), anEffortRow('CORE-2', 1000)]
    const shares = { roadmap: 0.4, ktlo: 0.4, reliability: 0.2 }
    const quarters = [{ quarter: '2026-Q2', planningStartsOn: null, teams: [aTeamPlan({ shares })] }]
    const baseline = {
      plan: { ...oneTeam, quarters },
      takenAt: at('2026-04-01T00:00'),
      tickets: [refOf('CORE-1')],
    }
    const { teams, baselineTakenAt } = reconcile(
      aReconcileInput({ plan: oneTeam, baseline, effort: anEffort(rows) }),
    )
    expect(teams[0]?.unplanned).toEqual({ milliDays: 1000, share: 0.25 })
    expect(teams[0]?.categories.map((each) => each.plannedShare)).toEqual([0.4, 0.4, 0.2])
    expect(baselineTakenAt).toBe(baseline.takenAt)
  })

  it('calls nothing where half the days are on no ticket, and says so', () => {
    const rows = [anEffortRow('CORE-1', 3000)]
    const effort = anEffort(rows, { capacity: capacityFor(rows, 3000) })
    const [team] = reconcile(aReconcileInput({ plan: oneTeam, effort })).teams
    expect(team?.categories.every((each) => each.call === 'cannot_tell')).toBe(true)
    const doubt = { because: 'half_unattributed', share: 0.5 }
    expect(team).toMatchObject({ doubt, headline: { kind: 'cannot_tell', doubt } })
    expect(team?.reliability.state).toBe('cannot_tell')
  })

  it('widens drift by what measuring and unattributed days leave open', () => {
    // 5 of 10 days roadmap and 5 reliability, 4 more without a ticket.
    const rows = [anEffortRow('CORE-1', 5000), anEffortRow('CORE-3', 5000)]
    const effort = anEffort(rows, { capacity: capacityFor(rows, 4000) })
    const { company, teams } = reconcile(aReconcileInput({ plan: oneTeam, effort }))
    for (const scope of [...teams, company]) {
      const { driftBand, budgetMilliDays, expectedMilliDays } = scope.reliability
      const spentAt = (share: number) => expectedMilliDays + share * budgetMilliDays
      // 45 % of the band's 1.1 × (0.05 × 0.5 + 0.1/5) = 0.0495, of 10 days; half of the 4 days may be reliability too.
      expect(spentAt(driftBand?.lowShare ?? 0)).toBeCloseTo(5000 - 0.0495 * 0.45 * 10_000, 6)
      expect(spentAt(driftBand?.highShare ?? 0)).toBeCloseTo(5000 + 0.0495 * 0.45 * 10_000 + 2000, 6)
    }
  })

  it('takes unattributed days for reliability only by the plan where records are in doubt', () => {
    const rows = [anEffortRow('CORE-1', 5000)]
    const highEnd = (unattributedMilliDays: number) => {
      const effort = anEffort(rows, { capacity: capacityFor(rows, unattributedMilliDays) })
      const [team] = reconcile(aReconcileInput({ plan: oneTeam, effort })).teams
      const { driftBand, budgetMilliDays, expectedMilliDays } = team?.reliability ?? {}
      return (expectedMilliDays ?? 0) + (driftBand?.highShare ?? 0) * (budgetMilliDays ?? 0)
    }
    // 45 % of the narrowest band of days half without a ticket, 1.1 × (0.05 × 0.1 + 0.1/5), of 5 days; in doubt a planned fifth
    // of the unattributed ones.
    const measured = 0.0275 * 0.45 * 5000
    expect(highEnd(4999)).toBeCloseTo(measured, 6)
    expect(highEnd(5000)).toBeCloseTo(measured + 1000, 6)
  })

  it('widens the band by the part of closed tickets that were never in progress', () => {
    const rows = [anEffortRow('CORE-1', 5000), anEffortRow('CORE-2', 5000)]
    const highEnd = (closed: { teamId: string; tickets: number; neverInProgress: number }[]) => {
      const [team] = reconcile(aReconcileInput({ plan: oneTeam, effort: anEffort(rows, { closed }) })).teams
      return team?.categories[0]?.band.highShare
    }
    expect(highEnd([])).toBeCloseTo(0.5275, 12)
    expect(highEnd([{ teamId: 'core', tickets: 0, neverInProgress: 0 }])).toBeCloseTo(0.5275, 12)
    expect(highEnd([{ teamId: 'other', tickets: 1, neverInProgress: 1 }])).toBeCloseTo(0.5275, 12)
    expect(highEnd([{ teamId: 'core', tickets: 1, neverInProgress: 1 }])).toBeCloseTo(0.61, 12)
  })

  it('holds a team against its own past, and says nothing of one that has none', () => {
    const past = pastQuarterOf(reconcile(aReconcileInput({ plan: oneTeam, effort: someEffort })))
    const scopes = past.scopes.map((scope) => ({
      ...scope,
      interruptions: { ...scope.interruptions, tickets: scope.scopeId === 'core' ? 30 : 50 },
    }))
    const growthFor = (own: typeof scopes) =>
      reconcile(aReconcileInput({ plan: oneTeam, past: [{ quarter: '2026-Q1', scopes: own }] })).teams[0]
        ?.interruptionGrowth
    expect(growthFor(scopes)?.countBefore).toBe(30)
    expect(growthFor(scopes.filter(({ scopeId }) => scopeId !== 'core'))).toBeNull()
  })

  it('runs until the last day has passed everywhere', () => {
    const stateAt = (asOf: string) => reconcile(aReconcileInput({ asOfAt: at(asOf) })).state
    expect(stateAt('2026-06-30T21:59')).toBe('running')
    expect(stateAt('2026-06-30T22:00')).toBe('closed')
  })

  it('shows a team without a plan, calls nothing for it, and leaves it out of the company', () => {
    const plan = aPlan({ teams: [...oneTeam.teams, other], people })
    const rows = [anEffortRow('CORE-1', 4000), anEffortRow('CORE-2', 1000, { teamId: 'other' })]
    const { company, teams } = reconcile(aReconcileInput({ plan, effort: anEffort(rows) }))
    const [, team] = teams
    expect(team?.capacity.attributedMilliDays).toBe(1000)
    expect(team?.categories.map((each) => each.call)).toEqual(['cannot_tell', 'cannot_tell', 'cannot_tell'])
    expect(team?.reliability.state).toBe('no_budget')
    expect(team?.headline).toEqual({ kind: 'cannot_tell', doubt: { because: 'no_plan' } })
    expect(team?.misalignmentShare).toBeNull()
    expect(company.categories.map(({ actualShare }) => actualShare)).toEqual([1, 0, 0])
    expect(company.capacity.attributedMilliDays).toBe(4000)
  })

  it('says of each connection how old its reading is', () => {
    const input = aReconcileInput({ plan: oneTeam })
    const { coverage } = reconcile({
      ...input,
      coverage: { ...input.coverage, connections: [{ name: 'Jira', syncedAt: at('2026-07-01T00:00') }] },
    })
    expect(coverage.connections).toEqual([
      { name: 'Jira', syncedAt: at('2026-07-01T00:00'), staleness: 'stale' },
    ])
  })

  it('holds interruptions against the quarter before, and incidents against the one before that', () => {
    const past = pastQuarterOf(reconcile(aReconcileInput({ plan: oneTeam, effort: someEffort })))
    const withCounts = (quarter: string, tickets: number, incidents: number) => ({
      quarter,
      scopes: past.scopes.map((scope) => ({
        ...scope,
        interruptions: { ...scope.interruptions, tickets, incidents },
      })),
    })
    const input = aReconcileInput({
      plan: oneTeam,
      past: [withCounts('2026-Q1', 40, 30), withCounts('2025-Q4', 20, 12)],
    })
    expect(reconcile(input).teams[0]).toMatchObject({
      interruptionGrowth: { ratio: 0, quarterBefore: '2026-Q1', countBefore: 40 },
      incidentGrowth: { ratio: 0, quarterBefore: '2025-Q4', countBefore: 12 },
    })
  })

  it('holds the company’s interruptions against a past of the same teams alone', () => {
    const alone = aPlan({ people })
    const both = aPlan({
      teams: [...oneTeam.teams, other],
      people,
      quarters: [{ ...quarterOfPlan, teams: [aTeamPlan(), aTeamPlan({ teamId: 'other' })] }],
    })
    const beside = aPlan({ teams: both.teams, people })
    const rows = [anEffortRow('CORE-1', 4000), anEffortRow('CORE-2', 1000, { teamId: 'other' })]
    const measured = (plan: typeof both, past: ReturnType<typeof pastQuarterOf>[] = []) =>
      reconcile(aReconcileInput({ plan, past, effort: anEffort(rows) }))
    const growth = (now: typeof both, before: typeof both) => {
      const { scopes } = pastQuarterOf(measured(before))
      const counted = scopes.map((scope) => ({
        ...scope,
        interruptions: { ...scope.interruptions, tickets: 40 },
      }))
      const { company, teams } = measured(now, [{ quarter: '2026-Q1', scopes: counted }])
      return [company, ...teams].map(({ interruptionGrowth }) => interruptionGrowth?.countBefore)
    }
    expect(growth(both, both)).toEqual([40, 40, 40])
    expect(growth(both, alone)).toEqual([undefined, 40, undefined])
    // A team without a plan is no part of the company.
    expect(growth(beside, beside)).toEqual([40, 40, 40])
    expect(growth(both, beside)).toEqual([undefined, 40, 40])
  })

  it('takes a quarter without figures for no past', () => {
    const past = pastQuarterOf(reconcile(aReconcileInput({ plan: oneTeam })))
    expect(past.scopes).toEqual([])
    expect(reconcile(aReconcileInput({ plan: oneTeam, past: [past] })).past).toEqual([])
  })

  it('refuses a quarter that the plan does not know', () => {
    expect(() => reconcile(aReconcileInput({ quarter: '2027-Q1' }))).toThrow(QuarterNotPlannedError)
  })

  it('becomes a past quarter with what later ones compare themselves with', () => {
    const rows = [anEffortRow('CORE-1', 3000), anEffortRow('CORE-4', 1000)]
    const past = pastQuarterOf(reconcile(aReconcileInput({ plan: oneTeam, effort: anEffort(rows) })))
    expect(past.scopes.map((scope) => scope.scopeId)).toEqual(['company', 'core'])
    expect(past.scopes[1]).toMatchObject({
      shares: { roadmap: 1, ktlo: 0, reliability: 0 },
      uncategorisedShare: 0.25,
      plannedShares: { roadmap: 0.5, ktlo: 0.3, reliability: 0.2 },
      reliabilityBudgetMilliDays: 13_000,
      attributedMilliDaysEach: 4000,
    })
  })
})

describe('sums, whatever was spent', () => {
  const row = fc
    .tuple(
      fc.constantFrom('CORE-1', 'CORE-2', 'CORE-3', 'CORE-4'),
      fc.integer({ min: 1, max: 5000 }),
      fc.constantFrom('core', 'other'),
      fc.constantFrom('2026-03-30', '2026-04-06', '2026-04-13'),
    )
    .map(([key, milliDays, teamId, weekStart]) => anEffortRow(key, milliDays, { teamId, weekStart }))
  const shares = { roadmap: 1 / 3, ktlo: 1 / 3, reliability: 1 / 3 }
  const plan = aPlan({
    teams: [...aPlan().teams, other],
    people,
    quarters: [
      {
        quarter: '2026-Q2',
        planningStartsOn: null,
        teams: [
          aTeamPlan({ onCallShare: 0.07 }),
          aTeamPlan({ teamId: 'other', plannedHeadcount: 3, shares }),
        ],
      },
    ],
  })

  it('are kept: categories make the attributed days, weeks and sources too, teams make the company', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const { company, teams } = reconcile(aReconcileInput({ plan, effort: anEffort(rows) }))
        const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
        for (const scope of [company, ...teams]) {
          const { attributedMilliDays, plannedMilliDays } = scope.capacity
          const spent =
            sum(scope.categories.map((each) => each.actualMilliDays)) + scope.uncategorised.milliDays
          expect(spent).toBe(attributedMilliDays)
          expect(sum(scope.categories.map((each) => each.plannedMilliDays))).toBe(plannedMilliDays)
          expect(sum(scope.weeks.flatMap((week) => buckets.map((bucket) => week.milliDays[bucket])))).toBe(
            spent,
          )
          expect(sum(scope.sources.map((source) => source.milliDays))).toBe(spent)
          expect(scope.misalignmentShare === null).toBe(attributedMilliDays === scope.uncategorised.milliDays)
          expect(scope.misalignmentShare ?? 0).toBeGreaterThanOrEqual(0)
          expect(scope.misalignmentShare ?? 0).toBeLessThanOrEqual(1)
        }
        for (const [index] of categories.entries()) {
          expect(company.categories[index]?.actualMilliDays).toBe(
            sum(teams.map((team) => team.categories[index]?.actualMilliDays ?? 0)),
          )
        }
      }),
      { numRuns: 40 },
    )
  })

  it('do not depend on the order of tickets, decisions and past quarters', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
        const past = pastQuarterOf(reconcile(aReconcileInput({ plan, effort: someEffort })))
        const input = aReconcileInput({
          plan,
          effort: anEffort(rows),
          past: [
            { ...past, quarter: '2025-Q4' },
            { ...past, quarter: '2026-Q1' },
          ],
        })
        const turned = {
          ...input,
          tickets: input.tickets.toReversed(),
          decisions: input.decisions.toReversed(),
          past: input.past.toReversed(),
        }
        expect(JSON.stringify(reconcile(turned))).toBe(JSON.stringify(reconcile(input)))
      }),
      { numRuns: 20 },
    )
  })
})
