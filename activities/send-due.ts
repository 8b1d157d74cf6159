import { MailUnavailableError } from '../adapters/mail/outcome.ts'
import { claimNext } from '../adapters/store/deliver/claim.ts'
import { lastAnswerMs, leaseMs, sendersAtOnce } from '../domain/deliver/pace.ts'
import type { MailDependencies } from './dependencies.ts'
import { sendOne } from './send-one.ts'

/**
 * Sends the mails of these editions and notices that may be sent now, a few at once, until none is left.
 * @returns how many were sent
 * @throws MailUnavailableError when the relay can't be reached, and the signal's reason once it is aborted
 */
export async function sendDue(
  dependencies: MailDependencies,
  mailIds: readonly string[],
  cancelled: AbortSignal,
): Promise<number> {
  const { recordStore, now, workerName } = dependencies
  const signal = soonAfter(cancelled)
  let sentNow = 0
  const sender = async (): Promise<void> => {
    while (!cancelled.aborted) {
      const claimed = await claimNext(recordStore, { nowAt: now(), leaseMs, mailIds, worker: workerName })
      if (claimed === null) return
      if (await sendOne(dependencies, claimed, signal)) sentNow += 1
    }
  }
  await allSettledOrFirstFailure(Array.from({ length: sendersAtOnce }, sender))
  cancelled.throwIfAborted()
  return sentNow
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
