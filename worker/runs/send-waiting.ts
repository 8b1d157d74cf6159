import type { Client } from '@temporalio/client'
import type { Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { mailsToSend } from '../../queries/deliveries/deliveries.ts'
import { pauseOf } from '../../queries/deliveries/pause.ts'
import { deliverWorkflowId, mainTaskQueue } from '../../workflows/ids.ts'
import { TemporalUnavailableError } from '../parts/temporal/temporal.ts'
import { answered } from '../temporal/temporal-away.ts'
import { startDelivery, tellDelivery } from './start-delivery.ts'
import { endUnservedRuns, type RunsToEnd } from './unserved-runs.ts'

export interface WaitingToSend {
  readonly quarter: QuarterId
  readonly actor: string
  readonly nowAt: Instant
}

/** `started`: those that may leave do within seconds, once a worker runs. `away`: Temporal did not answer. */
export type SendWaitingResult = 'started' | 'nothing waits' | 'paused' | 'away'

/** Has what waits of a quarter sent, as `deliveries send` does: by the delivery of the quarter that runs, or by a new one. */
export async function sendWaiting(
  { client, store, log }: Omit<RunsToEnd, 'client'> & { readonly client: Client | null },
  { quarter, actor, nowAt }: WaitingToSend,
): Promise<SendWaitingResult> {
  if ((await pauseOf(store, quarter)) !== null) return 'paused'
  const editionIds = await mailsToSend(store, quarter)
  if (editionIds.length === 0) return 'nothing waits'
  if (client === null) return 'away'
  const workflowId = deliverWorkflowId(quarter)
  try {
    await answered(client, async () => {
      await endUnservedRuns({ client, store, log }, [workflowId])
      if (await tellDelivery(client, workflowId, editionIds)) return
      const delivery = { quarter, editionIds, madeBy: 'mails page', actor, nowAt }
      await startDelivery({ client, store, taskQueue: mainTaskQueue }, delivery)
    })
  } catch (error) {
    if (error instanceof TemporalUnavailableError) return 'away'
    throw error
  }
  return 'started'
}
