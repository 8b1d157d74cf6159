import { defineQuery } from '@temporalio/workflow'
import type { QuarterId } from '../domain/quarter.ts'
import type { Stage } from '../domain/stages.ts'

/** How far a connection's sync has come. */
export interface SyncProgress {
  readonly connectionId: string
  readonly pages: number
  readonly tickets: number
  readonly approximateTickets: number | null
}

/** Where a quarterly report stands, stage by stage; a stage that has begun has an entry. */
export interface JourneyProgress {
  /** Null until it is known. */
  readonly quarter: QuarterId | null
  readonly stages: Readonly<Partial<Record<Stage, StageProgress>>>
}

export interface StageProgress {
  readonly state: 'running' | 'done'
  /** Counts and ids only, worded for a person. */
  readonly said: string
}

export const syncProgressQuery = defineQuery<SyncProgress>('syncProgress')
export const journeyProgressQuery = defineQuery<JourneyProgress>('journeyProgress')
