import type { Category } from '../category.ts'
import type { LocalDate } from '../instant.ts'
import type { FiscalYear } from '../quarter.ts'
import type { PlanListChange } from './diff-lists.ts'
import type { Calendar, Commitment, Money, Plan, PlanPerson, PlanTeam, TeamPlan } from './plan.ts'

/** Where somebody is, half-open, by the team's name. */
export interface Place {
  readonly teamName: string
  readonly from: LocalDate
  readonly to: LocalDate | null
  readonly fractionShare: number
}

export type Presence = 'added' | 'removed'

type CommitmentPlace = { readonly quarter: string; readonly teamName: string; readonly name: string }

/** One thing that differs between two plans; readers and teams are named as the plan that has them names them. */
export type PlanChange =
  | SettingChange
  | { readonly kind: 'calendar'; readonly calendarId: string; readonly change: Presence }
  | (Changed<CalendarSettings> & { readonly kind: 'calendar'; readonly calendarId: string })
  | { readonly kind: 'team'; readonly teamName: string; readonly change: Presence }
  | (Changed<TeamSettings> & { readonly kind: 'team'; readonly teamName: string })
  | { readonly kind: 'team_renamed'; readonly before: string; readonly after: string }
  /** Null: to the company's address. */
  | { readonly kind: 'team_replies'; readonly teamName: string; readonly replyTo: string | null }
  | {
      readonly kind: 'person_joined' | 'person_left'
      readonly name: string
      readonly places: readonly Place[]
    }
  | {
      readonly kind: 'person_moved'
      readonly name: string
      readonly before: readonly Place[]
      readonly after: readonly Place[]
    }
  | (PersonChange & { readonly kind: 'person_changed'; readonly name: string })
  | { readonly kind: 'quarter'; readonly quarter: string; readonly change: Presence }
  /** The days that its planning begins on; null where none is stated. */
  | (Changed<LocalDate | null> & { readonly kind: 'quarter'; readonly quarter: string })
  | {
      readonly kind: 'team_plan'
      readonly quarter: string
      readonly teamName: string
      readonly change: Presence
    }
  | (Changed<TeamPlanSettings> & {
      readonly kind: 'team_plan'
      readonly quarter: string
      readonly teamName: string
    })
  | {
      readonly kind: 'shares'
      readonly quarter: string
      readonly teamName: string
      readonly before: Readonly<Record<Category, number>>
      readonly after: Readonly<Record<Category, number>>
    }
  | (CommitmentPlace & {
      readonly kind: 'commitment'
      readonly change: Presence
      readonly personDays: number
    })
  | (CommitmentPlace & {
      readonly kind: 'commitment_changed'
      readonly before: Commitment
      readonly after: Commitment
    })
  | {
      readonly kind: 'reader'
      readonly change: Presence
      readonly name: string
      readonly audience: string
      /** Null for the company. */
      readonly teamName: string | null
    }
  /** Null: that of the reader's team. */
  | { readonly kind: 'reader_zone'; readonly name: string; readonly timeZone: string | null }
  | {
      readonly kind: 'reader_replies'
      readonly name: string
      readonly audience: string
      /** Null for the company. */
      readonly teamName: string | null
      /** Null: to the team's or the company's address. */
      readonly replyTo: string | null
    }
  | PlanListChange

interface Changed<Value> {
  readonly change: 'changed'
  readonly before: Value
  readonly after: Value
}

/** What a plan says of the company as a whole; null for what it doesn't say. */
export interface PlanSettings {
  readonly company: string
  readonly fiscal_year: FiscalYear
  readonly cost: Money | null
  readonly minimum_group: number
  readonly machine_accounts: Plan['machineAccounts']
  readonly quiet_hours: Plan['quietHours'] | null
  readonly reply_to: string | null
  readonly review: Plan['review'] | null
}

export type PlanSetting = keyof PlanSettings

export type SettingChange = {
  readonly [Setting in PlanSetting]: {
    readonly kind: 'setting'
    readonly setting: Setting
    readonly before: PlanSettings[Setting]
    readonly after: PlanSettings[Setting]
  }
}[PlanSetting]

export type CalendarSettings = Pick<
  Calendar,
  'timeZone' | 'weekend' | 'workdayStartMinute' | 'workdayEndMinute'
>

export type TeamSettings = Pick<PlanTeam, 'calendarId' | 'focusShare' | 'turnsOfNobody'>

export type TeamPlanSettings = Pick<TeamPlan, 'plannedHeadcount' | 'onCallShare'>

/** What of a person changed, and what each part was and is. */
export interface PersonChange {
  readonly parts: readonly ('name' | 'accounts')[]
  readonly before: Pick<PlanPerson, 'name' | 'accounts'>
  readonly after: Pick<PlanPerson, 'name' | 'accounts'>
}
