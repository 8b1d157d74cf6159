import type { Category } from '../category.ts'
import type { LocalDate } from '../instant.ts'
import type { PlanListChange } from './diff-lists.ts'
import type { Commitment } from './plan.ts'

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
  | { readonly kind: 'setting'; readonly setting: PlanSetting }
  | { readonly kind: 'calendar'; readonly calendarId: string; readonly change: Presence | 'changed' }
  | { readonly kind: 'team'; readonly teamName: string; readonly change: Presence | 'changed' }
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
  | { readonly kind: 'person_changed'; readonly name: string; readonly parts: readonly PersonPart[] }
  | { readonly kind: 'quarter'; readonly quarter: string; readonly change: Presence | 'changed' }
  | {
      readonly kind: 'team_plan'
      readonly quarter: string
      readonly teamName: string
      readonly change: Presence | 'changed'
    }
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

export type PlanSetting =
  | 'company'
  | 'fiscal_year'
  | 'cost'
  | 'minimum_group'
  | 'machine_accounts'
  | 'quiet_hours'
  | 'reply_to'
  | 'review'
export type PersonPart = 'name' | 'accounts'
