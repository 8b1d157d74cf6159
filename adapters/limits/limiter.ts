import { type Instant, minuteMs } from '../../domain/instant.ts'
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
  /** Requests in flight. Defaults to 10: Atlassian advises 5 to 10. */
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

/**
 * The longest that anything a tracker says keeps a connection from asking: after it one request shows whether a quota came back
 * early, or its time was nonsense. Refused again, it waits as long again, however long that goes on.
 */
export const probeAfterMs = 5 * minuteMs

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
  private readonly pauses = new Map<string, Pause>()
  private sleptUntilAt: Instant = 0

  constructor(options: RequestLimiterOptions) {
    this.options = options
    this.maxSleepMs = options.maxSleepMs ?? 20_000
    this.requests = new ConcurrencyLimit(options.concurrency ?? 10)
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
        await this.pause(wait.waitMs, wait.reason, options.signal, wait.namedAt)
      }
    } catch (error) {
      this.requests.release()
      throw error
    }
    for (const { bucket, cost } of this.bucketsFor(options)) bucket.take(cost, this.nowAt())
    let released = false
    return () => {
      if (!released) this.requests.release()
      released = true
    }
  }

  /**
   * Learns from a response.
   * @returns how long a limited or failed request should wait, in milliseconds, at most `probeAfterMs`; null when the tracker
   *   doesn't say
   */
  observe(response: ObservedResponse): number | null {
    const nowAt = this.nowAt()
    const endpoint = response.endpoint ?? ''
    const reading = response.headers === null ? null : readLimitHeaders(response.headers, nowAt)
    const namedMs = response.retryAfterMs ?? reading?.retryAfterMs ?? null
    // What a refusal asks for is exact: a reset beside it is of a whole minute, or of an allowance that refills until then.
    const asked = response.limited && namedMs !== null ? { resetAt: nowAt + namedMs } : {}
    for (const allowance of reading?.allowances ?? []) {
      const name = allowance.counts === 'endpoint' ? endpointBucket(endpoint) : allowance.counts
      this.bucketOf(name).learn({ ...allowance, ...asked }, nowAt, probeAfterMs)
    }
    if (response.limited || response.failed === true || reading?.nearLimit === true)
      this.requests.onOverload()
    else this.requests.onSuccess()
    if (!response.limited && response.failed !== true) return null
    const retryAfterMs = namedMs ?? (response.limited ? (reading?.resetInMs ?? null) : null)
    if (retryAfterMs === null) return null
    return this.startPause(
      retryAfterMs,
      isOfOneEndpoint(reading?.reason ?? null) ? endpointBucket(endpoint) : everything,
    )
  }

  /** @returns how long the pause is, at most `probeAfterMs` */
  private startPause(retryAfterMs: number, scope: string): number {
    const nowAt = this.nowAt()
    const waitMs = Math.min(retryAfterMs, probeAfterMs)
    if (waitMs < retryAfterMs) this.requests.onLongWait()
    const untilAt = nowAt + waitMs
    if (untilAt >= (this.pauses.get(scope)?.untilAt ?? 0))
      this.pauses.set(scope, { untilAt, namedAt: nowAt + retryAfterMs })
    return waitMs
  }

  /** How long to wait before try number `tries + 1`, where the tracker names no wait: doubling, capped, jittered. */
  backoffMs(tries: number): number {
    return Math.round(Math.min(backoffCapMs, backoffBaseMs * 2 ** Math.max(0, tries - 1)) * this.jitter())
  }

  /**
   * Sleeps `waitMs`.
   * @throws TrackerLimitError when that is longer than `maxSleepMs`: the workflow should wait, not a worker
   */
  async pause(waitMs: number, reason: string, signal?: AbortSignal, namedAt: Instant = 0): Promise<void> {
    if (waitMs > this.maxSleepMs)
      throw new TrackerLimitError(longWaitText(this.nowAt(), waitMs, reason, namedAt), waitMs)
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

  private waitFor(options: AcquireOptions): { waitMs: number; reason: string; namedAt: Instant } {
    const nowAt = this.nowAt()
    const pauses = [everything, endpointBucket(options.endpoint ?? '')].flatMap(
      (scope) => this.pauses.get(scope) ?? [],
    )
    const pausedUntilAt = Math.max(0, ...pauses.map(({ untilAt }) => untilAt))
    const namedAt = Math.max(0, ...pauses.map((each) => each.namedAt))
    if (pausedUntilAt > nowAt)
      return { waitMs: pausedUntilAt - nowAt, reason: 'it limited a request', namedAt }
    const waits = this.bucketsFor(options).map(({ bucket, cost }) => bucket.waitMs(cost, nowAt))
    return { waitMs: Math.max(0, ...waits), reason: 'its allowance is used up', namedAt: 0 }
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

interface Pause {
  /** When a request may be sent again. */
  readonly untilAt: Instant
  /** When the tracker says that it takes requests again. */
  readonly namedAt: Instant
}

/** A tracker's time may be beyond what a date can hold. */
function longWaitText(nowAt: Instant, waitMs: number, reason: string, namedAt: Instant): string {
  const endAt = Math.max(namedAt, nowAt + waitMs)
  const asks =
    endAt < 8.64e15
      ? `until ${new Date(endAt).toISOString().slice(0, 19).replace('T', ' ')} UTC`
      : 'for longer than it can mean'
  const goesOn =
    endAt > nowAt + waitMs
      ? `a sync asks again every ${probeAfterMs / minuteMs} minutes, in case it may go on sooner`
      : 'a sync then goes on by itself, anything else is to be tried again'
  return `The tracker asks to wait ${asks} (${reason}); ${goesOn}.`
}

const everything = '*'

function endpointBucket(endpoint: string): string {
  return `endpoint ${endpoint}`
}

/** A burst limit counts one endpoint; a quota, or a limit without a reason, counts all of them. */
function isOfOneEndpoint(reason: string | null): boolean {
  return reason === 'jira-burst-based' || reason === 'jira-per-issue-on-write'
}
