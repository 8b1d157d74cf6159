import type { Bucket, Category, WorkType } from '../../category.ts'
import type { MilliDays, SecondOpinion } from '../../effort/effort.ts'
import type { Instant, LocalDate } from '../../instant.ts'
import type { QuarterId } from '../../quarter.ts'
import type { TicketRef } from '../../ticket.ts'

/** Plan against actual for one quarter: the whole dataset that reports and exports are made from. */
export interface Reconciliation {
  readonly quarter: QuarterId
  /** `running` until the quarter's last day has passed at `asOfAt`. */
  readonly state: 'running' | 'closed'
  readonly asOfAt: Instant
  readonly rulesVersion: string
  readonly planVersion: string
  /** Null where no baseline was taken: then nothing can be called unplanned. */
  readonly baselineTakenAt: Instant | null
  readonly company: ScopeReconciliation
  /** In the plan's order. */
  readonly teams: readonly ScopeReconciliation[]
  readonly coverage: Coverage
  /** Earlier quarters, oldest first. */
  readonly past: readonly PastQuarter[]
}

export interface ScopeReconciliation {
  /** `company`, or a team's id. */
  readonly scopeId: string
  readonly name: string
  readonly capacity: CapacityFigures
  readonly categories: readonly CategoryFigures[]
  readonly uncategorised: { readonly milliDays: MilliDays; readonly share: number }
  /** Half the sum of the absolute differences between planned and actual shares, 0..1. */
  readonly misalignmentShare: number
  /** Effort on tickets that were not in the baseline; null without a baseline. */
  readonly unplanned: { readonly milliDays: MilliDays; readonly share: number } | null
  readonly reliability: ReliabilityBudget
  readonly interruptions: Interruptions
  readonly commitments: readonly CommitmentFigures[]
  /** Largest first, at most ten per category. */
  readonly sources: readonly Source[]
  readonly workTypes: readonly {
    readonly category: Category
    readonly workType: WorkType
    readonly milliDays: MilliDays
    readonly tickets: number
  }[]
  readonly weeks: readonly {
    readonly weekStart: LocalDate
    readonly milliDays: Readonly<Record<Bucket, MilliDays>>
    readonly interruptions: number
  }[]
  /** Shares per bucket by each other measure that has anything to say. */
  readonly secondOpinions: readonly {
    readonly measure: SecondOpinion
    readonly shares: Readonly<Record<Bucket, number>>
  }[]
  /** Most important first; every figure in a finding stands in this dataset. */
  readonly findings: readonly Finding[]
}

/** Parts sum exactly: working = absence + onCall + attributed + unattributed; attributed = categories + uncategorised. */
export interface CapacityFigures {
  readonly workingMilliDays: MilliDays
  readonly absenceMilliDays: MilliDays
  readonly onCallMilliDays: MilliDays
  readonly attributedMilliDays: MilliDays
  readonly unattributedMilliDays: MilliDays
  /** What the plan counted on until the as-of day, absence and on-call taken off. */
  readonly plannedMilliDays: MilliDays
  /** The same for the whole quarter. */
  readonly plannedQuarterMilliDays: MilliDays
}

/** Shares are of attributed effort (uncategorised included), 0..1; differences in shares are points / 100. */
export interface CategoryFigures {
  readonly category: Category
  readonly plannedShare: number
  readonly actualShare: number
  /** The interval that holds the true share in 95 of 100 team-quarters. */
  readonly band: { readonly lowShare: number; readonly highShare: number }
  readonly plannedMilliDays: MilliDays
  readonly actualMilliDays: MilliDays
  readonly varianceMilliDays: MilliDays
  readonly varianceShare: number
  /** Called only when it holds across the whole band. */
  readonly call: 'over' | 'under' | 'on_plan' | 'cannot_tell'
}

