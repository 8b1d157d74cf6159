import type { Bucket } from '../../category.ts'
import type { LocalDate } from '../../instant.ts'

/** What a picture shows, as data; `adapters/chart` draws it. Its figures stand in the report's words or tables too. */
export type PictureSpec = PlanBesideActual | WeeksByBucket | BurnDown

interface PictureBase {
  /** Says what the picture shows, for those who can't see it. */
  readonly altText: string
}

/** Planned beside actual shares with the band, earlier quarters faint; shares 0..1. */
export interface PlanBesideActual extends PictureBase {
  readonly kind: 'plan_beside_actual'
  readonly rows: readonly {
    readonly bucket: Bucket
    readonly label: string
    /** Null for what isn't planned (not sorted). */
    readonly plannedShare: number | null
    readonly actualShare: number
    readonly band: { readonly lowShare: number; readonly highShare: number } | null
    /** Oldest first. */
    readonly past: readonly { readonly label: string; readonly actualShare: number }[]
  }[]
}

/** Person-days a week, stacked by bucket, with the week's interruptions marked. */
export interface WeeksByBucket extends PictureBase {
  readonly kind: 'weeks_by_bucket'
  readonly weeks: readonly {
    readonly label: string
    readonly days: Readonly<Record<Bucket, number>>
    readonly interruptions: number
  }[]
}

/** Person-days left of the reliability budget, week by week, with the plan's line and the projection. */
export interface BurnDown extends PictureBase {
  readonly kind: 'burn_down'
  readonly budgetDays: number
  readonly from: LocalDate
  /** Half-open. */
  readonly to: LocalDate
  readonly left: readonly { readonly date: LocalDate; readonly days: number }[]
  /** Days left at the quarter's end; null when the quarter has closed or there is no projection. */
  readonly projected: {
    readonly days: number
    readonly lowDays: number
    readonly highDays: number
  } | null
}
