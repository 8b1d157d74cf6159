import SmtpConnection from 'nodemailer/lib/smtp-connection'
import { Handover } from './handover.ts'
import { outcomeOf } from './outcome.ts'
import type { RelayConnection } from './relay-connection.ts'
import { tooLong } from './time-limits.ts'

/** Whether an address needs a relay with SMTPUTF8 (RFC 6531). A domain alone never does: it is sent as DNS knows it. */
export function needsUtf8(address: string): boolean {
  return /\P{ASCII}/u.test(address)
}

/**
 * Asks the relay whether it takes addresses that hold other letters than ASCII. The mail library sends them to any relay, and
 * one that doesn't know them may cut them, or take the mail and deliver it to nobody.
 *
 * @throws MailUnavailableError when there was no session to ask in
 */
export async function takesUtf8(relay: RelayConnection, signal?: AbortSignal): Promise<boolean> {
  const connection = new SmtpConnection(relay)
  let limit: NodeJS.Timeout | undefined
  try {
    const greeting = await new Promise<string>((done, fail) => {
      connection.once('error', fail)
      limit = setTimeout(() => fail(tooLong('The session took too long')), 2 * relay.connectionTimeout)
      signal?.addEventListener('abort', () => fail(signal.reason), { once: true })
      connection.connect((error) => {
        if (error) fail(error)
        else done(connection.lastServerResponse || '')
      })
    })
    return /^250[ -]SMTPUTF8\b/im.test(greeting)
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
