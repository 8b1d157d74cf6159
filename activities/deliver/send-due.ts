import { MailUnavailableError } from '../../adapters/mail/outcome.ts'
import { lastAnswerMs, sendersPerConnection } from '../../domain/deliver/pace.ts'
import type { Instant } from '../../domain/instant.ts'
import type { MailDependencies } from '../dependencies.ts'
import { claimsAhead } from './claims-ahead.ts'
import { preparedMails } from './prepared-mails.ts'
import { sendOne } from './send-one.ts'

/**
 * Sends the mails of these editions and notices that may be sent now, a few at once, until none is left or, at `untilAt`, what is claimed.
 * @returns how many were sent
 * @throws MailUnavailableError when the relay can't be reached or takes no mail of ours, and the signal's reason once it is aborted
 */
export async function sendDue(
  dependencies: MailDependencies,
  mailIds: readonly string[],
  cancelled: AbortSignal,
  untilAt: Instant = Number.POSITIVE_INFINITY,
): Promise<number> {
  const { recordStore, connections, mail } = dependencies
  const signal = soonAfter(cancelled)
  const mails = preparedMails(recordStore, mail)
  const senders = connections * sendersPerConnection
  const claims = claimsAhead(dependencies, { mailIds, senders, cancelled, untilAt })
  let sentNow = 0
  let answered = 0
  /** Since the relay last had another answer. Once it is all that every sender gets, the rest waits. */
  let refusedInRow = 0
  const sender = async (): Promise<void> => {
    while (!cancelled.aborted && refusedInRow < senders) {
      const claimed = await claims.next()
      if (claimed === null) return
      const end = await sendOne(dependencies, mails, claimed, signal)
      if (end === 'sent') sentNow += 1
      refusedInRow = end === 'we are refused' ? refusedInRow + 1 : 0
      answered += 1
    }
  }
  try {
    const failures = await failuresOf(Array.from({ length: senders }, sender))
    // A sender without a session is not missed while others have one: a relay may take fewer connections than we would open.
    const isRelayAway = answered === 0 || failures.length === senders
    for (const failure of failures)
      if (isRelayAway || !(failure instanceof MailUnavailableError)) throw failure
  } finally {
    await claims.giveBackRest()
  }
  cancelled.throwIfAborted()
  if (refusedInRow >= senders) throw new MailUnavailableError(weAreRefused)
  return sentNow
}

const weAreRefused =
  'The mail relay refuses our mails, whoever the reader is: fix what it says, which plumbline deliveries lists with the mails that it deferred'

/** Aborts some time after `cancelled` did, so that responses arriving by then still count. */
export function soonAfter(cancelled: AbortSignal): AbortSignal {
  const stopping = new AbortController()
  const stop = (): void =>
    stopping.abort(new MailUnavailableError('The sending process stopped before the relay took the mail'))
  cancelled.addEventListener('abort', () => void setTimeout(stop, lastAnswerMs).unref(), { once: true })
  return stopping.signal
}

/** Lets every sender finish. */
async function failuresOf(senders: readonly Promise<void>[]): Promise<unknown[]> {
  const ends = await Promise.allSettled(senders)
  return ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
}
