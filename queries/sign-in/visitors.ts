import { currentReadership } from '../../adapters/store/reconcile/plans.ts'
import { isAdmin } from '../../adapters/store/sign-in/admins.ts'
import { findSession, touchSession } from '../../adapters/store/sign-in/sessions.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import { isSessionValid, isTouchDue } from '../../domain/sign-in/limits.ts'
import { type Visitor, visitorOf } from '../../domain/sign-in/roles.ts'
import { tokenHash } from '../../domain/sign-in/tokens.ts'
import { parseEmail } from '../../domain/text/email.ts'

/** What an address may do now: a role that was taken away is gone with the next page. */
export async function visitorOfAddress(store: Store, email: string): Promise<Visitor> {
  const [admin, readership] = await Promise.all([isAdmin(store, email), currentReadership(store)])
  return visitorOf(email, admin, readership)
}

/** Who a session's cookie signs in; null where it signs in nobody any more. */
export async function visitorOfSession(store: Store, token: string, nowAt: Instant): Promise<Visitor | null> {
  const sessionHash = tokenHash(token)
  const session = await findSession(store, sessionHash)
  if (session === null || !isSessionValid(session, nowAt)) return null
  if (isTouchDue(session, nowAt)) await touchSession(store, sessionHash, nowAt)
  return visitorOfAddress(store, session.email)
}

/** Who an address of a form or a provider is, if it may sign in at all; null where it may not. */
export async function knownVisitor(store: Store, address: string): Promise<Visitor | null> {
  const email = parseEmail(address)
  if (email === null) return null
  const visitor = await visitorOfAddress(store, email)
  return visitor.roles.length === 0 ? null : visitor
}
