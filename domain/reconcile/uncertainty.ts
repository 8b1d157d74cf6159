import { sumOf } from '../calculation/sum.ts'
import { type Category, categories } from '../category.ts'
import type { EffortResult, SecondOpinion } from '../effort/effort.ts'
import type { UncategorisedSample } from './dataset/input.ts'
import { opinionsOf } from './figures/actuals/breakdowns.ts'
import type { ScopeActuals, ScopeRecords } from './figures/actuals/scope-records.ts'
import {
  anyShare,
  bandHalfWidth,
  combinedError,
  combinedHalfWidth,
  driftHalfWidth,
  type ShareInterval,
} from './figures/shares/band.ts'
import { byCategory } from './figures/shares/shares.ts'
import type { FactLookup } from './figures/tickets/ticket-facts.ts'

/** What a scope's uncategorised work may hold, by category: anything, or the intervals of a sample. */
export type HeldShares = Readonly<Record<Category, ShareInterval>>

/** The error of measured shares and days. */
export interface Uncertainty {
  /** Half-width of the 95 % band around each category's share of categorised work. */
  readonly halfWidthShares: Readonly<Record<Category, number>>
  /** See `DriftInput`. */
  readonly uncertainMilliDays: number
  readonly unseenMilliDays: number
}

/** What a scope's uncategorised work may hold, narrowed by a sample of it where there is one. */
export function heldSharesOf(
  scopeId: string,
  samples: readonly UncategorisedSample[] | undefined,
): HeldShares {
  const sample = samples?.find((each) => each.scopeId === scopeId)
  return byCategory((category) => sample?.shares[category] ?? anyShare)
}

/** The part of all attributed days of which nothing tells the category, 0..1: 0 where a sample leaves nothing open. */
export function openShareOf(uncategorisedShare: number, held: HeldShares): number {
  const widths = categories.map((category) => held[category].highShare - held[category].lowShare)
  return uncategorisedShare * Math.max(...widths)
}

/**
 * How far off a team's shares can be: see `bandHalfWidth`, from its tickets in progress side by side, its closed ones, its days
 * without a ticket, its logs and its other measures. Unattributed days may hide reliability work: as much as the attributed ones
 * show, or, where the records are in doubt, as much as was planned.
 */
export function teamUncertaintyOf(
  records: ScopeRecords,
  { shares, capacity, categorisedMilliDays }: ScopeActuals,
  isInDoubt: boolean,
  closed: EffortResult['closed'],
  facts: FactLookup,
): Uncertainty {
  const own = closed.find((each) => each.teamId === records.scopeId)
  const { attributedMilliDays, unattributedMilliDays } = capacity
  const evidence = {
    ticketsAtOnce: partOf(1000 * daysBy('time_in_progress', records), attributedMilliDays),
    unseenShare: own === undefined ? 0 : partOf(own.neverInProgress, own.tickets),
    unattributedShare: partOf(unattributedMilliDays, attributedMilliDays + unattributedMilliDays),
    loggedShare: Math.min(1, partOf(1000 * daysBy('worklogs', records), attributedMilliDays)),
  }
  const byTime = opinionsOf(records.opinions, facts).filter(
    ({ measure }) => measure === 'equal_split' || measure === 'time_in_progress',
  )
  const halfWidthOf = (category: Category) => {
    const measured = [shares[category], ...byTime.map((opinion) => opinion.shares[category])]
    const measureRangeShare = Math.max(...measured) - Math.min(...measured)
    return bandHalfWidth(shares[category], { ...evidence, measureRangeShare })
  }
  const halfWidthShares = byCategory(halfWidthOf)
  const plannedShare = isInDoubt ? records.planned.shares.reliability : 0
  return {
    halfWidthShares,
    uncertainMilliDays: driftHalfWidth(halfWidthShares.reliability) * categorisedMilliDays,
    unseenMilliDays: Math.max(shares.reliability, plannedShare) * unattributedMilliDays,
  }
}

function daysBy(measure: SecondOpinion, { opinions }: ScopeRecords): number {
  return sumOf(opinions.filter((opinion) => opinion.measure === measure).map(({ amount }) => amount))
}

/** 0 of nothing. */
function partOf(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0
}

/** The company's uncertainty: teams' errors partly cancel out, their hidden reliability days add up. */
export function companyUncertaintyOf(
  teams: readonly { readonly actuals: ScopeActuals; readonly uncertainty: Uncertainty }[],
): Uncertainty {
  return {
    halfWidthShares: byCategory((category) =>
      combinedHalfWidth(
        teams.map(({ actuals, uncertainty }) => ({
          categorisedMilliDays: actuals.categorisedMilliDays,
          halfWidthShare: uncertainty.halfWidthShares[category],
        })),
      ),
    ),
    uncertainMilliDays: combinedError(teams.map(({ uncertainty }) => uncertainty.uncertainMilliDays)),
    unseenMilliDays: teams.reduce((sum, { uncertainty }) => sum + uncertainty.unseenMilliDays, 0),
  }
}
