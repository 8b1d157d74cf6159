import { workflowInfo } from '@temporalio/workflow'
import type { Delivered } from '../activities/deliver/deliver.ts'
import type { Instant } from '../domain/instant.ts'
import type { QuarterId } from '../domain/quarter.ts'
import { deliverEditions } from './deliver-editions.ts'
import { driftAuthorisationId } from './ids.ts'
import { quarterReport } from './quarter-report.ts'
import { store } from './stages.ts'

export interface DriftWatchInput {
  /** Null: now, which is the workflow's start. */
  readonly asOfAt: Instant | null
}

export interface DriftWatched {
  readonly quarter: QuarterId
  readonly reconciliationId: string
  /** Changes of teams' drift that were noticed. */
  readonly changes: number
  /** Why nothing was noticed; null where the run was allowed to mail. */
  readonly refusal: string | null
  /** Null where nobody was to be told. */
  readonly delivered: Delivered | null
}

/** The weekly look at the running quarter: measures it, and tells the product readers of teams whose drift has changed. */
export async function watchDrift({ asOfAt }: DriftWatchInput): Promise<DriftWatched> {
  const runAuthorisationId = driftAuthorisationId(workflowInfo().startTime.getTime())
  const measured = await quarterReport({ choice: 'running', asOfAt, through: 'reconcile' })
  const { quarter, reconciliationId } = measured
  const noticed = await store.noticeDrift({ quarter, reconciliationId, runAuthorisationId })
  const { changes, noticeIds, refusal } = noticed
  const delivered =
    noticeIds.length === 0
      ? null
      : await deliverEditions({ quarter, editionIds: noticeIds, runAuthorisationId })
  return { quarter, reconciliationId, changes, refusal, delivered }
}
