import type { DeliveryState } from './deliver/delivery.ts'
import type { QuarterId } from './quarter.ts'

/** The six stages of the journey, in their order; every layer spells them this way. */
export const stages = ['sync', 'classify', 'effort', 'reconcile', 'report', 'deliver'] as const

export type Stage = (typeof stages)[number]

/** What a stage comes to, in counts; queries/journey/stage-text.ts words it. */
export interface StageCounts {
  readonly sync: {
    readonly tickets: number
    readonly requests: number
    readonly connections: number
    /** Of the connections, those whose tracker refused us for good, so that what was read before counts. */
    readonly refused: number
  }
  readonly classify: { readonly tickets: number; readonly uncategorised: number }
  readonly effort: { readonly attributedMilliDays: number; readonly quarters: number }
  readonly reconcile: {
    readonly quarters: readonly {
      readonly quarter: QuarterId
      /** Null where nothing was planned or done. */
      readonly misalignmentShare: number | null
    }[]
  }
  readonly report: { readonly editions: number; readonly created: number }
  readonly deliver: {
    readonly sentNow: number
    readonly byState: Readonly<Record<DeliveryState, number>>
    /** Null when nothing is left that may be sent. */
    readonly nextAttemptInMs: number | null
  }
}

export type StageProgress<Name extends Stage> =
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly counts: StageCounts[Name] }

/** A stage that has begun has an entry. */
export type StagesProgress = { readonly [Name in Stage]?: StageProgress<Name> }
