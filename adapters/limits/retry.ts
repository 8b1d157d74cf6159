import { TrackerLimitError, TrackerUnavailableError } from '../trackers/errors.ts'
import type { ReadableHeaders } from './headers.ts'
import type { AcquireOptions, RequestLimiter } from './limiter.ts'

/** The outcome of one try. `message` becomes part of error messages, so it holds nothing of the request or response. */
export type Attempt<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly headers: ReadableHeaders | null }
  | {
      readonly kind: 'limited'
      readonly message: string
      readonly headers: ReadableHeaders | null
      readonly retryAfterMs?: number | null
    }
  | { readonly kind: 'failed'; readonly message: string; readonly headers: ReadableHeaders | null }

const maxLimited = 4
const usualTries = 3

interface RetryOptions extends AcquireOptions {
  /** How often to try where the transport fails. Defaults to 3. */
  readonly tries?: number
}

/**
 * Sends a request within the limits. Retries when the tracker limits it (four tries) or the transport fails.
 *
 * `attempt` sends once and returns the outcome; what it throws is not retried.
 * @throws TrackerLimitError when still limited, or when the wait is longer than the limiter sleeps
 * @throws TrackerUnavailableError when each try failed
 */
export async function sendWithRetry<T>(
  limiter: RequestLimiter,
  attempt: () => Promise<Attempt<T>>,
  { tries = usualTries, ...options }: RetryOptions = {},
): Promise<T> {
  let limited = 0
  let failures = 0
  for (;;) {
    const outcome = await attemptOnce(limiter, attempt, options)
    if (outcome.kind === 'ok') return outcome.value
    if (outcome.kind === 'limited') limited += 1
    else failures += 1
    const waitMs = outcome.waitMs ?? limiter.backoffMs(Math.max(limited, failures))
    if (limited >= maxLimited) throw new TrackerLimitError(outcome.message, waitMs)
    if (failures >= tries) throw new TrackerUnavailableError(outcome.message)
    // A wait that the tracker named is kept by the limiter for every caller; only our own backoff is slept here.
    if (outcome.waitMs === null) await limiter.pause(waitMs, outcome.message, options.signal)
  }
}

type Outcome<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'limited' | 'failed'; readonly message: string; readonly waitMs: number | null }

async function attemptOnce<T>(
  limiter: RequestLimiter,
  attempt: () => Promise<Attempt<T>>,
  options: AcquireOptions,
): Promise<Outcome<T>> {
  const release = await limiter.acquire(options)
  try {
    const result = await attempt()
    const waitMs = limiter.observe({
      limited: result.kind === 'limited',
      failed: result.kind === 'failed',
      headers: result.headers,
      ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
      retryAfterMs: result.kind === 'limited' ? (result.retryAfterMs ?? null) : null,
    })
    if (result.kind === 'ok') return result
    return { kind: result.kind, message: result.message, waitMs }
  } finally {
    release()
  }
}