/** The reliability budget's course, as an error budget's. */
export interface ReliabilityBudget {
  /** The whole quarter's planned reliability days. */
  readonly budgetMilliDays: MilliDays
  readonly spentMilliDays: MilliDays
  readonly expectedMilliDays: MilliDays
  /** (spent - expected) / budget; null when nothing was budgeted. */
  readonly driftShare: number | null
  /** Drift at the two ends of the 80 % interval; null when nothing was budgeted. */
  readonly driftBand: { readonly lowShare: number; readonly highShare: number } | null
  readonly state: 'on_course' | 'probably_drifting' | 'drifting' | 'no_budget'
  /** Spending over the planned rate: 1 is on course; two weeks, and quarter to date. */
  readonly burnRates: { readonly twoWeeksRatio: number; readonly quarterRatio: number } | null
  readonly projected: {
    readonly milliDays: MilliDays
    readonly lowMilliDays: MilliDays
    readonly highMilliDays: MilliDays
  } | null
  /** Last day on which the budget can still be met at the best week's pace; null when past or not needed. */
  readonly lastDayToRecover: LocalDate | null
}

export interface Interruptions {
  /** KTLO tickets of work type `incident` or `support` created in the period. */
  readonly tickets: number
  readonly incidents: number
  /** Incidents created outside the team's working hours. */
  readonly incidentsOutOfHours: number
  readonly milliDays: MilliDays
}

export interface CommitmentFigures {
  readonly name: string
  readonly teamId: string
  readonly category: Category
  readonly plannedMilliDays: MilliDays
  readonly actualMilliDays: MilliDays
  /** Whether a ticket, project or initiative of that name was found. */
  readonly found: boolean
  readonly done: boolean
}

/** Where effort of a category came from: an epic, project or a single ticket without either. */
export interface Source {
  readonly bucket: Bucket
  readonly label: string
  readonly key: string | null
  readonly url: string | null
  readonly milliDays: MilliDays
  readonly tickets: readonly (TicketRef & {
    readonly key: string
    readonly title: string
    readonly url: string
    readonly milliDays: MilliDays
  })[]
}

/** A fact worth a reader's time; words are made of it by the report. */
export type Finding =
  | {
      readonly kind: 'category_off_plan'
      readonly teamId: string | null
      readonly category: Category
      readonly varianceMilliDays: MilliDays
      readonly varianceShare: number
    }
  | {
      readonly kind: 'reliability_drifting'
      readonly teamId: string
      readonly state: 'probably_drifting' | 'drifting'
    }
  | { readonly kind: 'capacity_missing'; readonly teamId: string; readonly missingMilliDays: MilliDays }
  | {
      readonly kind: 'cannot_tell'
      readonly teamId: string
      readonly because: 'half_unattributed' | 'no_effort' | 'mostly_uncategorised' | 'wide_band'
      readonly share: number
    }
  | {
      readonly kind: 'interruptions_grew'
      readonly teamId: string
      readonly tickets: number
      readonly ticketsBefore: number
      readonly incidentsOutOfHours: number
    }
  | { readonly kind: 'on_plan'; readonly teamId: string }

/** How far to trust it all. */
export interface Coverage {
  readonly tickets: number
  readonly ticketsByStep: Readonly<Record<'override' | 'rule' | 'inherited' | 'uncategorised', number>>
  readonly quarantined: number
  readonly unmatchedAccounts: number
  /** Connections and when each was last read whole, by the tracker's clock. */
  readonly connections: readonly { readonly name: string; readonly syncedAt: Instant | null }[]
}

export interface PastQuarter {
  readonly quarter: QuarterId
  readonly scopes: readonly {
    readonly scopeId: string
    readonly misalignmentShare: number
    readonly shares: Readonly<Record<Bucket, number>>
    readonly plannedShares: Readonly<Record<Category, number>>
    readonly interruptions: Interruptions
    readonly reliabilitySpentMilliDays: MilliDays
    readonly reliabilityBudgetMilliDays: MilliDays
  }[]
}
