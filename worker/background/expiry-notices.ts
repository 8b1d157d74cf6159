import type { Client } from '@temporalio/client'
import type { Logger } from 'pino'
import { noticeExpiries } from '../../activities/notices/expiry-notices.ts'
import { type Store, StoreUnavailableError } from '../../adapters/store/sql/client.ts'
import { hourMs, type Instant } from '../../domain/instant.ts'
import { mainTaskQueue, noticesWorkflowId } from '../../workflows/ids.ts'
import { TemporalUnavailableError } from '../parts/temporal/temporal.ts'
import { pauseUnlessStopped } from '../process/pause.ts'
import { startDelivery, tellDelivery } from '../runs/start-delivery.ts'
import { answered } from '../temporal/temporal-away.ts'

interface Looking {
  readonly store: Store
  readonly client: Client
  readonly now: () => Instant
  readonly publicOrigin: string | null
}

/** An hour late is early enough where a warning comes a day before. */
const lookEveryMs = hourMs

/** Warns admins of secrets that expire, now and every hour, until the signal aborts. What fails is tried again by the next look. */
export async function watchExpiries(
  { log, ...looking }: Looking & { readonly log: Logger },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await mailExpiries(looking)
    } catch (error) {
      // The outage of a server is logged by who watches it.
      if (!(error instanceof StoreUnavailableError || error instanceof TemporalUnavailableError)) throw error
      log.debug('secrets that expire are looked at again in an hour')
    }
    await pauseUnlessStopped(lookEveryMs, signal)
  }
}

/** Queues the warnings that are due, and has them sent: by the delivery of such notices that runs, or by a new one. */
export async function mailExpiries({ store, client, now, publicOrigin }: Looking): Promise<void> {
  for (const { quarter, noticeIds } of await noticeExpiries({ store, now, publicOrigin })) {
    const workflowId = noticesWorkflowId(quarter)
    await answered(client, async () => {
      if (await tellDelivery(client, workflowId, noticeIds)) return
      const delivery = { quarter, editionIds: noticeIds, workflowId, madeBy: 'expiry notices', nowAt: now() }
      await startDelivery(
        { client, store, taskQueue: mainTaskQueue },
        { ...delivery, actor: 'expiry notices' },
      )
    })
  }
}
