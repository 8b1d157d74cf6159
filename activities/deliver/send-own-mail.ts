import { MailUnavailableError } from '../../adapters/mail/outcome.ts'
import { nextDueAt } from '../../adapters/store/deliver/send/claim.ts'
import { claimInTurn } from '../../adapters/store/deliver/send/claim-in-turn.ts'
import { markInterrupted } from '../../adapters/store/deliver/send/interrupted.ts'
import { giveBack } from '../../adapters/store/deliver/send/outcomes.ts'
import { leaseMs } from '../../domain/deliver/pace.ts'
import type { Instant } from '../../domain/instant.ts'
import type { MailDependencies } from '../dependencies.ts'
import type { PreparedMails } from './prepared-mails.ts'
import { soonAfter } from './send-due.ts'
import { sendOne } from './send-one.ts'

/** What sending a mail needs. */
export type MailSender = Pick<
  MailDependencies,
  'recordStore' | 'mailer' | 'pacing' | 'sleep' | 'now' | 'workerName'
>

/** A queued mail to somebody who has just asked for it. */
export interface OwnMail {
  /** As `isOfMails` finds its delivery. */
  readonly mailId: string
  readonly mails: PreparedMails
  /** When it is of no use any more. */
  readonly untilAt: Instant
}

/**
 * Sends a mail in the accounted way, at its turn: claimed before the connection, settled after it. One that the relay puts off, or
 * that finds no relay, is tried again while it is of use.
 *
 * @returns whether it was sent
 */
export async function sendOwnMail(
  sender: MailSender,
  { mailId, mails, untilAt }: OwnMail,
  cancelled: AbortSignal,
): Promise<boolean> {
  const { recordStore: store, pacing, sleep, now, workerName: worker } = sender
  const mailIds = [mailId]
  const signal = soonAfter(cancelled)
  const wait = async (at: Instant): Promise<void> => {
    const ms = Math.ceil(at - now())
    if (ms > 0) await sleep(ms, cancelled)
  }
  while (!cancelled.aborted && now() < untilAt) {
    // What a process that died left under way, once its lease is over.
    await markInterrupted(store, { nowAt: now(), staleBeforeAt: now(), mailIds })
    const request = { nowAt: now(), leaseMs, mailIds, limit: 1, worker }
    const { claims, claimAgainAt } = await claimInTurn(store, request, pacing)
    const [next] = claims
    if (next === undefined) {
      const dueAt = claimAgainAt ?? (await nextDueAt(store, { mailIds }))
      if (dueAt === null || dueAt >= untilAt) return false
      await wait(Math.max(dueAt, now() + 1))
      continue
    }
    await wait(next.turnAt)
    const { delivery, attemptId } = next.claimed
    if (cancelled.aborted) {
      const reply = 'The sending process stopped before it came to this mail.'
      await giveBack(store, { deliveryId: delivery.deliveryId, attemptId, reply, nowAt: now() })
      return false
    }
    try {
      if ((await sendOne(sender, mails, next.claimed, signal)) === 'sent') return true
    } catch (error) {
      // It was given back, to be tried again a minute later.
      if (!(error instanceof MailUnavailableError)) throw error
    }
  }
  return false
}
