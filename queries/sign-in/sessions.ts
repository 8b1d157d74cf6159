import { z } from 'zod'
import { type KeyRing, lookForKey, openSecret, SecretError, sealSecret } from '../../adapters/secrets.ts'
import { addAuditEntry } from '../../adapters/store/sign-in/audit.ts'
import { findUsedLink, takeLink } from '../../adapters/store/sign-in/links.ts'
import {
  addSession,
  deleteSession,
  deleteSessionsOf,
  findSession,
} from '../../adapters/store/sign-in/sessions.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { inTransaction } from '../../adapters/store/sql/rows.ts'
import type { Queryable } from '../../adapters/store/sql/session.ts'
import type { Instant } from '../../domain/instant.ts'
import { pressedTwiceMs, sessionIdleMs } from '../../domain/sign-in/limits.ts'
import { sessionTokenOf, tokenHash } from '../../domain/sign-in/tokens.ts'
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

/**
 * Uses a mailed link up and opens a session. Null for a link that is forged, used or too old. A browser shows the answer to the last of
 * two presses alone: the same browser, by the cookie that it had before it signed in, gets the same session again.
 */
export async function signInByLink(
  store: Store,
  linkToken: string,
  { previousToken, visitToken, nowAt }: BrowserNow & { readonly visitToken: string | null },
): Promise<SignedIn | null> {
  const linkHash = tokenHash(linkToken)
  const sessionToken = visitToken === null ? newToken() : sessionTokenOf(linkToken, visitToken)
  const signedIn = await inTransaction(store, async (client) => {
    const link = await takeLink(client, linkHash, nowAt)
    if (link === null) return null
    const opened = { email: link.email, how: 'by a mailed link', sessionToken, providerSignIn: null }
    await rotate(client, opened, { previousToken, nowAt })
    return { sessionToken, email: link.email, returnTo: link.returnTo }
  })
  if (signedIn !== null) return signedIn
  const used = await findUsedLink(store, linkHash, nowAt - pressedTwiceMs)
  const opened = used === null ? null : await findSession(store, tokenHash(sessionToken))
  return used === null || opened === null
    ? null
    : { sessionToken, email: opened.email, returnTo: used.returnTo }
}

interface ProviderSignIn {
  readonly email: string
  /** What the provider knows its own session by; null where nobody can end that. */
  readonly providerSession: string | null
  readonly keys: () => Promise<KeyRing>
}

/** Opens a session for an address that a provider of identities vouches for. */
export async function signInByProvider(
  store: Store,
  { email, providerSession, keys }: ProviderSignIn,
  browser: BrowserNow,
): Promise<string> {
  const sessionToken = newToken()
  const providerSignIn =
    providerSession === null
      ? null
      : JSON.stringify(sealSecret(await keys(), providerSession, aadOf(tokenHash(sessionToken))))
  const opened = { email, how: 'by OpenID Connect', sessionToken, providerSignIn }
  await inTransaction(store, (client) => rotate(client, opened, browser))
  return sessionToken
}

const sealed = z.object({ keyId: z.string(), iv: z.string(), tag: z.string(), ciphertext: z.string() })

/** What the provider knows the session by that signed this one in; null where a mailed link did, or its key is gone. */
export async function providerSessionOf(
  store: Store,
  keys: () => Promise<KeyRing>,
  token: string,
): Promise<string | null> {
  const session = await findSession(store, tokenHash(token))
  if (session === null || session.providerSignIn === null) return null
  try {
    const secret = sealed.parse(JSON.parse(session.providerSignIn))
    const ring = await keys()
    await lookForKey(ring, secret.keyId)
    return openSecret(ring, secret, aadOf(session.sessionHash))
  } catch (error) {
    // Whoever signs out is signed out of here all the same.
    if (error instanceof SecretError) return null
    throw error
  }
}

function aadOf(sessionHash: string): string {
  return `session ${sessionHash}`
}

interface Opened {
  readonly email: string
  readonly how: string
  readonly sessionToken: string
  readonly providerSignIn: string | null
}

/** A session never outlives a sign-in under the same cookie: what was planted before is worth nothing after. */
async function rotate(
  client: Queryable,
  { email, how, sessionToken, providerSignIn }: Opened,
  { previousToken, nowAt }: BrowserNow,
): Promise<void> {
  if (previousToken !== null) await deleteSession(client, tokenHash(previousToken))
  const sessionHash = tokenHash(sessionToken)
  const session = { sessionHash, email, createdAt: nowAt, lastSeenAt: nowAt, providerSignIn }
  await addSession(client, session, nowAt - sessionIdleMs)
  await addAuditEntry(client, {
    changedAt: nowAt,
    actor: email,
    action: 'sign in',
    subject: 'a session of their own',
    before: null,
    after: how,
  })
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
