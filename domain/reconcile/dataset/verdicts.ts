import { z } from 'zod'
import type { ReadOnly } from '../../calculation/read-only.ts'
import { category, interval, localDate, milliDays, number, share, text } from './fields.ts'

// What was decided about a scope. `domain/reconcile/verdicts` and `headline` decide; reports, exports and commands only word it.

/**
 * Why nothing can be called for a scope: nobody was available; too few working days of the quarter have begun; a tracker was
 * last read on a day so long ago that its records, and not the work, have ended; no ticket shows
 * any work; nothing was planned for it; so many working days have no ticket in progress, or so much work is on tickets that
 * nothing sorts, with the share; or, of a company, it has too few people to have figures, or each team has a reason of its own.
 */
export const doubt = z.discriminatedUnion('because', [
  z.object({ because: z.literal('nobody_available') }),
  z.object({ because: z.literal('too_early'), workingDays: number }),
  z.object({ because: z.literal('small_group'), minimumPeople: number }),
  z.object({ because: z.literal('stale'), readUntil: localDate }),
  z.object({ because: z.literal('no_effort') }),
  z.object({ because: z.literal('no_plan') }),
  z.object({ because: z.literal('half_unattributed'), share }),
  z.object({ because: z.literal('mostly_uncategorised'), share }),
  z.object({ because: z.literal('every_team') }),
])

/** How an actual share compares with its plan; `over` and `under` only where that holds across the whole band. */
export const call = z.enum(['over', 'under', 'on_plan', 'cannot_tell'])

/** How the reliability budget is being spent; read as an error budget. */
export const reliabilityBudget = z.object({
  /** The whole quarter's planned reliability days. */
  budgetMilliDays: milliDays,
  spentMilliDays: milliDays,
  /** What was due by the as-of day: the whole budget once the quarter has closed. */
  expectedMilliDays: milliDays,
  /** Due and not spent; 0 where more was spent than due. */
  shortfallMilliDays: milliDays,
  /** (spent - expected) / budget; null when nothing was budgeted. */
  driftShare: share.nullable(),
  /** Drift at the two ends of the 80 % interval; null when nothing was budgeted. */
  driftBand: interval.nullable(),
  state: z.enum(['on_course', 'probably_drifting', 'drifting', 'no_budget', 'cannot_tell']),
  /** Spending over the planned rate, 1 being as planned: of the last two weeks, and of the quarter to date. */
  burnRates: z.object({ twoWeeksRatio: number, quarterRatio: number }).nullable(),
  /** Spent by the quarter's end at the pace so far, with its 80 % interval; null where there is no pace to go by. */
  projected: z.object({ milliDays, lowMilliDays: milliDays, highMilliDays: milliDays }).nullable(),
  /** Whether the projection ends off the plan even at the interval's end that is nearer to it; null without one. */
  projectedEnd: z.enum(['below_plan', 'near_plan', 'above_plan']).nullable(),
  /** Last day on which the budget can still be met at the best week's pace; null when past, not needed or not known. */
  lastDayToRecover: localDate.nullable(),
})

/**
 * Where a commitment stands. `delivered` and `dropped` go by its tickets' outcomes (what took more days than planned before it was
 * delivered has a deviation too); `ambiguous` is one whose name fits several projects, or tickets of several trackers, so that it
 * can't be told which is meant; `cannot_tell` applies to a team whose records are in doubt.
 */
export const commitment = z.object({
  name: text,
  teamId: text,
  category,
  plannedMilliDays: milliDays,
  actualMilliDays: milliDays,
  standing: z.enum([
    'not_found',
    'ambiguous',
    'delivered',
    'dropped',
    'behind',
    'over',
    'on_plan',
    'cannot_tell',
  ]),
  /** Days behind what is due (positive) or beyond the whole plan (negative); 0 within the tolerance. */
  deviationMilliDays: milliDays,
})

/** A count that changed by more than chance since an earlier quarter, compared at the same point of both quarters. */
export const growth = z.object({
  /** Above 1 is more than before. */
  ratio: number,
  quarterBefore: text,
  /** Of that whole quarter. */
  countBefore: number,
})

/**
 * What leaving reliability work out cost in interruptions, held against quarters that kept it. The difference is null where these
 * quarters don't tell: then `recurring` names the interruptions of this quarter, largest first, whose recurrence would.
 */
export const leavingOut = z.object({
  /** Quarters that follow one in which the budget was kept, or left out. */
  quartersKept: number,
  quartersLeftOut: number,
  /** More days of interruptions in the quarter after, with its 80 % interval. */
  difference: z.object({ milliDays, lowMilliDays: milliDays, highMilliDays: milliDays }).nullable(),
  recurring: z.array(z.object({ key: text, title: text, url: text, milliDays })),
})

/** More or fewer days than the plan counted on, by more than a tenth. */
export const capacityGap = z.object({ kind: z.enum(['missing', 'extra']), milliDays })

/** Where the share that the roadmap lost went; names a receiver only where its gain is sure. */
export const destination = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('almost_whole'), category }),
  z.object({ kind: z.literal('mostly'), category }),
  z.object({ kind: z.literal('two'), first: category, second: category }),
  z.object({ kind: z.literal('spread') }),
])

/** The one thing to say about a scope; see `headlineOf` for the order in which it is decided. */
export const headline = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cannot_tell'), doubt }),
  /** Fewer people than planned: a quarter of the days or more before all else, fewer before missing reliability. */
  z.object({ kind: z.literal('people_missing') }),
  z.object({ kind: z.literal('roadmap_under'), destination }),
  z.object({ kind: z.literal('upkeep_over') }),
  z.object({ kind: z.literal('reliability_drifting') }),
  z.object({ kind: z.literal('roadmap_over') }),
  z.object({ kind: z.literal('category_off_plan'), category }),
  /** Every category is on plan. */
  z.object({ kind: z.literal('on_plan') }),
  /** Nothing is off plan, but not everything is on plan: half the width of the band that is too wide to tell. */
  z.object({ kind: z.literal('no_sure_difference'), halfWidthShare: share }),
])

export type Doubt = ReadOnly<z.infer<typeof doubt>>
export type Call = z.infer<typeof call>
export type ReliabilityBudget = ReadOnly<z.infer<typeof reliabilityBudget>>
export type CommitmentFigures = ReadOnly<z.infer<typeof commitment>>
export type LeavingOut = ReadOnly<z.infer<typeof leavingOut>>
export type Growth = ReadOnly<z.infer<typeof growth>>
export type CapacityGap = ReadOnly<z.infer<typeof capacityGap>>
export type Destination = ReadOnly<z.infer<typeof destination>>
export type Headline = ReadOnly<z.infer<typeof headline>>
