import { sessionLifeMs } from '../../domain/sign-in/limits.ts'
import { type CookieToSet, sessionCookie } from '../http/cookies.ts'

/** The cookie of a session that was just opened. */
export function sessionCookieOf(token: string): CookieToSet {
  return { name: sessionCookie, value: token, maxAgeSeconds: sessionLifeMs / 1000 }
}

/** Takes the session's cookie away from a browser. */
export const noSessionCookie: CookieToSet = { name: sessionCookie, value: null, maxAgeSeconds: null }
