import type { Visitor } from '../../domain/sign-in/roles.ts'
import { formTokenOf } from '../../domain/sign-in/tokens.ts'
import { ownZone } from '../../queries/people/own-zone.ts'
import { newToken } from '../../queries/sign-in/new-token.ts'
import { visitorOfSession } from '../../queries/sign-in/visitors.ts'
import { type CookieToSet, readCookie, sessionCookie, visitCookie } from './cookies.ts'
import type { WebParts } from './parts.ts'

/** Who a browser belongs to, and what its forms are bound to. */
export interface Visit {
  readonly visitor: Visitor | null
  /** Null where nobody is signed in. */
  readonly sessionToken: string | null
  readonly formToken: string
  /** What forms were bound to that were shown before the browser signed in; null where nobody is signed in, or nothing is known of it. */
  readonly earlierFormToken: string | null
  /** Whether the browser sent no cookie of ours. */
  readonly isNew: boolean
  /** The zone of the visitor's clock; null where nobody is signed in. */
  readonly timeZone: string | null
  /** To be set with the answer. */
  readonly cookies: readonly CookieToSet[]
}

/** Reads a request's cookies. A browser that is not signed in gets one, so that its forms are bound to something. */
export async function visitOf(
  { store, publicOrigin, now }: WebParts,
  cookieHeader: string | null,
): Promise<Visit> {
  const sessionToken = readCookie(cookieHeader, sessionCookie, publicOrigin)
  const given = readCookie(cookieHeader, visitCookie, publicOrigin)
  const nowAt = now()
  const visitor = sessionToken === null ? null : await visitorOfSession(store, sessionToken, nowAt)
  if (sessionToken !== null && visitor !== null) {
    const timeZone = await ownZone(store, visitor.email, nowAt)
    return {
      visitor,
      sessionToken,
      formToken: formTokenOf(sessionToken),
      earlierFormToken: given && formTokenOf(given),
      isNew: false,
      timeZone,
      cookies: [],
    }
  }
  const visit = given ?? newToken()
  const cookies = given === null ? [{ name: visitCookie, value: visit, maxAgeSeconds: null }] : []
  const isNew = given === null
  return {
    visitor: null,
    sessionToken: null,
    formToken: formTokenOf(visit),
    earlierFormToken: null,
    isNew,
    timeZone: null,
    cookies,
  }
}
