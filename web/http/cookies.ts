import { parse, serialize } from 'hono/utils/cookie'

/** A cookie to set; its name gets the prefix that the connection allows. */
export interface CookieToSet {
  readonly name: string
  /** Null removes it. */
  readonly value: string | null
  /** Null: until the browser is closed. */
  readonly maxAgeSeconds: number | null
}

/** The cookie of a browser that is signed in. */
export const sessionCookie = 'plumbline-session'
/** The cookie that forms of browsers that aren't signed in are bound to. */
export const visitCookie = 'plumbline-visit'

/**
 * `__Host-` where TLS is: no other host, and no page over plain HTTP, can set such a cookie. On this machine the port stands in its name:
 * browsers send a host's cookies to each of its ports, and the demo would sign people out of `npm start`.
 */
function fullName(name: string, publicOrigin: string): string {
  const { protocol, port } = new URL(publicOrigin)
  if (protocol === 'https:') return `__Host-${name}`
  return port === '' ? name : `${name}-${port}`
}

/** A cookie of the request; null where there is none, or an empty one: no form is bound to nothing. */
export function readCookie(header: string | null, name: string, publicOrigin: string): string | null {
  const full = fullName(name, publicOrigin)
  return parse(header ?? '', full)[full] || null
}

/** A `Set-Cookie` header. Lax, not strict: a link in a mail has to find its reader signed in. */
export function cookieHeader({ name, value, maxAgeSeconds }: CookieToSet, publicOrigin: string): string {
  return serialize(fullName(name, publicOrigin), value ?? '', {
    path: '/',
    httpOnly: true,
    secure: publicOrigin.startsWith('https:'),
    sameSite: 'Lax',
    ...(value === null ? { maxAge: 0 } : maxAgeSeconds === null ? {} : { maxAge: maxAgeSeconds }),
  })
}
