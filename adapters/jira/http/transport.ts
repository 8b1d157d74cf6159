import type { Attempt } from '../../limits/retry.ts'
import type { RawAnswer } from './response.ts'

export type Fetch = (url: URL, init: RequestInit) => Promise<Response>

export interface Exchange {
  readonly url: URL
  readonly init: RequestInit
  readonly endpoint: string
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
}

/**
 * Sends once and reads the whole answer, within `timeoutMs` together: jira.js has no timeout of its own, and a stall may
 * come after the headers.
 * @returns the answer, or how the transport failed; what the caller aborted is rejected with its own reason
 */
export async function exchange(fetch: Fetch, asked: Exchange): Promise<RawAnswer | Attempt<never>> {
  const timer = new AbortController()
  const timeout = setTimeout(() => timer.abort(), asked.timeoutMs)
  const stop = () => timer.abort()
  asked.signal?.addEventListener('abort', stop, { once: true })
  try {
    const response = await fetch(asked.url, { ...asked.init, redirect: 'manual', signal: timer.signal })
    return { status: response.status, headers: response.headers, text: await response.text() }
  } catch (error) {
    asked.signal?.throwIfAborted()
    if (timer.signal.aborted) {
      return failed(`Jira did not answer ${asked.endpoint} within ${Math.round(asked.timeoutMs / 1000)} s.`)
    }
    // undici rejects with a TypeError for whatever the network did; anything else is a bug of ours.
    if (!(error instanceof TypeError)) throw error
    return failed(`Jira could not be reached for ${asked.endpoint} (${networkCode(error)}).`)
  } finally {
    clearTimeout(timeout)
    asked.signal?.removeEventListener('abort', stop)
  }
}

function failed(words: string): Attempt<never> {
  return { kind: 'failed', words, headers: null }
}

/** The system's or undici's code, ECONNREFUSED or UND_ERR_SOCKET; never its message, which may hold the address. */
function networkCode(error: TypeError): string {
  const { cause } = error
  if (typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string')
    return cause.code
  return 'the connection was closed'
}
