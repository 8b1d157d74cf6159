import type { Category } from '../category.ts'
import type { LocalDate } from '../instant.ts'
import type { FiscalStartMonth, QuarterId } from '../quarter.ts'

/** A company's plan as imported from a plan file: who is where, when, and what their time was meant for. */
export interface Plan {
  readonly company: string
  readonly fiscalStartMonth: FiscalStartMonth
  readonly costPerPersonDay: Money | null
  readonly calendars: readonly Calendar[]
  /** In the file's order, which is also the order of every report. */
  readonly teams: readonly PlanTeam[]
  readonly people: readonly PlanPerson[]
  readonly quarters: readonly PlanQuarter[]
  readonly stakeholders: readonly Stakeholder[]
}

/** An amount in whole units of a currency (ISO 4217). */
export interface Money {
  readonly amount: number
  readonly currency: string
}

export interface Calendar {
  readonly calendarId: string
  /** IANA name. */
  readonly timeZone: string
  /** ISO weekdays off, 1 (Monday) to 7. */
  readonly weekend: readonly number[]
  readonly holidays: readonly LocalDate[]
  /** Minutes after local midnight. */
  readonly workdayStartMinute: number
  readonly workdayEndMinute: number
}

export interface PlanTeam {
  readonly teamId: string
  readonly name: string
  readonly calendarId: string
  /** Hands-on share of a loaded day as the team states it; null when it states none. */
  readonly focusShare: number | null
}

export interface PlanPerson {
  /** The e-mail in lower case. */
  readonly personId: string
  readonly name: string
  readonly email: string
  /** Matches by hand, for trackers that hide e-mail addresses. */
  readonly accounts: readonly { readonly connectionName: string; readonly accountId: string }[]
  readonly memberships: readonly Membership[]
  /** Half-open ranges of whole days. */
  readonly absences: readonly { readonly from: LocalDate; readonly to: LocalDate }[]
}

/** A person in a team, half-open; `to` null is until further notice. A person is in one team at a time. */
export interface Membership {
  readonly teamId: string
  readonly from: LocalDate
  readonly to: LocalDate | null
  /** Part of full time, above 0, up to 1. */
  readonly fractionShare: number
}

export interface PlanQuarter {
  readonly quarter: QuarterId
  /** The day on which planning of the next quarter starts; null when not stated. */
  readonly planningStartsOn: LocalDate | null
  readonly teams: readonly TeamPlan[]
}

export interface TeamPlan {
  readonly teamId: string
  /** Full-time people the plan counted on; null: those that `people` lists. */
  readonly plannedHeadcount: number | null
  /** Part of each working day set aside for on-call, on a line of its own. */
  readonly onCallShare: number
  /** Of the days that are neither absence nor on-call; they sum to 1. */
  readonly shares: Readonly<Record<Category, number>>
  readonly commitments: readonly Commitment[]
}

/** An epic, project or initiative with planned person-days. */
export interface Commitment {
  readonly name: string
  readonly category: Category
  readonly plannedPersonDays: number
  /** A ticket's key, or a Linear project's or initiative's title. */
  readonly target: { readonly kind: 'ticket' | 'project' | 'initiative'; readonly name: string }
}

export const audiences = ['executive', 'engineering', 'product'] as const

export type Audience = (typeof audiences)[number]

/** Who reads a report: the whole company's (`company`) or one team's. */
export interface Stakeholder {
  /** The e-mail in lower case. */
  readonly stakeholderId: string
  readonly name: string
  readonly email: string
  readonly audience: Audience
  readonly scope: ReportScope
}

export type ReportScope = { readonly kind: 'company' } | { readonly kind: 'team'; readonly teamId: string }
