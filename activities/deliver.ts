import { Context } from '@temporalio/activity'
import { MailUnavailableError } from '../adapters/mail/outcome.ts'
import { claimNext, nextDueAt } from '../adapters/store/deliver/claim.ts'
import { countDeliveries } from '../adapters/store/deliver/deliveries.ts'
import { markInterrupted } from '../adapters/store/deliver/interrupted.ts'
import { queueDeliveries } from '../adapters/store/deliver/queue.ts'
import { waitUntilDueMs } from '../domain/deliver/outcome.ts'
import { lastAnswerMs, leaseMs, sendersAtOnce } from '../domain/deliver/pace.ts'
import type { QuarterId } from '../domain/quarter.ts'
import { readersOf } from '../domain/report/content/edition.ts'
import type { StageCounts } from '../domain/stages.ts'
import { requireAuthorisedRun } from './authorised-run.ts'
import type { MailDependencies } from './dependencies.ts'
import { planInForce } from './plan-in-force.ts'
import { editionOf, sendOne } from './send-one.ts'

/** A quarter's editions, and what lets them be sent. */
export interface EditionsToSend {
  readonly quarter: QuarterId
  readonly editionIds: readonly string[]
  readonly runAuthorisationId: string
}

/** How a delivery stands; `sentNow` counts this run alone, where it was waited for. */
export type Delivered = StageCounts['deliver']

export function deliverActivities(dependencies: MailDependencies) {
  const { store, recordStore, now, workerName } = dependencies

  async function standingOf(editionIds: readonly string[], sentNow: number): Promise<Delivered> {
    const dueAt = await nextDueAt(store, { editionIds })
    return {
      sentNow,
      byState: await countDeliveries(store, { editionIds }),
      nextAttemptInMs: waitUntilDueMs(dueAt, now()),
    }
  }

  return {
    /** Makes a row for each edition and stakeholder; those that are there already stay as they are. */
    async queueEditions(input: EditionsToSend): Promise<{ readonly queued: number }> {
      await requireAuthorisedRun(store, { ...input, nowAt: now() })
      const { plan } = await planInForce(store)
      const rows = []
      for (const editionId of input.editionIds) {
        const { audience, scope } = await editionOf(store, editionId)
        for (const reader of readersOf(plan, { audience, scope })) {
          rows.push({
            editionId,
            recipientEmail: reader.email,
            recipientName: reader.name,
            suppressedBecause: null,
          })
        }
      }
      return { queued: await queueDeliveries(store, rows, now()) }
    },

    /** Sends what may be sent now. Each row is claimed before its connection and settled after it. */
    async deliverQueued(input: EditionsToSend): Promise<Delivered> {
      await requireAuthorisedRun(store, { ...input, nowAt: now() })
      const context = Context.current()
      const { editionIds } = input
      await markInterrupted(store, { nowAt: now(), staleBeforeAt: now(), editionIds })
      let sentNow = 0
      const signal = soonAfter(context.cancellationSignal)
      const sender = async (): Promise<void> => {
        while (!context.cancellationSignal.aborted) {
          const claimed = await claimNext(recordStore, {
            nowAt: now(),
            leaseMs,
            editionIds,
            worker: workerName,
          })
          if (claimed === null) return
          if (await sendOne(dependencies, claimed, signal)) sentNow += 1
        }
      }
      await allSettledOrFirstFailure(Array.from({ length: sendersAtOnce }, sender))
      context.cancellationSignal.throwIfAborted()
      return await standingOf(editionIds, sentNow)
    },

    /** Counts the deliveries by state, for a report that doesn't wait for the last of them. */
    countDelivered: (input: { readonly editionIds: readonly string[] }): Promise<Delivered> =>
      standingOf(input.editionIds, 0),
  }
}

/** Aborts some time after `cancelled` did, so that responses arriving by then still count. */
function soonAfter(cancelled: AbortSignal): AbortSignal {
  const stopping = new AbortController()
  const stop = (): void =>
    stopping.abort(new MailUnavailableError('The sending process stopped before the relay took the mail'))
  cancelled.addEventListener('abort', () => void setTimeout(stop, lastAnswerMs).unref(), { once: true })
  return stopping.signal
}

/** Lets every sender finish its current mail before throwing the failure of one. */
async function allSettledOrFirstFailure(senders: readonly Promise<void>[]): Promise<void> {
  for (const settled of await Promise.allSettled(senders)) {
    if (settled.status === 'rejected') throw settled.reason
  }
}
