import type { Readable } from 'node:stream'
import type { Html } from '../page/html.ts'
import type { CookieToSet } from './cookies.ts'

interface WithCookies {
  readonly cookies?: readonly CookieToSet[]
}

/** What a page answers. */
export type Answer = WithCookies &
  (
    | {
        readonly kind: 'page'
        readonly title: string
        readonly body: Html
        /** Where no scripts run, the page loads itself again after so long. Defaults to never. */
        readonly refreshAfterSeconds?: number
        /** Whether the browser may keep it, so that going back to it asks for nothing to be sent again. Defaults to whether it answers a form of a page. */
        readonly isKeptForBack?: boolean
        /** Where the browser goes on at once, to a page of the provider of identities: our policy lets no form lead there. Defaults to staying. */
        readonly continuesAt?: URL
        /** The zone of the reader's clock, where what the address holds tells who reads. Defaults to that of who is signed in. */
        readonly timeZone?: string
        /** Whether it ends a session: nobody is signed in on it, and the browser drops every page that it keeps. Defaults to false. */
        readonly endsSession?: boolean
        /** Defaults to 200. */
        readonly status?: 200 | 400 | 403 | 404 | 410 | 413 | 421 | 429 | 500 | 502 | 503
      }
    /** To another page of ours after a change, as a GET. */
    | {
        readonly kind: 'redirect'
        readonly to: string
        /** Whether the browser drops every page that it keeps, as at the end of a session. Defaults to false. */
        readonly dropsKeptPages?: boolean
      }
    /** To a page of the provider of identities. */
    | { readonly kind: 'leave'; readonly to: URL }
    /** As if there were no such page. */
    | { readonly kind: 'missing' }
    | {
        readonly kind: 'download'
        readonly fileName: string
        readonly contentType: string
        readonly body: Readable
      }
    /** A document that is not ours, shown in a frame in which nothing runs. */
    | { readonly kind: 'frame'; readonly html: string; readonly policy: string }
  )

/** A page in the site's layout. */
export function page(
  title: string,
  body: Html,
  options: Pick<
    Extract<Answer, { kind: 'page' }>,
    | 'status'
    | 'cookies'
    | 'refreshAfterSeconds'
    | 'isKeptForBack'
    | 'continuesAt'
    | 'timeZone'
    | 'endsSession'
  > = {},
): Answer {
  return { kind: 'page', title, body, ...options }
}

export function redirect(
  to: string,
  cookies: readonly CookieToSet[] = [],
  options: Pick<Extract<Answer, { kind: 'redirect' }>, 'dropsKeptPages'> = {},
): Answer {
  return { kind: 'redirect', to, cookies, ...options }
}

export const missing: Answer = { kind: 'missing' }
