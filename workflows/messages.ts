import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow'
import type { QuarterId } from '../domain/quarter.ts'
import type { StagesProgress } from '../domain/stages.ts'

/** How far a connection's sync has come. */
export interface SyncProgress {
  readonly connectionId: string
  readonly pages: number
  readonly tickets: number
  readonly approximateTickets: number | null
}

/** Where a quarterly report stands, stage by stage. */
export interface JourneyProgress {
  /** Null until it is known. */
  readonly quarter: QuarterId | null
  readonly stages: StagesProgress
}

export const syncProgressQuery = defineQuery<SyncProgress>('syncProgress')
export const journeyProgressQuery = defineQuery<JourneyProgress>('journeyProgress')

/** Tells a review's workflow that somebody changed its review in the store: it looks at it again. */
export const reviewChangedUpdate = defineUpdate<void>('reviewChanged')
/** The same for a time at which no worker runs. */
export const reviewChangedSignal = defineSignal('reviewChangedMeanwhile')

/** Has a delivery that runs send these editions and notices too, at once: it may wait for hours for what its relay put off. */
export const deliverTooSignal = defineSignal<[readonly string[]]>('deliverToo')
