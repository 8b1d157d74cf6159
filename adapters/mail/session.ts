import SmtpConnection from 'nodemailer/lib/smtp-connection'
import { Handover } from './handover.ts'
import { outcomeOf } from './outcome.ts'
import type { RelayConnection } from './relay-connection.ts'
import { tooLong } from './time-limits.ts'

/** How far a session goes, and how long it is waited for. */
interface SessionStart {
  /** Logs in too, where the relay offers it and there is a login. */
  readonly isLoggedIn: boolean
  readonly signal?: AbortSignal | undefined
}

/**
 * Opens a session with the relay and ends it; no mail is offered. The whole of it is limited: the mail library's own limits begin anew
 * with each byte, so that they never end a relay that sends one every few seconds.
 *
 * @returns the relay's last reply: what it offers, or what it says to the login
 * @throws MailUnavailableError when there was no session, and the signal's reason
 */
export async function trySession(
  relay: RelayConnection,
  { isLoggedIn, signal }: SessionStart,
): Promise<string> {
  const connection = new SmtpConnection(relay)
  let limit: NodeJS.Timeout | undefined
  try {
    return await new Promise<string>((done, fail) => {
      const finish = (error?: Error | null): void => {
        if (error) fail(error)
        else done(connection.lastServerResponse || '')
      }
      connection.once('error', fail)
      connection.once('end', () => fail(new Error('Connection closed')))
      limit = setTimeout(() => fail(tooLong('The session took too long')), 2 * relay.connectionTimeout)
      signal?.addEventListener('abort', () => fail(signal.reason), { once: true })
      connection.connect((error) => {
        const { auth } = relay
        if (error || !isLoggedIn || auth === undefined || !connection.allowsAuth) finish(error)
        else connection.login(auth, finish)
      })
    })
  } catch (error) {
    signal?.throwIfAborted()
    // Nothing was offered, so that this throws what sending would.
    outcomeOf(error, new Handover(() => Promise.resolve()))
    throw error
  } finally {
    clearTimeout(limit)
    connection.close()
  }
}
