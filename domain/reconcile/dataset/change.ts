import { z } from 'zod'
import type { ReadOnly } from '../../calculation/read-only.ts'
import { bucket, category, milliDays, number, text } from './fields.ts'

// What changed in a quarter's figures since its final report was mailed, and why. `domain/reconcile/changes` decides; reports,
// exports and commands only word it.

/**
 * Why figures differ, in the order in which the inputs are put in the place of the mailed ones: another version's formula; what a
 * tracker that could not be read any more by then has told since; edits of histories, worklogs and fields; a move to another project or
 * team; another parent; tickets that are new, or have left the tracker;
 * the plan with its people, calendars and teams; the rules; a person's overrides; all else, such as what later logs tell of
 * the sizes of types.
 */
export const changeCauses = [
  'method',
  'read_late',
  'late_edits',
  'moved',
  'reparented',
  'tickets',
  'plan',
  'rules',
  'overrides',
  'rest',
] as const

const cause = z.enum(changeCauses)

/** Thousandths of a percentage point of a share of categorised work: whole, so that parts sum exactly. */
const milliPoints = z.number()

const difference = z.object({ milliDays, milliPoints })

const changedCategory = z.object({
  category,
  mailedMilliDays: milliDays,
  mailedMilliPoints: milliPoints,
  nowMilliDays: milliDays,
  difference,
  /** Those that make a difference, in the order of the causes; they sum to the difference. Empty where it isn't known. */
  parts: z.array(difference.extend({ cause })),
})

const place = z.object({ bucket, milliDays })

const changedTicket = z.object({
  key: text,
  title: text,
  url: text,
  /** The one that made most of it. */
  cause,
  mailed: place.nullable(),
  now: place.nullable(),
})

const changedScope = z.object({
  /** `company`, or a team's id. */
  scopeId: text,
  name: text,
  categories: z.array(changedCategory),
  /** Who overrode categories since, by e-mail. */
  overriddenBy: z.array(text),
  /** Those that weigh most, the heaviest first; of a company, only of teams with figures of their own. */
  tickets: z.array(changedTicket),
})

export const quarterChangeSchema = z.object({
  quarter: text,
  /** Milliseconds since 1970: when the first mail of the final report went out. */
  mailedAt: number,
  /** False where what the mailed figures were made from isn't known any more. */
  isExplained: z.boolean(),
  /** Those that changed by enough to be told. */
  scopes: z.array(changedScope),
})

export type ChangeCause = (typeof changeCauses)[number]
export type QuarterChange = ReadOnly<z.infer<typeof quarterChangeSchema>>
export type ChangedScope = QuarterChange['scopes'][number]
export type ChangedCategory = ChangedScope['categories'][number]
export type ChangedTicket = ChangedScope['tickets'][number]
