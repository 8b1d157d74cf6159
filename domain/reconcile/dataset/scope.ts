import { z } from 'zod'
import type { ReadOnly } from '../../calculation/read-only.ts'
import { secondOpinions } from '../../effort/effort.ts'
import {
  bucket,
  category,
  interval,
  localDate,
  milliDays,
  number,
  perBucket,
  perCategory,
  share,
  text,
} from './fields.ts'
import { forecastSchema } from './forecast.ts'
import {
  call,
  capacityGap,
  commitment,
  doubt,
  growth,
  headline,
  leavingOut,
  reliabilityBudget,
} from './verdicts.ts'

/** Parts sum exactly: working = absence + onCall + attributed + unattributed; attributed = categories + uncategorised. */
const capacity = z.object({
  workingMilliDays: milliDays,
  absenceMilliDays: milliDays,
  onCallMilliDays: milliDays,
  attributedMilliDays: milliDays,
  unattributedMilliDays: milliDays,
  /** Of the unattributed: what may lie on tickets that weren't read any more by then. */
  unreadMilliDays: milliDays.default(0),
  /** Logged on weekends, holidays and absences: beside the working days, and in none of their parts. */
  daysOffLoggedMilliDays: milliDays,
  /** What the plan counted on until the as-of day, absence and on-call taken off. */
  plannedMilliDays: milliDays,
  /** The same for the whole quarter. */
  plannedQuarterMilliDays: milliDays,
})

/** Why a category's days differ from its planned ones; the parts sum to the variance exactly. See `variancePartsOf`. */
const varianceParts = z.object({
  /** Days that weren't there, or were there beyond the plan. */
  capacityMilliDays: milliDays,
  /** More or fewer days on commitments than were due. */
  commitmentsMilliDays: milliDays,
  /** Days on tickets that weren't in the baseline and are in no commitment. */
  unplannedMilliDays: milliDays,
  restMilliDays: milliDays,
})

/** Shares are of categorised work, 0..1; differences in shares are points / 100. */
const categoryFigures = z.object({
  category,
  plannedShare: share,
  actualShare: share,
  /**
   * The interval that holds the true share of all work in 95 of 100 team-quarters: the error of measurement, and what the
   * uncategorised part may hold. It isn't even around the share.
   */
  band: interval,
  plannedMilliDays: milliDays,
  actualMilliDays: milliDays,
  varianceMilliDays: milliDays,
  varianceShare: share,
  varianceParts,
  call,
})

export const interruptions = z.object({
  /** KTLO tickets of work type `incident` or `support` created in the period. */
  tickets: number,
  incidents: number,
  /** Incidents created outside the team's working hours. */
  incidentsOutOfHours: number,
  milliDays,
})

/** A part of what one category lost of its planned share, and what gained it: losses are split over all gains, in proportion. */
const shift = z.object({ from: category, to: category, share, milliDays })

/** Where effort of a category came from: an epic, project or a single ticket without either. */
const source = z.object({
  bucket,
  label: text,
  key: text.nullable(),
  url: text.nullable(),
  milliDays,
  tickets: z.array(
    z.object({ connectionId: text, ticketId: text, key: text, title: text, url: text, milliDays }),
  ),
})

/** Days of the quarter that went on with tickets on which days were spent in an earlier quarter. */
const carriedOver = z.object({
  tickets: number,
  milliDays: perBucket,
  /** The commitments that they are in; of a company, those of teams that have figures of their own. */
  commitments: z.array(z.object({ name: text, milliDays })),
})

const scopeFigures = z.object({
  /** `company`, or a team's id. */
  scopeId: text,
  name: text,
  /** How many had an available day so far. */
  people: number,
  headline,
  /** Null where the records and the plan allow calls. */
  doubt: doubt.nullable(),
  capacity,
  capacityGap: capacityGap.nullable(),
  /** Planned days that no ticket shows, where they are more than a tenth of the plan; else null. They are part of no share. */
  plannedUnseenMilliDays: milliDays.nullable(),
  categories: z.array(categoryFigures),
  /** Its share is of all attributed days, categorised or not; categories' shares leave it out. */
  uncategorised: z.object({ milliDays, share }),
  leavingOut,
  /** Where each category's loss went, in days of categorised work; empty without a plan or categorised work. */
  shifts: z.array(shift),
  /**
   * Half the sum of the absolute differences between planned shares and actual shares of categorised work, 0..1; null where
   * nothing was planned or nothing is categorised.
   */
  misalignmentShare: share.nullable(),
  /** Effort on tickets that were not in the baseline; null without a baseline. */
  unplanned: z.object({ milliDays, share }).nullable(),
  reliability: reliabilityBudget,
  interruptions,
  /** Null where the change may be chance, or there is no earlier quarter to compare with. */
  interruptionGrowth: growth.nullable(),
  /** Of incidents alone, against two quarters before. */
  incidentGrowth: growth.nullable(),
  /** Null where no earlier quarter was measured. */
  carriedOver: carriedOver.nullable().default(null),
  /** Of a company, those of teams that have figures of their own. */
  commitments: z.array(commitment),
  /** Largest first, at most ten per category; of a company, only of teams that have figures of their own. */
  sources: z.array(source),
  workTypes: z.array(z.object({ category, workType: text, milliDays, tickets: number })),
  weeks: z.array(
    z.object({
      weekStart: localDate,
      milliDays: perBucket,
      /** What may lie on tickets that weren't read any more by then: in none of the buckets. */
      unreadMilliDays: milliDays.default(0),
      interruptions: number,
    }),
  ),
  /** Shares of categorised work by each other measure that has data. */
  secondOpinions: z.array(z.object({ measure: z.enum(secondOpinions), shares: perCategory })),
})

/** A team or the company: its figures, and what was decided about them. */
export const scopeSchema = scopeFigures.extend({ forecast: forecastSchema })

export type CapacityFigures = ReadOnly<z.infer<typeof capacity>>
export type CategoryFigures = ReadOnly<z.infer<typeof categoryFigures>>
export type Interruptions = ReadOnly<z.infer<typeof interruptions>>
export type VarianceParts = ReadOnly<z.infer<typeof varianceParts>>
export type CarriedOver = ReadOnly<z.infer<typeof carriedOver>>
export type Shift = ReadOnly<z.infer<typeof shift>>
export type Source = ReadOnly<z.infer<typeof source>>
/** All but the forecast, which is made of all scopes' figures. */
export type ScopeFigures = ReadOnly<z.infer<typeof scopeFigures>>
export type ScopeReconciliation = ReadOnly<z.infer<typeof scopeSchema>>
