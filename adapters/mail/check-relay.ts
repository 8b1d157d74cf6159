import { MailUnavailableError } from './outcome.ts'
import { type RelayOptions, relayConnection } from './relay-connection.ts'
import { trySession } from './session.ts'

const usualTimeoutMs = 10_000

/**
 * Opens a session with the relay, TLS and login included, and ends it; no mail is offered. It takes twice the time limit at most,
 * however slowly the relay answers.
 *
 * @throws MailUnavailableError
 * @throws SmtpUrlError
 */
export async function checkRelay(
  relay: Pick<RelayOptions, 'smtpUrl' | 'ehloName' | 'clientCertificate' | 'tlsFloor'>,
  timeoutMs = usualTimeoutMs,
): Promise<void> {
  // Later than the limits of greeting and TLS, which tell more.
  const replyTimeoutMs = 1.5 * timeoutMs
  const connection = relayConnection({ ...relay, connectTimeoutMs: timeoutMs, replyTimeoutMs })
  await trySession(connection, { isLoggedIn: true })
}

/** Whether mails would leave now: `kept` in a folder where there is no relay, `away` where it can't be reached. */
export type RelayStanding =
  | { readonly kind: 'answers' }
  | { readonly kind: 'kept' }
  | { readonly kind: 'away'; readonly reason: string }

/** Who waits for it is a person before a form. */
const shortTimeoutMs = 4_000

/** A relay, or where there is none, null: mails are kept in a folder. */
export type RelayToCheck = Omit<Parameters<typeof checkRelay>[0], 'smtpUrl'> & {
  readonly smtpUrl: string | null
}

/** Looks whether the relay would take mails now. @throws SmtpUrlError */
export async function relayStanding({ smtpUrl, ...relay }: RelayToCheck): Promise<RelayStanding> {
  if (smtpUrl === null) return { kind: 'kept' }
  try {
    await checkRelay({ ...relay, smtpUrl }, shortTimeoutMs)
    return { kind: 'answers' }
  } catch (error) {
    if (!(error instanceof MailUnavailableError)) throw error
    return { kind: 'away', reason: error.message }
  }
}
