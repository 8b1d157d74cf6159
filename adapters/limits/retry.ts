import { TrackerLimitError, TrackerUnavailableError } from '../trackers/errors.ts'
import type { ReadableHeaders } from './headers.ts'
import type { AcquireOptions, RequestLimiter } from './limiter.ts'

/** How one try ended. `words` are ours: they go into error messages, so they hold nothing of the request or answer. */
export type Attempt<T> =
  | { readonly kind: 'answered'; readonly value: T; readonly headers: ReadableHeaders | null }
  | {
      readonly kind: 'refused'
      readonly words: string
      readonly headers: ReadableHeaders | null
      readonly retryAfterMs?: number | null
    }
  | { readonly kind: 'failed'; readonly words: string; readonly headers: ReadableHeaders | null }

const mostRefusals = 4
const mostFailures = 3

/**
 * Sends a request within the limits, and again after a refusal (four tries) or a failure of the transport (three).
 *
 * `attempt` sends once and says how it ended; whatever it throws ends the matter.
 * @throws TrackerLimitError when still refused, or asked to wait for longer than can be slept in place
 * @throws TrackerUnavailableError when it failed each time
 */
export async function sendPatiently<T>(
  limiter: RequestLimiter,
  attempt: () => Promise<Attempt<T>>,
  asked: AcquireOptions = {},
): Promise<T> {
  let refusals = 0
  let failures = 0
  for (;;) {
    const ended = await attemptOnce(limiter, attempt, asked)
    if (ended.kind === 'answered') return ended.value
    if (ended.kind === 'refused') refusals += 1
    else failures += 1
    const waitMs = ended.waitMs ?? limiter.backoffMs(Math.max(refusals, failures))
    if (refusals >= mostRefusals) throw new TrackerLimitError(ended.words, waitMs)
    if (failures >= mostFailures) throw new TrackerUnavailableError(ended.words)
    // What the tracker asked for is kept by the limiter for every caller; only our own backing off is slept here.
    if (ended.waitMs === null) await limiter.pause(waitMs, ended.words, asked.signal)
  }
}

type Ended<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'refused' | 'failed'; readonly words: string; readonly waitMs: number | null }

async function attemptOnce<T>(
  limiter: RequestLimiter,
  attempt: () => Promise<Attempt<T>>,
  asked: AcquireOptions,
): Promise<Ended<T>> {
  const release = await limiter.acquire(asked)
  try {
    const result = await attempt()
    const waitMs = limiter.observe({
      refused: result.kind === 'refused',
      failed: result.kind === 'failed',
      headers: result.headers,
      ...(asked.endpoint === undefined ? {} : { endpoint: asked.endpoint }),
      retryAfterMs: result.kind === 'refused' ? (result.retryAfterMs ?? null) : null,
    })
    if (result.kind === 'answered') return result
    return { kind: result.kind, words: result.words, waitMs }
  } finally {
    release()
  }
}
