import { z } from 'zod'
import type { ReadOnly } from '../../calculation/read-only.ts'
import { quarterChangeSchema } from './change.ts'
import { interval, milliDays, number, perCategory, share, text } from './fields.ts'
import { interruptions, scopeSchema } from './scope.ts'

/** Milliseconds since 1970. */
const instant = z.number()

/** How complete and how fresh the records behind the figures are. */
const coverage = z.object({
  tickets: number,
  ticketsByStep: z.object({ override: number, rule: number, inherited: number, uncategorised: number }),
  quarantined: number,
  unmatchedAccounts: number,
  /** Logged in the quarter by automation, with nobody named whose time it is. */
  nobodysLoggedHours: number,
  connections: z.array(
    z.object({
      name: text,
      /** When it was last read whole, by the tracker's clock. */
      syncedAt: instant.nullable(),
      staleness: z.enum(['fresh', 'stale', 'never_read']),
    }),
  ),
})

const pastScope = z.object({
  scopeId: text,
  /** Of the company where it was made of other teams than now: counts can't be held against this quarter's. */
  isOfOtherTeams: z.literal(true).optional(),
  /** In doubt because its tracker was stale: its figures say nothing of another quarter. */
  isStale: z.literal(true).optional(),
  misalignmentShare: share.nullable(),
  /** Of categorised work. */
  shares: perCategory,
  /** Of all attributed days. */
  uncategorisedShare: share,
  plannedShares: perCategory,
  /** See `categoryFigures.band`. */
  ktloBand: interval,
  roadmapMilliDays: milliDays,
  /** Of the whole quarter. */
  plannedRoadmapMilliDays: milliDays,
  /** The days that went into each commitment that has a ticket. */
  commitments: z.array(z.object({ name: text, milliDays, delivered: z.boolean() })),
  interruptions,
  reliabilitySpentMilliDays: milliDays,
  reliabilityBudgetMilliDays: milliDays,
  /** Days on tickets, by person who had an available day, on average: how much of the quarter is known. */
  attributedMilliDaysEach: milliDays.default(0),
})

const pastQuarter = z.object({ quarter: text, scopes: z.array(pastScope) })

/**
 * A team of the plan without figures of its own: it has too few people, or its figures would give away those of teams that
 * have; it isn't there yet, or not any more; or nobody of it had an available day.
 */
const leftOutTeam = z.object({
  teamId: text,
  name: text,
  because: z.enum(['small_group', 'beside_small_group', 'not_yet', 'ended', 'nobody_available']),
  /** Whether it has people and no plan, so that it is no part of the company's figures either. */
  isOutsideCompany: z.literal(true).optional(),
})

/**
 * Plan against actual for one quarter: the whole dataset that reports and exports are made from, as it is stored.
 * A dataset that an older version stored in another format is rejected.
 */
export const reconciliationSchema = z.object({
  quarter: text,
  /** `running` until the quarter's last day has passed at `asOfAt`. */
  state: z.enum(['running', 'closed']),
  asOfAt: instant,
  /** When the records were read that the figures are made from, by our clock; null of figures made before this was kept. */
  readAt: instant.nullable().default(null),
  /** What of a run as of an earlier day is as it was when the records were read, because it has no history. */
  unknownThen: z
    .array(z.enum(['fields', 'logged_hours', 'parents', 'places', 'rules', 'overrides', 'plan']))
    .default([]),
  /** Part of the quarter's calendar days that have passed at `asOfAt`, above 0; 1 once it has closed. */
  elapsedShare: share,
  rulesVersion: text,
  planVersion: text,
  /** Null where no baseline was taken: then nothing can be called unplanned. */
  baselineTakenAt: instant.nullable(),
  /** People with an available day whom a group needs to have figures; lower than the usual 4 where the plan says so. */
  minimumGroupPeople: number,
  /** The sum of all teams with a plan, also of those left out as too small; of all teams where none has a plan. */
  company: scopeSchema,
  /** Those with figures of their own, in the plan's order. */
  teams: z.array(scopeSchema),
  /** The others, in the plan's order. */
  leftOut: z.array(leftOutTeam),
  coverage,
  /** Earlier quarters, oldest first. */
  past: z.array(pastQuarter),
  /** What changed of this quarter since its final report was mailed; null where it wasn't, or nothing to tell has changed. */
  sinceMailed: quarterChangeSchema.nullable().default(null),
  /** The same of earlier quarters, oldest first. */
  changedQuarters: z.array(quarterChangeSchema).default([]),
})

export type Reconciliation = ReadOnly<z.infer<typeof reconciliationSchema>>
export type LeftOutTeam = Reconciliation['leftOut'][number]
export type Coverage = Reconciliation['coverage']
export type PastQuarter = ReadOnly<z.infer<typeof pastQuarter>>
