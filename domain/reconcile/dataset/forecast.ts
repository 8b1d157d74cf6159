import { z } from 'zod'
import type { ReadOnly } from '../../calculation/read-only.ts'
import { interval, milliDays, number, share, text } from './fields.ts'

// What keeping things running (KTLO) is expected to take next quarter, and so what can be promised. `domain/reconcile/forecast`
// decides; reports, exports and commands only word it.

const estimate = z.object({
  /** KTLO's share of the days available, and the ends of its 80 % interval. */
  ktloShare: share,
  ktloInterval: interval,
  /** What is left of the days available at the share, and at the two ends of the interval: it lies within 0 and all of them. */
  promisable: z.object({ milliDays, lowMilliDays: milliDays, highMilliDays: milliDays }),
  /** Quarters that the share is the mean of, a running one included; 1 to 8. */
  knownQuarters: number,
  /** With one quarter known it says little, with fewer than four not much. */
  grounds: z.enum(['one_quarter', 'few_quarters', 'enough_quarters']),
  /** The part of the running quarter that has passed, by which it counts; null where it is closed or was left out. */
  runningShare: share.nullable(),
  /** Whether the company's mean counts as one more quarter, because fewer than four are known. */
  countsCompany: z.boolean(),
  /** How many of its own past misses the interval comes from. */
  misses: number,
})

/**
 * Why nothing is forecast: no quarter is known that any sorted work was done in; nobody has a day available; or the team is
 * below the minimum group, or beside one that is and could be read from the company's figures less its own.
 */
const missing = z.enum(['no_past', 'nobody_available', 'small_group', 'beside_small_group'])

/** A forecast that was kept for a quarter, and what came. */
const held = z.object({
  quarter: text,
  forecastShare: share,
  interval,
  /** KTLO's share as it was measured; null where nothing was. */
  cameShare: share.nullable(),
  /** Made when the quarter had begun, of what was known before it. */
  inHindsight: z.boolean(),
})

export const forecastSchema = z.object({
  /** The quarter that it is of: the one after the dataset's. */
  quarter: text,
  /** People, calendar, absences and on-call share; null below the minimum group. */
  availableMilliDays: milliDays.nullable(),
  /** Whether the days available are those of the next quarter's plan, or of today's team where there is none yet. */
  daysOf: z.enum(['plan', 'team_today']),
  estimate: estimate.nullable(),
  /** Null where there is an estimate. */
  missing: missing.nullable(),
  /** Earlier quarters, and the dataset's own once it has closed; oldest first. */
  held: z.array(held),
})

export type Forecast = ReadOnly<z.infer<typeof forecastSchema>>
export type ForecastEstimate = ReadOnly<z.infer<typeof estimate>>
export type HeldForecast = ReadOnly<z.infer<typeof held>>
