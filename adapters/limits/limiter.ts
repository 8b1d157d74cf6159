import type { Instant } from '../../domain/instant.ts'
import { TrackerLimitError } from '../trackers/errors.ts'
import { TokenBucket } from './bucket.ts'
import { ConcurrencyLimit } from './concurrency.ts'
import { type ReadableHeaders, readLimitHeaders } from './headers.ts'
import { seededJitter } from './jitter.ts'

export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>

/** Reported before each wait, so that progress can show it. */
export interface LimitWait {
  readonly waitMs: number
  readonly untilAt: Instant
  readonly reason: string
}

export interface RequestLimiterOptions {
  readonly now: () => Instant
  readonly sleep: Sleep
  /** Requests in flight. Defaults to 8: Atlassian advises 5 to 10. */
  readonly concurrency?: number
  /** Waits up to this are slept here; longer ones throw. Defaults to 20 s. */
  readonly maxSleepMs?: number
  /** Seeds the jitter; the connection's id gives two connections different waits. */
  readonly seed?: string
  readonly onWait?: (wait: LimitWait) => void
}

export interface AcquireOptions {
  readonly signal?: AbortSignal | undefined
  /** Jira's limits are per endpoint and method: `POST /rest/api/3/search/jql`. */
  readonly endpoint?: string
  /** An estimate of the points that Linear charges for the request. */
  readonly complexity?: number
}

export interface ObservedResponse {
  /** HTTP 429, or Linear's RATELIMITED with any HTTP status. */
  readonly limited: boolean
  /** 5xx, a closed connection, a timeout. */
  readonly failed?: boolean
  readonly headers: ReadableHeaders | null
  readonly endpoint?: string
  /** The wait that the response's body names. */
  readonly retryAfterMs?: number | null
}

const backoffBaseMs = 2000
const backoffCapMs = 30_000

/**
 * Keeps one connection within its tracker's limits: one object per connection, shared by all its requests.
 *
 * It learns the limits from each response's headers, because the published numbers differ and change.
 */
export class RequestLimiter {
  private readonly options: RequestLimiterOptions
  private readonly maxSleepMs: number
  private readonly requests: ConcurrencyLimit
  private readonly jitter: () => number
  private readonly buckets = new Map<string, TokenBucket>()
  private readonly pausedUntil = new Map<string, Instant>()
  private sleptUntilAt: Instant = 0

  constructor(options: RequestLimiterOptions) {
    this.options = options
    this.maxSleepMs = options.maxSleepMs ?? 20_000
    this.requests = new ConcurrencyLimit(options.concurrency ?? 8)
    this.jitter = seededJitter(options.seed ?? '')
  }

  /**
   * Waits until one more request may be sent.
   * @returns a function to call once the response is read
   * @throws TrackerLimitError when the wait would be longer than `maxSleepMs`
   */
  async acquire(options: AcquireOptions = {}): Promise<() => void> {
    await this.requests.acquire(options.signal)
    try {
      for (let wait = this.waitFor(options); wait.waitMs > 0; wait = this.waitFor(options)) {
        await this.pause(wait.waitMs, wait.reason, options.signal)
      }
    } catch (error) {
      this.requests.release()
      throw error
    }
    for (const { bucket, cost } of this.bucketsFor(options)) bucket.take(cost)
    let released = false
    return () => {
      if (!released) this.requests.release()
      released = true
    }
  }

  /**
   * Learns from a response.
   * @returns how long a limited or failed request should wait, in milliseconds; null when the tracker doesn't say
   */
  observe(response: ObservedResponse): number | null {
    const nowAt = this.nowAt()
    const endpoint = response.endpoint ?? ''
    const reading = response.headers === null ? null : readLimitHeaders(response.headers, nowAt)
    for (const allowance of reading?.allowances ?? []) {
      const name = allowance.counts === 'endpoint' ? endpointBucket(endpoint) : allowance.counts
      this.bucketOf(name).learn(allowance, nowAt, this.maxSleepMs)
    }
    if (response.limited || response.failed === true || reading?.nearLimit === true)
      this.requests.onOverload()
    else this.requests.onSuccess()
    if (!response.limited && response.failed !== true) return null
    const namedMs = response.retryAfterMs ?? reading?.retryAfterMs ?? null
    const retryAfterMs = namedMs ?? (response.limited ? (reading?.resetInMs ?? null) : null)
    if (retryAfterMs !== null) {
      const scope = isOfOneEndpoint(reading?.reason ?? null) ? endpointBucket(endpoint) : everything
      this.pausedUntil.set(scope, Math.max(this.pausedUntil.get(scope) ?? 0, nowAt + retryAfterMs))
    }
    return retryAfterMs
  }

  /** How long to wait before try number `tries + 1`, where the tracker names no wait: doubling, capped, jittered. */
  backoffMs(tries: number): number {
    return Math.round(Math.min(backoffCapMs, backoffBaseMs * 2 ** Math.max(0, tries - 1)) * this.jitter())
  }

  /**
   * Sleeps `waitMs`.
   * @throws TrackerLimitError when that is longer than `maxSleepMs`: the workflow should wait, not a worker
   */
  async pause(waitMs: number, reason: string, signal?: AbortSignal): Promise<void> {
    if (waitMs > this.maxSleepMs) {
      throw new TrackerLimitError(
        `The tracker asks to wait ${Math.ceil(waitMs / 1000)} s (${reason}); the sync then continues by itself.`,
        waitMs,
      )
    }
    const untilAt = this.nowAt() + waitMs
    this.options.onWait?.({ waitMs, untilAt, reason })
    await this.options.sleep(waitMs, signal)
    signal?.throwIfAborted()
    // A timer may fire a millisecond early: without this the loop in acquire would not end.
    this.sleptUntilAt = Math.max(this.sleptUntilAt, untilAt)
  }

  /** Requests currently allowed in flight. */
  concurrency(): number {
    return this.requests.current()
  }

  private waitFor(options: AcquireOptions): { waitMs: number; reason: string } {
    const nowAt = this.nowAt()
    const pausedUntilAt = Math.max(
      this.pausedUntil.get(everything) ?? 0,
      this.pausedUntil.get(endpointBucket(options.endpoint ?? '')) ?? 0,
    )
    if (pausedUntilAt > nowAt) return { waitMs: pausedUntilAt - nowAt, reason: 'it limited a request' }
    const waits = this.bucketsFor(options).map(({ bucket, cost }) => bucket.waitMs(cost, nowAt))
    return { waitMs: Math.max(0, ...waits), reason: 'its allowance is used up' }
  }

  private bucketsFor(options: AcquireOptions): { bucket: TokenBucket; cost: number }[] {
    return [
      { bucket: this.bucketOf(endpointBucket(options.endpoint ?? '')), cost: 1 },
      { bucket: this.bucketOf('requests'), cost: 1 },
      { bucket: this.bucketOf('complexity'), cost: options.complexity ?? 0 },
    ]
  }

  private bucketOf(name: string): TokenBucket {
    const known = this.buckets.get(name)
    if (known !== undefined) return known
    const bucket = new TokenBucket()
    this.buckets.set(name, bucket)
    return bucket
  }

  private nowAt(): Instant {
    return Math.max(this.options.now(), this.sleptUntilAt)
  }
}

const everything = '*'

function endpointBucket(endpoint: string): string {
  return `endpoint ${endpoint}`
}

/** A burst limit counts one endpoint; a quota, or a limit without a reason, counts all of them. */
function isOfOneEndpoint(reason: string | null): boolean {
  return reason === 'jira-burst-based' || reason === 'jira-per-issue-on-write'
}
