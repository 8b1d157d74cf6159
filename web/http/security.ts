import { timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'

/** Nothing inline, nothing from elsewhere, in nobody's frame. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

const yearSeconds = 31_536_000

/**
 * The headers of every response. The referrer stays within the site: with `no-referrer` browsers would send our own forms with
 * the origin `null`.
 */
export function securityHeaders(publicOrigin: string): Record<string, string> {
  return {
    'Content-Security-Policy': pagePolicy,
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Cache-Control': 'no-store',
    ...(publicOrigin.startsWith('https:') ? { 'Strict-Transport-Security': `max-age=${yearSeconds}` } : {}),
  }
}

/** The headers that differ for a document shown in a frame of our own pages. */
export function frameHeaders(policy: string): Record<string, string> {
  return { 'Content-Security-Policy': policy, 'X-Frame-Options': 'SAMEORIGIN' }
}

/**
 * Whether a request names us, with or without the usual port. A proxy that is trusted may name the port that it asks instead, by its
 * address or by a name without dots, as nginx does unless it is told otherwise: no other site has such a name.
 */
export function isOurHost(
  host: string | undefined,
  { publicOrigin, trustsProxy }: { readonly publicOrigin: string; readonly trustsProxy: boolean },
): boolean {
  if (host === undefined || !/^[\w.[\]:-]+$/.test(host)) return false
  const ours = new URL(publicOrigin)
  const named = URL.parse(`${ours.protocol}//${host}`)
  if (named === null) return false
  const { hostname } = named
  const isAddress = isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0
  return named.host === ours.host || (trustsProxy && (isAddress || !hostname.includes('.')))
}

interface Sender {
  readonly origin: string | null
  readonly fetchSite: string | null
}

/** Whether a change comes from a page of ours. A browser that says neither isn't one that we can trust. */
export function isFromOurPages({ origin, fetchSite }: Sender, publicOrigin: string): boolean {
  return origin === null ? fetchSite === 'same-origin' : origin === publicOrigin
}

/** Compares two tokens in a time that tells nothing of them. */
export function isSameToken(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}
