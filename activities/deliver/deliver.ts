import { Context } from '@temporalio/activity'
import { countDeliveries } from '../../adapters/store/deliver/deliveries.ts'
import { loadPauseOfMails } from '../../adapters/store/deliver/delivery-pauses.ts'
import { queueDeliveries } from '../../adapters/store/deliver/queue/queue.ts'
import { heldAddresses } from '../../adapters/store/deliver/quiet-hours.ts'
import { nextDueAt } from '../../adapters/store/deliver/send/claim.ts'
import { markInterrupted } from '../../adapters/store/deliver/send/interrupted.ts'
import { earlierOf, heldLookMs, lookAgainMs, waitUntilDueMs } from '../../domain/deliver/outcome.ts'
import { unsettledStates } from '../../domain/deliver/states.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { mailsOf } from '../../domain/report/content/edition.ts'
import type { StageCounts } from '../../domain/stages.ts'
import type { MailDependencies } from '../dependencies.ts'
import { planInForce } from '../plan-in-force.ts'
import { requireEdition } from '../require-stored.ts'
import { requireAuthorisedRun } from './authorised-run.ts'
import { releaseHeld } from './release-held.ts'
import { sendDue } from './send-due.ts'

/** A quarter's editions or notices, and what lets them be sent. */
export interface EditionsToSend {
  readonly quarter: QuarterId
  /** Ids of editions, of notices, or of both; histories of running workflows hold this name. */
  readonly editionIds: readonly string[]
  readonly runAuthorisationId: string
}

/** What one of the senders of a delivery does. */
export interface SenderInput extends EditionsToSend {
  /** After about so long it stops, whatever is left; absent in runs that began before there were several senders. */
  readonly sliceMs?: number
}

/** How a delivery stands; `sentNow` counts this run alone, where it was waited for. */
export type Delivered = StageCounts['deliver']

/** `more`: the slice was over before the mails. `busy`: this process sends of the delivery already, so that nothing was done. */
export type SenderEnd = Delivered & { readonly left?: 'more' | 'busy' }

export function deliverActivities(dependencies: MailDependencies) {
  const { store, now } = dependencies
  /** The runs of deliveries that a sender of this process is sending of. */
  const sendingFor = new Set<string>()

  async function standingOf(editionIds: readonly string[], sentNow: number): Promise<Delivered> {
    const [dueAt, byState, pause, held] = await Promise.all([
      nextDueAt(store, { mailIds: editionIds }),
      countDeliveries(store, { mailIds: editionIds }),
      loadPauseOfMails(store, editionIds),
      heldAddresses(store, { nowAt: now(), mailIds: editionIds }),
    ])
    const waits = unsettledStates.some((state) => byState[state] > 0)
    const nextLookAt = pause === null || !waits ? null : now() + lookAgainMs(pause.pausedAt, now())
    const heldLookAt = held.length === 0 ? null : now() + heldLookMs
    const nextAt = earlierOf(earlierOf(dueAt, nextLookAt), heldLookAt)
    return { sentNow, byState, nextAttemptInMs: waitUntilDueMs(nextAt, now()) }
  }

  return {
    /** Makes a row for each edition and stakeholder; those that are there already stay as they are. */
    async queueEditions(input: EditionsToSend): Promise<{ readonly queued: number }> {
      await requireAuthorisedRun(store, { ...input, nowAt: now() })
      const { plan } = await planInForce(store)
      const editions = []
      for (const editionId of input.editionIds) editions.push(await requireEdition(store, editionId))
      const rows = mailsOf(plan, editions).map((row) => ({ ...row, suppressedBecause: null }))
      return { queued: await queueDeliveries(store, rows, now()) }
    },

    /** Sends what may be sent now, for a slice of time. Each row is claimed before its connection and settled after it. */
    async deliverQueued(input: SenderInput): Promise<SenderEnd> {
      await requireAuthorisedRun(store, { ...input, nowAt: now() })
      const { editionIds, sliceMs } = input
      const { info, cancellationSignal } = Context.current()
      const runId = info.workflowExecution?.runId ?? ''
      // Two senders of one process would share its connections and its processor, and keep another worker from taking part.
      if (sliceMs !== undefined && sendingFor.has(runId))
        return { ...(await standingOf(editionIds, 0)), left: 'busy' }
      sendingFor.add(runId)
      try {
        const untilAt = now() + (sliceMs ?? Number.POSITIVE_INFINITY)
        await markInterrupted(store, { nowAt: now(), staleBeforeAt: now(), mailIds: editionIds })
        await releaseHeld(store, { nowAt: now(), mailIds: editionIds })
        const sentNow = await sendDue(dependencies, editionIds, cancellationSignal, untilAt)
        const standing = await standingOf(editionIds, sentNow)
        return now() >= untilAt && standing.nextAttemptInMs !== null
          ? { ...standing, left: 'more' }
          : standing
      } finally {
        sendingFor.delete(runId)
      }
    },

    /** Counts the deliveries by state, for a report that doesn't wait for the last of them. */
    countDelivered: (input: { readonly editionIds: readonly string[] }): Promise<Delivered> =>
      standingOf(input.editionIds, 0),
  }
}
