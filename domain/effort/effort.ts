import type { z } from 'zod'
import type { WorkType } from '../category.ts'
import type { StatusMap } from '../classify/status-map.ts'
import type { Immutable } from '../fields.ts'
import type { DateRange, Instant, LocalDate } from '../instant.ts'
import type { PersonOfAccount } from '../people.ts'
import type { Plan } from '../plan/plan.ts'
import { type TicketEvent, type TicketRef, ticketSchema } from '../ticket.ts'

/** Thousandths of a person-day, always whole, so that sums are exact. */
export type MilliDays = number

/** What of a ticket effort is measured from. */
export const measuredTicketSchema = ticketSchema.pick({
  connectionId: true,
  ticketId: true,
  url: true,
  hierarchyLevel: true,
  statusId: true,
  statusName: true,
  statusCategory: true,
  resolutionId: true,
  resolutionName: true,
  projectId: true,
  projectKey: true,
  projectName: true,
  teamId: true,
  teamKey: true,
  teamName: true,
  teamsAbove: true,
  parentId: true,
  assigneeId: true,
  creatorId: true,
  estimatePoints: true,
  createdAt: true,
  updatedAt: true,
  resolvedAt: true,
  archivedAt: true,
  removal: true,
  removedAt: true,
})

export type MeasuredTicket = Immutable<z.infer<typeof measuredTicketSchema>>

/** How effort is measured, whatever tickets there are. */
export interface EffortSettings {
  /** Half-open. Days after `asOfAt` are left out. */
  readonly period: DateRange
  readonly asOfAt: Instant
  readonly plan: Plan
  readonly statusMap: StatusMap
  readonly personOfAccount: PersonOfAccount
  /** Accounts of automation: what they do is nobody's act, and keeps no ticket fresh. */
  readonly isMachineAccount: (connectionId: string, accountId: string) => boolean
  readonly workTypeOf: (ref: TicketRef) => WorkType | null
  /** Until when the tickets of a connection that isn't read any more are known; null, as by default, where they are up to `asOfAt`. */
  readonly readUntilOf?: (connectionId: string) => Instant | null
}

export interface EffortInput extends EffortSettings {
  /** All tickets, removed ones too: their past effort stays. */
  readonly tickets: readonly MeasuredTicket[]
  /** In any order. */
  readonly events: readonly TicketEvent[]
}

/** Effort on one ticket by one team in one ISO week; holds no people. */
export interface EffortRow {
  readonly teamId: string
  /** A Monday. */
  readonly weekStart: LocalDate
  readonly ticket: TicketRef
  readonly milliDays: MilliDays
}

/** Where a team's working days of one week went: the parts sum to `workingMilliDays` exactly. */
export interface CapacityRow {
  readonly teamId: string
  readonly weekStart: LocalDate
  /** People x working days x fractions. */
  readonly workingMilliDays: MilliDays
  readonly absenceMilliDays: MilliDays
  readonly onCallMilliDays: MilliDays
  readonly attributedMilliDays: MilliDays
  readonly unattributedMilliDays: MilliDays
  /**
   * Of the unattributed: what may lie on tickets of a connection that wasn't read any more by then. Such days aren't known, and are none
   * without a ticket in progress.
   */
  readonly unreadMilliDays: MilliDays
  /** Logged on weekends, holidays and absences: beside the working days, and in none of their parts. */
  readonly daysOffLoggedMilliDays: MilliDays
}

/** Alternative measures: shown for comparison and used for the width of the band; they change no call. */
export const secondOpinions = [
  'tickets_closed',
  'points_closed',
  'equal_split',
  'time_in_progress',
  'worklogs',
] as const

export type SecondOpinion = (typeof secondOpinions)[number]

export interface SecondOpinionRow {
  readonly teamId: string
  readonly ticket: TicketRef
  readonly measure: SecondOpinion
  /** In the measure's own unit (tickets, points, person-days, person-days, person-days logged). */
  readonly amount: number
}

/** How a work type's logged days compare with its attributed ones; 1 where nothing is known. */
export interface TypeWeight {
  readonly workType: WorkType
  readonly tauRatio: number
}

/** What was measured of one team, or of several. */
export interface EffortOfTeams {
  /** Ordered by team, week and ticket. */
  readonly rows: readonly EffortRow[]
  readonly capacity: readonly CapacityRow[]
  readonly secondOpinions: readonly SecondOpinionRow[]
}

/** What is known of a measuring beside its teams' days. */
export interface EffortSummary {
  readonly typeWeights: readonly TypeWeight[]
  /** Closed tickets per team, and those of them never seen in progress (the band's z). */
  readonly closed: readonly {
    readonly teamId: string
    readonly tickets: number
    readonly neverInProgress: number
  }[]
  /** Accounts that did or were assigned work and match nobody in the plan. */
  readonly unmatchedAccounts: number
  /** Logged in the period by automation, with nobody named whose time it is: in no figure. */
  readonly nobodysLoggedSeconds: number
}

export type EffortResult = EffortOfTeams & EffortSummary
