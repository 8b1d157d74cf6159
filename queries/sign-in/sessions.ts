import { addAuditEntry } from '../../adapters/store/sign-in/audit.ts'
import { takeLink } from '../../adapters/store/sign-in/links.ts'
import { addSession, deleteSession, deleteSessionsOf } from '../../adapters/store/sign-in/sessions.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { inTransaction } from '../../adapters/store/sql/rows.ts'
import type { Queryable } from '../../adapters/store/sql/session.ts'
import type { Instant } from '../../domain/instant.ts'
import { sessionIdleMs } from '../../domain/sign-in/limits.ts'
import { tokenHash } from '../../domain/sign-in/tokens.ts'
import { newToken } from './new-token.ts'

export interface SignedIn {
  /** The new session's, for the cookie. */
  readonly sessionToken: string
  readonly email: string
  readonly returnTo: string
}

interface BrowserNow {
  /** The session that the browser had until now, which the new one takes the place of; null for none. */
  readonly previousToken: string | null
  readonly nowAt: Instant
}

/** Uses a mailed link up and opens a session. Null for a link that is forged, used or too old. */
export function signInByLink(
  store: Store,
  linkToken: string,
  { previousToken, nowAt }: BrowserNow,
): Promise<SignedIn | null> {
  return inTransaction(store, async (client) => {
    const link = await takeLink(client, tokenHash(linkToken), nowAt)
    if (link === null) return null
    const sessionToken = await rotate(client, link.email, 'by a mailed link', { previousToken, nowAt })
    return { sessionToken, email: link.email, returnTo: link.returnTo }
  })
}

/** Opens a session for an address that a provider of identities vouches for. */
export function signInByProvider(store: Store, email: string, browser: BrowserNow): Promise<string> {
  return inTransaction(store, (client) => rotate(client, email, 'by OpenID Connect', browser))
}

/** A session never outlives a sign-in under the same cookie: what was planted before is worth nothing after. */
async function rotate(
  client: Queryable,
  email: string,
  how: string,
  { previousToken, nowAt }: BrowserNow,
): Promise<string> {
  const sessionToken = newToken()
  if (previousToken !== null) await deleteSession(client, tokenHash(previousToken))
  const session = { sessionHash: tokenHash(sessionToken), email, createdAt: nowAt, lastSeenAt: nowAt }
  await addSession(client, session, nowAt - sessionIdleMs)
  await addAuditEntry(client, {
    changedAt: nowAt,
    actor: email,
    action: 'sign in',
    subject: 'a session of their own',
    before: null,
    after: how,
  })
  return sessionToken
}

/** Ends one session, or all of its person's. */
export function signOut(
  store: Store,
  { email, token, everywhere, nowAt }: { email: string; token: string; everywhere: boolean; nowAt: Instant },
): Promise<void> {
  return inTransaction(store, async (client) => {
    if (everywhere) await deleteSessionsOf(client, email)
    else await deleteSession(client, tokenHash(token))
    await addAuditEntry(client, {
      changedAt: nowAt,
      actor: email,
      action: everywhere ? 'sign out everywhere' : 'sign out',
      subject: everywhere ? 'every session of their own' : 'a session of their own',
      before: 'signed in',
      after: null,
    })
  })
}
