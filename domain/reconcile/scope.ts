import type { Steps } from '../calculation/steps.ts'
import { type Category, categories } from '../category.ts'
import type { PastQuarter } from './dataset/reconciliation.ts'
import type { CategoryFigures, ScopeFigures, VarianceParts } from './dataset/scope.ts'
import type { CommitmentFigures, Doubt } from './dataset/verdicts.ts'
import { opinionsOf, weeksOf, workTypesOf } from './figures/actuals/breakdowns.ts'
import { carriedOverOf } from './figures/actuals/carried-over.ts'
import {
  reliabilityByWeek,
  type ScopeActuals,
  type ScopeRecords,
  unplannedOf,
} from './figures/actuals/scope-records.ts'
import { sourcesOf } from './figures/actuals/sources.ts'
import { isPlanned, type ScopePlan } from './figures/plan/scope-plan.ts'
import { bandOf, type ShareInterval } from './figures/shares/band.ts'
import { misalignmentOf } from './figures/shares/shares.ts'
import { shiftsOf } from './figures/shares/shifts.ts'
import { countInterruptions, largestInterruptions } from './figures/tickets/interruptions.ts'
import type { FactLookup } from './figures/tickets/ticket-facts.ts'
import type { VarianceByCategory } from './figures/variance.ts'
import { headlineOf } from './headline/headline.ts'
import type { HeldShares, Uncertainty } from './uncertainty.ts'
import { callOf } from './verdicts/call.ts'
import { capacityGapOf, plannedUnseenOf } from './verdicts/capacity.ts'
import { reliabilityBudgetOf } from './verdicts/drift.ts'
import { growthOf } from './verdicts/growth.ts'
import { leavingOutOf, type QuarterOfInterruptions } from './verdicts/leaving-out.ts'

/** What all scopes of a quarter share. */
export interface QuarterContext {
  readonly quarter: string
  readonly elapsedShare: number
  readonly facts: FactLookup
  /** Oldest first. */
  readonly past: readonly PastQuarter[]
  /** Tickets on which days were spent in an earlier quarter, by `ticketRefKey`; null where none was measured. */
  readonly begunBefore: ReadonlySet<string> | null
}

/**
 * Compares one scope's records with its plan, and decides its verdicts and headline. In steps, because a big company's take some
 * milliseconds each.
 */
export function* scopeSteps(
  records: ScopeRecords,
  actuals: ScopeActuals,
  commitments: readonly CommitmentFigures[],
  doubt: Doubt | null,
  uncertainty: Uncertainty,
  held: HeldShares,
  variance: VarianceByCategory,
  { quarter, elapsedShare, facts, past, begunBefore }: QuarterContext,
): Steps<ScopeFigures> {
  const { scopeId, planned, rows } = records
  const { milliDays, shares, uncategorisedShare, categorisedMilliDays, capacity } = actuals
  const isInDoubt = doubt !== null
  const interruptions = countInterruptions(records.interruptions, rows, facts)
  const before = (quartersAgo: number, countOf: (past: PastQuarter['scopes'][number]) => number) => {
    const found = past.at(-quartersAgo)
    const scope = found === undefined ? undefined : comparableScopeOf(found, scopeId)
    return found === undefined || scope === undefined
      ? undefined
      : { quarter: found.quarter, count: countOf(scope) }
  }
  const figuresOfCategories = categories.map((category) =>
    categoryFiguresOf(
      category,
      planned,
      actuals,
      bandOf(shares[category], uncertainty.halfWidthShares[category], uncategorisedShare, held[category]),
      variance[category],
      isInDoubt,
    ),
  )
  yield
  const sources = sourcesOf(records.namedRows, facts)
  yield
  const secondOpinions = opinionsOf(records.opinions, facts)
  yield
  const weeks = weeksOf(rows, records.capacity, records.interruptions, facts)
  yield
  const largest = largestInterruptions(records.interruptions, records.namedRows, facts)
  yield
  const carriedOver = carriedOverOf(rows, records.committed, facts, begunBefore)
  yield
  const figures = {
    scopeId,
    name: records.name,
    people: records.people.size,
    doubt,
    capacity,
    capacityGap: capacityGapOf(capacity),
    plannedUnseenMilliDays: plannedUnseenOf(capacity),
    categories: figuresOfCategories,
    uncategorised: { milliDays: milliDays.uncategorised, share: uncategorisedShare },
    shifts: isPlanned(planned) ? shiftsOf(figuresOfCategories, categorisedMilliDays) : [],
    misalignmentShare: misalignmentOf(planned.shares, shares),
    unplanned: unplannedOf(rows, facts, capacity.attributedMilliDays),
    reliability: reliabilityBudgetOf({
      seed: `${quarter} ${scopeId}`,
      budgetMilliDays: planned.quarterMilliDays.reliability,
      spentMilliDays: milliDays.reliability,
      expectedMilliDays: planned.milliDays.reliability,
      uncertainMilliDays: uncertainty.uncertainMilliDays,
      unseenMilliDays: uncertainty.unseenMilliDays,
      uncategorised: {
        lowMilliDays: held.reliability.lowShare * milliDays.uncategorised,
        highMilliDays: held.reliability.highShare * milliDays.uncategorised,
      },
      isInDoubt,
      days: planned.budgetDays,
      spentOfWeek: reliabilityByWeek(rows, facts),
    }),
    interruptions,
    interruptionGrowth: growthOf(
      interruptions.tickets,
      elapsedShare,
      before(1, (scope) => scope.interruptions.tickets),
    ),
    incidentGrowth: growthOf(
      interruptions.incidents,
      elapsedShare,
      before(2, (scope) => scope.interruptions.incidents),
    ),
    leavingOut: leavingOutOf(
      past.flatMap((each) => interruptionsOf(each, scopeId) ?? []),
      largest,
    ),
    carriedOver,
    commitments,
    sources,
    workTypes: workTypesOf(rows, facts),
    weeks,
    secondOpinions,
  }
  return { ...figures, headline: headlineOf(figures) }
}

/** A scope's earlier figures where its counts can be held against this quarter's. */
function comparableScopeOf(
  { scopes }: PastQuarter,
  scopeId: string,
): PastQuarter['scopes'][number] | undefined {
  return scopes.find(
    (each) => each.scopeId === scopeId && each.isOfOtherTeams !== true && each.isStale !== true,
  )
}

function interruptionsOf(past: PastQuarter, scopeId: string): QuarterOfInterruptions | undefined {
  const scope = comparableScopeOf(past, scopeId)
  if (scope === undefined) return undefined
  return {
    quarter: past.quarter,
    budgetMilliDays: scope.reliabilityBudgetMilliDays,
    spentMilliDays: scope.reliabilitySpentMilliDays,
    interruptionMilliDays: scope.interruptions.milliDays,
    attributedMilliDaysEach: scope.attributedMilliDaysEach,
  }
}

function categoryFiguresOf(
  category: Category,
  planned: ScopePlan,
  { milliDays, shares, categorisedMilliDays }: ScopeActuals,
  band: ShareInterval,
  varianceParts: VarianceParts,
  isInDoubt: boolean,
): CategoryFigures {
  const plannedShare = planned.shares[category]
  const actualShare = shares[category]
  return {
    category,
    plannedShare,
    actualShare,
    band,
    plannedMilliDays: planned.milliDays[category],
    actualMilliDays: milliDays[category],
    varianceMilliDays: milliDays[category] - planned.milliDays[category],
    varianceShare: actualShare - plannedShare,
    varianceParts,
    call: callOf(plannedShare, actualShare, band, categorisedMilliDays, isInDoubt),
  }
}
