import type { Client } from '@temporalio/client'
import type { QuarterId } from '../../domain/quarter.ts'
import type { StagesProgress } from '../../domain/stages.ts'
import { reportPreviewId, syncWorkflowId } from '../../workflows/ids.ts'
import { journeyProgressQuery } from '../../workflows/messages.ts'
import { describeWorkflow } from '../temporal/describe-workflow.ts'
import { pendingFailures } from '../temporal/pending-failures.ts'
import { orAway } from '../temporal/temporal-away.ts'
import { workflowFailure } from '../temporal/workflow-failure.ts'

/** How the making of a quarter's figures stands. */
export interface PreviewStanding {
  readonly state: 'none' | 'running' | 'ended' | 'failed'
  /** What each stage came to so far; none where no worker tells. */
  readonly stages: StagesProgress
  /** Why it failed, or what it tries again after. */
  readonly troubles: readonly string[]
}

/** Null where Temporal doesn't answer in time. */
export function previewStanding(
  client: Client,
  quarter: QuarterId,
  connectionIds: readonly string[],
): Promise<PreviewStanding | null> {
  const handle = client.workflow.getHandle(reportPreviewId(quarter))
  return orAway(client, async () => {
    const status = (await describeWorkflow(client, reportPreviewId(quarter)))?.status.name ?? null
    if (status === 'RUNNING') {
      const parts = [reportPreviewId(quarter), ...connectionIds.map(syncWorkflowId)]
      const failures = await pendingFailures(client, new Map(parts.map((id) => [id, ''])))
      const progress = await orAway(client, () => handle.query(journeyProgressQuery))
      const troubles = [...new Set(failures.map(({ message }) => message))]
      return { state: 'running', stages: progress?.stages ?? {}, troubles }
    }
    if (status !== 'FAILED') return { state: status === null ? 'none' : 'ended', stages: {}, troubles: [] }
    return { state: 'failed', stages: {}, troubles: [(await workflowFailure(handle)) ?? ''] }
  })
}
