import { Context } from '@temporalio/activity'
import { buildMessage, MailAddressError } from '../adapters/mail/message.ts'
import { MailUnavailableError } from '../adapters/mail/outcome.ts'
import { type ClaimedDelivery, claimNext, nextDueAt } from '../adapters/store/deliver/claim.ts'
import { countDeliveries } from '../adapters/store/deliver/deliveries.ts'
import { markInterrupted } from '../adapters/store/deliver/interrupted.ts'
import {
  DeliveryClaimLostError,
  giveBack,
  markHandingOver,
  recordOutcome,
} from '../adapters/store/deliver/outcomes.ts'
import { queueDeliveries } from '../adapters/store/deliver/queue.ts'
import { loadEdition } from '../adapters/store/report/editions.ts'
import type { DeliveryState, SendOutcome } from '../domain/deliver/delivery.ts'
import { nextAttemptAt } from '../domain/deliver/pace.ts'
import type { QuarterId } from '../domain/quarter.ts'
import { type Edition, readersOf } from '../domain/report/content/edition.ts'
import { requireAuthorisedRun } from './authorised-run.ts'
import type { MailDependencies } from './dependencies.ts'
import { ResultMissingError } from './errors.ts'
import { planInForce } from './plan-in-force.ts'

/** A quarter's editions, and what lets them be sent. */
export interface EditionsToSend {
  readonly quarter: QuarterId
  readonly editionIds: readonly string[]
  readonly runAuthorisationId: string
}

export interface Delivered {
  /** By this run, where it was waited for; the others were sent before. */
  readonly sentNow: number
  readonly byState: Readonly<Record<DeliveryState, number>>
  /** Until something can be sent again; null when nothing is left that may be. */
  readonly nextAttemptInMs: number | null
}

/**
 * A row not sent by then was left by a process that died; it is settled by whoever comes next. Nobody comes before the
 * process was silent for its heartbeat timeout (workflows/stages.ts), so a longer lease would only delay the rest.
 */
const leaseMs = 30_000
/** Mails under way at once; the relay's pool has as many connections. */
const sendersAtOnce = 4
const retryUnreachableMs = 60_000
/** How long mails under way may take once we are told to stop: less than a worker waits for us (worker/plumbline.ts). */
const lastAnswerMs = 12_000

export function deliverActivities({ store, mailer, mail, now, workerName }: MailDependencies) {
  async function editionOf(editionId: string): Promise<Edition> {
    const edition = await loadEdition(store, editionId)
    if (edition === null) throw new ResultMissingError(`there is no edition ${editionId}`)
    return edition
  }

  /** One mail, from its claim to its recorded outcome. @returns whether it was sent */
  async function sendOne(claimed: ClaimedDelivery, signal: AbortSignal): Promise<boolean> {
    const { delivery, attemptId, deferrals } = claimed
    const claim = { deliveryId: delivery.deliveryId, attemptId }
    try {
      const message = await buildMessage(await editionOf(delivery.editionId), delivery, mail)
      const outcome = await mailer.send(message, {
        onHandingOver: () => markHandingOver(store, claim),
        signal,
      })
      await recordOutcome(store, { ...claim, ...afterOutcome(outcome, deferrals) })
      return outcome.kind === 'sent'
    } catch (error) {
      // Somebody took us for dead and settled the row; nothing was handed over.
      if (error instanceof DeliveryClaimLostError) return false
      if (error instanceof MailAddressError) {
        const outcome = { kind: 'failed', smtpCode: null, reply: error.message } as const
        await recordOutcome(store, { ...claim, outcome, nowAt: now() })
        return false
      }
      if (error instanceof MailUnavailableError) {
        const nowAt = now()
        await giveBack(store, {
          ...claim,
          reply: error.message,
          nowAt,
          notBeforeAt: nowAt + retryUnreachableMs,
        })
      }
      throw error
    }
  }

  /** @param deferrals before this outcome */
  function afterOutcome(outcome: SendOutcome, deferrals: number) {
    const nowAt = now()
    if (outcome.kind !== 'deferred') return { outcome, nowAt }
    const notBeforeAt = nextAttemptAt(deferrals + 1, nowAt)
    if (notBeforeAt !== null) return { outcome, nowAt, notBeforeAt }
    return {
      outcome: {
        ...outcome,
        kind: 'failed' as const,
        reply: `put off ${deferrals + 1} times: ${outcome.reply}`,
      },
      nowAt,
    }
  }

  async function standingOf(editionIds: readonly string[], sentNow: number): Promise<Delivered> {
    const dueAt = await nextDueAt(store, { editionIds })
    return {
      sentNow,
      byState: await countDeliveries(store, { editionIds }),
      nextAttemptInMs: dueAt === null ? null : Math.max(1_000, dueAt - now()),
    }
  }

  return {
    /** Makes a row for each edition and stakeholder; those that are there already stay as they are. */
    async queueEditions(input: EditionsToSend): Promise<{ readonly queued: number }> {
      await requireAuthorisedRun(store, { ...input, nowAt: now() })
      const { plan } = await planInForce(store)
      const rows = []
      for (const editionId of input.editionIds) {
        const { audience, scope } = await editionOf(editionId)
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
          const claimed = await claimNext(store, { nowAt: now(), leaseMs, editionIds, worker: workerName })
          if (claimed === null) return
          if (await sendOne(claimed, signal)) sentNow += 1
        }
      }
      await allSettledOrFirstFailure(Array.from({ length: sendersAtOnce }, sender))
      context.cancellationSignal.throwIfAborted()
      return await standingOf(editionIds, sentNow)
    },

    /** How the deliveries stand, for who doesn't wait for the last of them. */
    countDelivered: (input: { readonly editionIds: readonly string[] }): Promise<Delivered> =>
      standingOf(input.editionIds, 0),
  }
}

/** Aborts a while after `cancelled` did: a relay that answers by then is heard out. */
function soonAfter(cancelled: AbortSignal): AbortSignal {
  const stopping = new AbortController()
  const stop = (): void =>
    stopping.abort(new MailUnavailableError('The sending process stopped before the relay took the mail'))
  cancelled.addEventListener('abort', () => void setTimeout(stop, lastAnswerMs).unref(), { once: true })
  return stopping.signal
}

/** Lets every sender finish the mail in its hands before a failure of one is thrown. */
async function allSettledOrFirstFailure(senders: readonly Promise<void>[]): Promise<void> {
  for (const settled of await Promise.allSettled(senders)) {
    if (settled.status === 'rejected') throw settled.reason
  }
}
