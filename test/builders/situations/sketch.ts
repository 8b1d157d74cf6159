import type { Bucket, Category } from '../../../domain/category.ts'
import type { Outcome } from '../../../domain/classify/outcome.ts'
import type { LocalDate } from '../../../domain/instant.ts'
import type { Money } from '../../../domain/plan/plan.ts'
import type { FiscalYear } from '../../../domain/quarter.ts'
import type { QuarterChange } from '../../../domain/reconcile/dataset/change.ts'
import type { RecordedCoverage } from '../../../domain/reconcile/dataset/input.ts'
import type { Reconciliation } from '../../../domain/reconcile/dataset/reconciliation.ts'
import type { ReviewersWords } from '../../../domain/report/content/reviewers.ts'

/** Parts of the days that a team has, by bucket; what is missing to 1 shows on no ticket. */
export type SpentParts = Partial<Readonly<Record<Bucket, number>>>

export interface CommitmentSketch {
  readonly name: string
  /** Person-days. */
  readonly planned: number
  /** Person-days of the category's; no ticket has the name where it is undefined. */
  readonly spent?: number
  readonly category?: Category
  readonly outcome?: Outcome
  /** Whether two projects have the name. */
  readonly twice?: true
}

/** What of a team's quarter can differ from its past ones. */
export interface TeamQuarterSketch {
  /** Null where the quarter has no plan for the team. */
  readonly shares: Readonly<Record<Category, number>> | null
  /** The same in every week, or by the number of the week, counted from 0. */
  readonly spent: SpentParts | ((week: number) => SpentParts)
  /** Created in the quarter up to the as-of day. */
  readonly requests: number
  readonly incidents: number
  /** Of the incidents. */
  readonly atNight: number
}

export interface TeamSketch extends TeamQuarterSketch {
  readonly teamId: string
  readonly name: string
  readonly people: number
  /** From this week on, counted from 0, what shows on no ticket wasn't read; undefined where all was. */
  readonly unreadFromWeek?: number
  /** People that the plan counted on; null: those who are there. */
  readonly plannedPeople: number | null
  /** When all its people are in it. */
  readonly from: LocalDate
  readonly to: LocalDate | null
  /** So many of its people leave on a day. */
  readonly leavers: number
  readonly leaversTo: LocalDate | null
  readonly absences: readonly { readonly from: LocalDate; readonly to: LocalDate }[]
  readonly commitments: readonly CommitmentSketch[]
  readonly focusShare: number | null
  /** Earlier quarters, the last one last. */
  readonly past: readonly Partial<TeamQuarterSketch>[]
}

/** A company in one quarter, as a test says it in a few lines. */
export interface CompanySketch {
  readonly teams: readonly Partial<TeamSketch>[]
  readonly company?: string
  /** Defaults to 2026-Q2, by calendar quarters. */
  readonly quarter?: string
  readonly fiscal?: FiscalYear
  /** Defaults to a Friday of the quarter's eleventh week. */
  readonly asOf?: string
  readonly planningStartsOn?: LocalDate | null
  readonly cost?: Money | null
  readonly minimumGroupPeople?: number
  /** Teams that the next quarter has a plan for; none by default. */
  readonly plannedNext?: readonly string[]
  /** Defaults to one at the quarter's start. */
  readonly baseline?: 'late' | 'none'
  readonly coverage?: Partial<RecordedCoverage>
  readonly changedQuarters?: readonly QuarterChange[]
  /** Whether all tickets but interruptions were worked on before the quarter. */
  readonly isCarriedOver?: true
  readonly said?: ReviewersWords
  /** What no records alone bring about. */
  readonly alter?: (reconciliation: Reconciliation) => Reconciliation
}

/** Eight people who spend their time as planned, in their first quarter. */
export const usualTeam: TeamSketch = {
  teamId: 'core',
  name: 'Core',
  people: 8,
  plannedPeople: null,
  from: '2024-01-01',
  to: null,
  leavers: 0,
  leaversTo: null,
  absences: [],
  shares: { roadmap: 0.6, ktlo: 0.25, reliability: 0.15 },
  spent: { roadmap: 0.56, ktlo: 0.24, reliability: 0.14 },
  requests: 12,
  incidents: 4,
  atNight: 1,
  commitments: [],
  focusShare: null,
  past: [],
}

/** A quarter in which keeping things running pushed the roadmap aside. */
export const pushedAside: SpentParts = { roadmap: 0.32, ktlo: 0.52, reliability: 0.1 }
/** A quarter in which hardly any reliability work was done, for the roadmap's sake. */
export const leftOut: SpentParts = { roadmap: 0.68, ktlo: 0.24, reliability: 0.02 }

/** After the quarter's end. */
export const closed = { asOf: '2026-07-03T06:00' } as const
