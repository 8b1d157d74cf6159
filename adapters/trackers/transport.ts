import { TrackerAuthError, TrackerRequestError, TrackerResponseTooLargeError } from './errors.ts'
import { explainNetworkError } from './network-error.ts'

const mebibyte = 1024 * 1024

/** The largest response that is read, after it was decompressed: far more than any tracker sends. */
export const largestResponseBytes = 64 * mebibyte

export type Fetch = (url: URL, init: RequestInit) => Promise<Response>

export interface HttpRequest {
  /** The tracker's name in messages. */
  readonly label: string
  /** Names the request in messages: an endpoint or a query, without parameters. */
  readonly operation: string
  readonly url: URL
  readonly init: RequestInit
  readonly fetch: Fetch
  /** For the whole exchange: a response may stall after its headers. */
  readonly timeoutMs: number
  /** After decompression. Defaults to `largestResponseBytes`. */
  readonly maxResponseBytes?: number
  readonly signal: AbortSignal | undefined
}

export interface HttpResponse {
  readonly kind: 'response'
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** What to say of where a redirect leads: a clause. Null where it is none, or doesn't tell. */
  readonly redirectText: string | null
}

/**
 * Statuses of redirects that hold for the moment: by them a sign-in page is shown, also by a server that lost a session. None is
 * followed, and the request may be tried again.
 */
export const redirectsForNow: readonly number[] = [302, 303, 307]

/** A failure that a retry may cure. The message is for users and holds nothing of the request or the response. */
export interface TransportFailure {
  readonly kind: 'failed'
  readonly message: string
  readonly headers: null
}

/**
 * Sends a request once and reads the whole response. Redirects aren't followed: the credentials are for one host.
 * @returns the response whatever its status, or how the transport failed
 * @throws TrackerRequestError for certificates that aren't trusted, and a server without TLS
 * @throws TrackerResponseTooLargeError as soon as a response is larger than is read; the rest isn't received
 * @throws the signal's reason when the caller aborts
 */
export async function sendHttp(request: HttpRequest): Promise<HttpResponse | TransportFailure> {
  const { label, operation, timeoutMs, signal } = request
  const timer = new AbortController()
  const timeout = setTimeout(() => timer.abort(), timeoutMs)
  const stop = () => timer.abort()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    signal?.throwIfAborted()
    const init = { ...request.init, redirect: 'manual', signal: timer.signal } as const
    const response = await request.fetch(request.url, init)
    const { status, headers } = response
    const body = await readBody(response, request)
    const text = decodeUtf8(body)
    if (text === null) {
      return failed(`${label}'s response to ${operation} isn't UTF-8 text; a proxy may have recoded it.`)
    }
    return { kind: 'response', status, headers, text, redirectText: redirectTextOf(response, request.url) }
  } catch (error) {
    signal?.throwIfAborted()
    if (timer.signal.aborted) {
      return failed(`${label} did not respond to ${operation} within ${Math.round(timeoutMs / 1000)} s.`)
    }
    const failure = error instanceof TypeError ? explainNetworkError(error) : null
    if (failure === null) throw error
    const message = `${label} could not be reached for ${operation}: ${failure.message}.`
    if (!failure.retryable) throw new TrackerRequestError(message)
    return failed(message)
  } finally {
    clearTimeout(timeout)
    signal?.removeEventListener('abort', stop)
  }
}

/** Names the host at most: the rest of an address that isn't ours may hold anything. */
function redirectTextOf({ status, headers }: Response, asked: URL): string | null {
  const location = status >= 300 && status < 400 ? headers.get('location') : null
  const to = location === null ? null : URL.parse(location, asked)
  if (to === null) return null
  if (to.hostname !== asked.hostname) return `to ${to.hostname}`
  if (to.protocol !== asked.protocol)
    return `to ${to.protocol.replace(/:$/, '')}, which the address has to begin with`
  return 'to another page of its own, such as one to sign in at or the path below which it runs'
}

/** Statuses of refusals by what stands before a tracker. Others mean the same from whomever they come: 413 asks for less. */
const refusalsByPage: readonly number[] = [403, 451]

/**
 * Whether a page refuses a request to an API that answers in JSON: what stands before the tracker did, and the tracker may never have seen it.
 *
 * TRAP: a tracker may say that it does not take credentials (401) in a line of text, of any content type.
 */
export function isRefusedByPage({ status, headers, text }: HttpResponse): boolean {
  const contentType = headers.get('content-type') ?? ''
  if (status === 401) return /^text\/html/i.test(contentType) && /<(?:!doctype|html)\b/i.test(text)
  return refusalsByPage.includes(status) && /^text\//i.test(contentType)
}

export function refusedByPageText(label: string, operation: string, status: number): string {
  return (
    `${label} refused ${operation} with a page, as its API does not (HTTP ${status}): a proxy, a firewall or a list of allowed addresses ` +
    'is likely to have answered in its place. Check the address, and let their admins allow this machine.' +
    (status === 401 ? ' Where there is none, the credentials may be wrong.' : '')
  )
}

/** What a JSON text says; null for any other text. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** @throws TrackerAuthError for a credential that no header can hold: fetch's own error would repeat it */
export function checkHeaderValue(value: string): string {
  if (/^[\x20-\x7e]+$/.test(value)) return value
  throw new TrackerAuthError(
    'The secret contains characters that no secret has; copy it again, without line breaks.',
  )
}

async function readBody(response: Response, request: HttpRequest): Promise<Buffer> {
  const { label, operation, maxResponseBytes = largestResponseBytes } = request
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxResponseBytes) {
      throw new TrackerResponseTooLargeError(
        `${label}'s response to ${operation} is larger than ${Math.floor(maxResponseBytes / mebibyte)} MiB; check that the ` +
          `connection's address is that of ${label}, or allow more by PLUMBLINE_RESPONSE_MB.`,
      )
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * Null for other encodings: JSON is UTF-8, and titles would be stored garbled.
 *
 * Trimmed, because JSON allows no byte order mark, and the decoder takes away only one at the start.
 */
function decodeUtf8(body: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body).trim()
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function failed(message: string): TransportFailure {
  return { kind: 'failed', message, headers: null }
}
