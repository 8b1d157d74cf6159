import type { Instant } from '../../domain/instant.ts'
import { TrackerLimitError } from '../trackers/errors.ts'
import { TokenBucket } from './bucket.ts'
import { Slots } from './concurrency.ts'
import { type ReadableHeaders, readLimitHeaders } from './headers.ts'
import { seededJitter } from './jitter.ts'

export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>

/** Told before each wait, so that progress can show "waiting for limits until". */
export interface LimitWait {
  readonly waitMs: number
  readonly untilAt: Instant
  readonly reason: string
}

export interface RequestLimiterOptions {
  readonly now: () => Instant
  readonly sleep: Sleep
  /** Requests under way at once; 8 unless told. Atlassian advises 5 to 10. */
  readonly concurrency?: number
  /** Waits up to this are slept in place; longer ones throw. 20 s unless told. */
  readonly longestSleepMs?: number
  /** Seeds the jitter; the connection's id keeps two connections apart. */
  readonly seed?: string
  readonly onWait?: (wait: LimitWait) => void
}

export interface AcquireOptions {
  readonly signal?: AbortSignal | undefined
  /** Jira's limits are per endpoint and method: `POST /rest/api/3/search/jql`. */
  readonly endpoint?: string
  /** Linear's points that the request will cost, as far as can be told. */
  readonly complexity?: number
}

export interface ObservedAnswer {
  /** Whether the tracker refused for a limit: HTTP 429, or Linear's RATELIMITED at any HTTP status. */
  readonly refused: boolean
  /** 5xx, a cut connection, a timeout. */
  readonly failed?: boolean
  readonly headers: ReadableHeaders | null
  readonly endpoint?: string
  /** Where the refusal said it outside the headers. */
  readonly retryAfterMs?: number | null
}

const backoffBaseMs = 2000
const backoffCapMs = 30_000

/**
 * Keeps one connection within its tracker's limits: one object a connection, shared by all that ask it.
 *
 * It knows nothing by heart but learns from each answer's headers, because the published numbers differ and change.
 */
export class RequestLimiter {
  private readonly options: RequestLimiterOptions
  private readonly longestSleepMs: number
  private readonly slots: Slots
  private readonly jitter: () => number
  private readonly buckets = new Map<string, TokenBucket>()
  private readonly pausedUntil = new Map<string, Instant>()
  private sleptUntilAt: Instant = 0

  constructor(options: RequestLimiterOptions) {
    this.options = options
    this.longestSleepMs = options.longestSleepMs ?? 20_000
    this.slots = new Slots(options.concurrency ?? 8)
    this.jitter = seededJitter(options.seed ?? '')
  }

  /**
   * Waits until one more request may be sent, and returns what gives its place back: call it once the answer is read.
   * @throws TrackerLimitError when the wait would be longer than `longestSleepMs`
   */
  async acquire(asked: AcquireOptions = {}): Promise<() => void> {
    await this.slots.take(asked.signal)
    try {
      for (let wait = this.waitFor(asked); wait.waitMs > 0; wait = this.waitFor(asked)) {
        await this.pause(wait.waitMs, wait.reason, asked.signal)
      }
    } catch (error) {
      this.slots.giveBack()
      throw error
    }
    for (const { bucket, cost } of this.bucketsFor(asked)) bucket.take(cost)
    let given = false
    return () => {
      if (!given) this.slots.giveBack()
      given = true
    }
  }

  /**
   * Learns from an answer.
   * @returns what a refusal or failure asks us to wait, in milliseconds; null when it didn't say
   */
  observe(answer: ObservedAnswer): number | null {
    const nowAt = this.nowAt()
    const endpoint = answer.endpoint ?? ''
    const reading = answer.headers === null ? null : readLimitHeaders(answer.headers, nowAt)
    for (const allowance of reading?.allowances ?? []) {
      const name = allowance.counts === 'endpoint' ? endpointBucket(endpoint) : allowance.counts
      this.bucketOf(name).learn(allowance, nowAt, this.longestSleepMs)
    }
    if (answer.refused || answer.failed === true || reading?.nearLimit === true) this.slots.groaned()
    else this.slots.wentWell()
    if (!answer.refused && answer.failed !== true) return null
    const saidMs = answer.retryAfterMs ?? reading?.retryAfterMs ?? null
    const retryAfterMs = saidMs ?? (answer.refused ? (reading?.resetInMs ?? null) : null)
    if (retryAfterMs !== null) {
      const scope = isOfOneEndpoint(reading?.reason ?? null) ? endpointBucket(endpoint) : everything
      this.pausedUntil.set(scope, Math.max(this.pausedUntil.get(scope) ?? 0, nowAt + retryAfterMs))
    }
    return retryAfterMs
  }

  /** How long to wait before try number `tries + 1`, where the tracker didn't say: doubling, capped, jittered. */
  backoffMs(tries: number): number {
    return Math.round(Math.min(backoffCapMs, backoffBaseMs * 2 ** Math.max(0, tries - 1)) * this.jitter())
  }

  /**
   * Sleeps `waitMs` in place.
   * @throws TrackerLimitError when that is longer than `longestSleepMs`: the workflow should wait, not a worker
   */
  async pause(waitMs: number, reason: string, signal?: AbortSignal): Promise<void> {
    if (waitMs > this.longestSleepMs) {
      throw new TrackerLimitError(
        `The tracker asks to wait ${Math.ceil(waitMs / 1000)} s (${reason}); the sync goes on by itself after that.`,
        waitMs,
      )
    }
    const untilAt = this.nowAt() + waitMs
    this.options.onWait?.({ waitMs, untilAt, reason })
    await this.options.sleep(waitMs, signal)
    signal?.throwIfAborted()
    // A timer may fire a millisecond early; without this the loop in acquire would spin on it.
    this.sleptUntilAt = Math.max(this.sleptUntilAt, untilAt)
  }

  /** Requests allowed at once right now. */
  concurrency(): number {
    return this.slots.current()
  }

  private waitFor(asked: AcquireOptions): { waitMs: number; reason: string } {
    const nowAt = this.nowAt()
    const pausedUntilAt = Math.max(
      this.pausedUntil.get(everything) ?? 0,
      this.pausedUntil.get(endpointBucket(asked.endpoint ?? '')) ?? 0,
    )
    if (pausedUntilAt > nowAt) return { waitMs: pausedUntilAt - nowAt, reason: 'it refused a request' }
    const waits = this.bucketsFor(asked).map(({ bucket, cost }) => bucket.waitMs(cost, nowAt))
    return { waitMs: Math.max(0, ...waits), reason: 'its allowance is used up' }
  }

  private bucketsFor(asked: AcquireOptions): { bucket: TokenBucket; cost: number }[] {
    return [
      { bucket: this.bucketOf(endpointBucket(asked.endpoint ?? '')), cost: 1 },
      { bucket: this.bucketOf('requests'), cost: 1 },
      { bucket: this.bucketOf('complexity'), cost: asked.complexity ?? 0 },
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

/** A burst limit is one endpoint's; a quota is everyone's, and so is a refusal that names no reason. */
function isOfOneEndpoint(reason: string | null): boolean {
  return reason === 'jira-burst-based' || reason === 'jira-per-issue-on-write'
}
