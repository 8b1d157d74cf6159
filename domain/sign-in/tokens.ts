import { createHash } from 'node:crypto'

/** What is stored of a link's or session's token: whoever reads the database can't sign in with it. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * The session's token of who presses a link's button, the same when it is pressed twice: made of two secrets, of which the mail has one
 * and the browser's cookie the other.
 */
export function sessionTokenOf(linkToken: string, visitToken: string): string {
  return createHash('sha256').update(`plumbline session ${linkToken} ${visitToken}`).digest('base64url')
}

/** The token that every form carries: made of the browser's cookie, which no other site can read. */
export function formTokenOf(cookie: string): string {
  return createHash('sha256').update(`plumbline form ${cookie}`).digest('base64url')
}

/** What tries to sign in are counted by: an address or a client, which are not kept themselves. */
export function trySubject(kind: 'address' | 'client', value: string): string {
  return createHash('sha256').update(`${kind} ${value}`).digest('hex')
}
