import { Handover } from './handover.ts'
import { MailUnavailableError, outcomeOf } from './outcome.ts'
import type { RelayOptions } from './relay-connection.ts'
import { transportOf } from './relay-pool.ts'

const usualTimeoutMs = 10_000

/**
 * Opens a session with the relay, TLS and login included, and ends it; no mail is offered.
 * @throws MailUnavailableError
 * @throws SmtpUrlError
 */
export async function checkRelay(
  relay: Pick<RelayOptions, 'smtpUrl' | 'ehloName'>,
  timeoutMs = usualTimeoutMs,
): Promise<void> {
  const transport = transportOf({ ...relay, connectTimeoutMs: timeoutMs, replyTimeoutMs: timeoutMs })
  try {
    await transport.verify()
  } catch (error) {
    // Nothing was offered, so that this throws what sending would.
    outcomeOf(error, new Handover(() => Promise.resolve()))
  } finally {
    transport.close()
  }
}

/** Whether mails would leave now: `kept` in a folder where there is no relay, `away` where it can't be reached. */
export type RelayStanding =
  | { readonly kind: 'answers' }
  | { readonly kind: 'kept' }
  | { readonly kind: 'away'; readonly reason: string }

/** Who waits for it is a person before a form. */
const shortTimeoutMs = 4_000

/**
 * Looks whether the relay would take mails now.
 * @param smtpUrl null where mails are kept in a folder
 * @throws SmtpUrlError
 */
export async function relayStanding(
  smtpUrl: string | null,
  ehloName: string | null = null,
): Promise<RelayStanding> {
  if (smtpUrl === null) return { kind: 'kept' }
  try {
    await checkRelay({ smtpUrl, ehloName }, shortTimeoutMs)
    return { kind: 'answers' }
  } catch (error) {
    if (!(error instanceof MailUnavailableError)) throw error
    return { kind: 'away', reason: error.message }
  }
}
