import type { Category } from '../../category.ts'
import type { MilliDays } from '../../effort/effort.ts'
import type { Instant } from '../../instant.ts'
import type { Plan, TeamPlan } from '../../plan/plan.ts'
import { type QuarterId, quarterBefore } from '../../quarter.ts'
import type { KeptForecast } from '../dataset/input.ts'
import type { PastQuarter } from '../dataset/reconciliation.ts'
import { hasShares } from '../past-quarter.ts'
import { leastFindingMilliDays } from '../verdicts/least-finding.ts'
import { availableDaysOf, teamPlanIn } from './next-quarter.ts'
import { promisableOf } from './promisable.ts'

/** So many past quarters are told beside a promise. */
const quartersTold = 2

/** A team's plan promises the roadmap more days than the forecast leaves, even at the far end of its interval. */
export interface TooMuchPromised {
  readonly kind: 'too_much_promised'
  readonly quarter: QuarterId
  readonly teamName: string
  readonly promisedMilliDays: MilliDays
  readonly availableMilliDays: MilliDays
  /** For the roadmap: what KTLO leaves, less what the plan sets aside for reliability. */
  readonly leavesMilliDays: { readonly low: MilliDays; readonly high: MilliDays }
  /** What it kept of what it had promised; the last two quarters, oldest first. */
  readonly before: readonly {
    readonly quarter: QuarterId
    readonly keptMilliDays: MilliDays
    readonly promisedMilliDays: MilliDays
  }[]
}

/** A commitment is bigger than any that its team has finished. */
export interface BiggerThanFinished {
  readonly kind: 'bigger_than_finished'
  readonly quarter: QuarterId
  readonly teamName: string
  readonly commitment: string
  readonly plannedMilliDays: MilliDays
  /** The biggest that was finished, with the days that went into it. */
  readonly finished: { readonly name: string; readonly milliDays: MilliDays }
}

export type PromiseWarning = TooMuchPromised | BiggerThanFinished

/** What is known of a quarter that a plan promises for. */
export interface KnownOfQuarter {
  readonly quarter: QuarterId
  /** The forecasts that its promises are held against, one a team. */
  readonly forecasts: readonly KeptForecast[]
  /** Quarters that have passed, oldest first. */
  readonly past: readonly PastQuarter[]
  /** The same, with the one that runs. */
  readonly measured: readonly PastQuarter[]
}

/** Holds a quarter's promises against its forecasts and against what teams have done; in the order of the plan's teams. */
export function promiseWarnings(plan: Plan, known: KnownOfQuarter, asOfAt: Instant): PromiseWarning[] {
  return plan.teams.flatMap(({ teamId, name }) => {
    const teamPlan = teamPlanIn(plan, known.quarter, teamId)
    if (teamPlan === undefined) return []
    return [
      ...tooMuchPromised(plan, teamPlan, name, known, asOfAt),
      ...biggerThanFinished(teamPlan, name, known),
    ]
  })
}

function tooMuchPromised(
  plan: Plan,
  teamPlan: TeamPlan,
  teamName: string,
  { quarter, forecasts, past }: KnownOfQuarter,
  asOfAt: Instant,
): TooMuchPromised[] {
  const { teamId } = teamPlan
  const forecast = forecasts.find(({ scopeId }) => scopeId === teamId)
  if (forecast === undefined) return []
  const before = quarterBefore(quarter, plan)
  const { milliDays: available } = availableDaysOf(teamId, { plan, quarter, before, asOfAt })
  const left = promisableOf(available, forecast.ktloShare, forecast)
  const reliability = promisedDays(teamPlan, 'reliability', available)
  const leavesMilliDays = {
    low: Math.max(0, left.lowMilliDays - reliability),
    high: Math.max(0, left.highMilliDays - reliability),
  }
  const promisedMilliDays = promisedDays(teamPlan, 'roadmap', available)
  if (promisedMilliDays - leavesMilliDays.high < leastFindingMilliDays) return []
  return [
    {
      kind: 'too_much_promised',
      quarter,
      teamName,
      promisedMilliDays,
      leavesMilliDays,
      availableMilliDays: available,
      before: keptBefore(teamId, past),
    },
  ]
}

/** By the plan's share of the days available, or by its commitments where those are more. */
function promisedDays(
  { shares, commitments }: TeamPlan,
  category: Category,
  available: MilliDays,
): MilliDays {
  const committed = commitments
    .filter((each) => each.category === category)
    .reduce((sum, { plannedPersonDays }) => sum + Math.round(1000 * plannedPersonDays), 0)
  return Math.max(Math.round(available * shares[category]), committed)
}

function keptBefore(teamId: string, past: readonly PastQuarter[]): TooMuchPromised['before'] {
  return past
    .flatMap(({ quarter, scopes }) => {
      const scope = scopes.find(({ scopeId }) => scopeId === teamId)
      if (scope === undefined || !hasShares(scope) || scope.plannedRoadmapMilliDays === 0) return []
      return {
        quarter,
        keptMilliDays: scope.roadmapMilliDays,
        promisedMilliDays: scope.plannedRoadmapMilliDays,
      }
    })
    .slice(-quartersTold)
}

function biggerThanFinished(
  { teamId, commitments }: TeamPlan,
  teamName: string,
  { quarter, measured }: KnownOfQuarter,
): BiggerThanFinished[] {
  const finished = biggestFinished(teamId, measured)
  if (finished === null) return []
  return commitments.flatMap(({ name, plannedPersonDays }) => {
    const plannedMilliDays = Math.round(1000 * plannedPersonDays)
    if (plannedMilliDays - finished.milliDays < leastFindingMilliDays) return []
    return { kind: 'bigger_than_finished', quarter, teamName, commitment: name, plannedMilliDays, finished }
  })
}

/** The most days that went into a commitment which was delivered, over all quarters in which it was one. */
function biggestFinished(
  teamId: string,
  measured: readonly PastQuarter[],
): BiggerThanFinished['finished'] | null {
  const own = measured.flatMap(
    ({ scopes }) => scopes.find(({ scopeId }) => scopeId === teamId)?.commitments ?? [],
  )
  const finished = [...Map.groupBy(own, ({ name }) => name)]
    .filter(([, parts]) => parts.some(({ delivered }) => delivered))
    .map(([name, parts]) => ({ name, milliDays: parts.reduce((sum, { milliDays }) => sum + milliDays, 0) }))
  return finished.toSorted((a, b) => b.milliDays - a.milliDays)[0] ?? null
}
