import type { RelayConnection } from './relay-connection.ts'
import { trySession } from './session.ts'

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
  return /^250[ -]SMTPUTF8\b/im.test(await trySession(relay, { isLoggedIn: false, signal }))
}
