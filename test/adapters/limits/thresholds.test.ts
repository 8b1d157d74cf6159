import { describe, expect, test } from 'vitest'
import { TokenBucket } from '../../../adapters/limits/bucket.ts'
import { ConcurrencyLimit } from '../../../adapters/limits/concurrency.ts'
import { readLimitHeaders } from '../../../adapters/limits/headers.ts'
import { seededJitter } from '../../../adapters/limits/jitter.ts'
import { RequestLimiter } from '../../../adapters/limits/limiter.ts'
import { type Attempt, sendWithRetry } from '../../../adapters/limits/retry.ts'
import { TrackerLimitError, TrackerUnavailableError } from '../../../adapters/trackers/errors.ts'
import { virtualClock } from './virtual-clock.ts'

const nowAt = Date.parse('2026-03-02T09:00:00Z')
const ok: Attempt<string> = { kind: 'ok', value: 'fine', headers: null }
const limited: Attempt<string> = { kind: 'limited', message: 'limited', headers: null }
const failed: Attempt<string> = { kind: 'failed', message: 'failed', headers: null }

function limiter() {
  const clock = virtualClock(nowAt)
  return { clock, limiter: new RequestLimiter({ now: clock.now, sleep: clock.sleep, seed: 'limits' }) }
}

/** Sends with these outcomes in turn. */
function sending(...outcomes: Attempt<string>[]) {
  const queue = [...outcomes]
  return sendWithRetry(limiter().limiter, async () => queue.shift() ?? ok)
}

describe('sendWithRetry', () => {
  test('three limited tries and a fourth that succeeds are a success, four limited ones are not', async () => {
    await expect(sending(limited, limited, limited, ok)).resolves.toBe('fine')
    await expect(sending(limited, limited, limited, limited)).rejects.toThrow(TrackerLimitError)
  })

  test('two failures and a third try that succeeds are a success, three failures are not', async () => {
    await expect(sending(failed, failed, ok)).resolves.toBe('fine')
    await expect(sending(failed, failed, failed)).rejects.toThrow(TrackerUnavailableError)
  })

  test('limits and failures are counted apart', async () => {
    await expect(sending(limited, failed, limited, failed, limited, ok)).resolves.toBe('fine')
  })
})

describe('the longest sleep', () => {
  test('20 s are slept, a millisecond more is thrown', async () => {
    const slept = limiter()
    await slept.limiter.pause(20_000, 'test')
    expect(slept.clock.slept).toEqual([20_000])
    const thrown = limiter()
    await expect(thrown.limiter.pause(20_001, 'test')).rejects.toThrow(TrackerLimitError)
    expect(thrown.clock.slept).toEqual([])
  })
})

describe('backoff', () => {
  test('is about 16 s on the fourth try, and capped at about 30 s from the fifth', () => {
    const jitter = seededJitter('limits')
    const factors = [jitter(), jitter(), jitter()]
    const subject = limiter().limiter
    expect(subject.backoffMs(4)).toBe(Math.round(16_000 * (factors[0] ?? 0)))
    expect(subject.backoffMs(5)).toBe(Math.round(30_000 * (factors[1] ?? 0)))
    expect(subject.backoffMs(6)).toBe(Math.round(30_000 * (factors[2] ?? 0)))
  })

  test('jitter stays within 0.7 and 1.3 and comes near both', () => {
    const jitter = seededJitter('many')
    const factors = Array.from({ length: 5000 }, jitter)
    expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.7)
    expect(Math.min(...factors)).toBeLessThan(0.71)
    expect(Math.max(...factors)).toBeLessThan(1.3)
    expect(Math.max(...factors)).toBeGreaterThan(1.29)
  })
})

describe('concurrency', () => {
  test('ten requests start by default, an eleventh waits', async () => {
    const subject = limiter().limiter
    for (let request = 0; request < 10; request += 1) await subject.acquire()
    let started = false
    const eleventh = subject.acquire().then(() => {
      started = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(started).toBe(false)
    expect(subject.concurrency()).toBe(10)
    void eleventh
  })

  test('grows by one after as many successes as are allowed, not one sooner', () => {
    const limit = new ConcurrencyLimit(8)
    limit.onOverload()
    expect(limit.current()).toBe(4)
    for (let success = 0; success < 3; success += 1) limit.onSuccess()
    expect(limit.current()).toBe(4)
    limit.onSuccess()
    expect(limit.current()).toBe(5)
  })

  test('an overload restarts the count of successes', () => {
    const limit = new ConcurrencyLimit(4)
    limit.onOverload()
    limit.onSuccess()
    limit.onOverload()
    expect(limit.current()).toBe(1)
    limit.onOverload()
    expect(limit.current()).toBe(1)
    limit.onSuccess()
    expect(limit.current()).toBe(2)
  })

  test('never grows above its maximum', () => {
    const limit = new ConcurrencyLimit(2)
    limit.onOverload()
    for (let success = 0; success < 20; success += 1) limit.onSuccess()
    expect(limit.current()).toBe(2)
  })

  test('a maximum below one is one', () => {
    expect(new ConcurrencyLimit(0).current()).toBe(1)
  })
})

describe('a bucket', () => {
  const allowance = { counts: 'requests', limit: 100, remaining: 0, refillPerMs: 0.01 } as const

  test('that is empty waits for a reset within the longest wait, and for a later one at the refill rate', () => {
    const near = new TokenBucket()
    near.learn({ ...allowance, resetAt: nowAt + 20_000 }, nowAt, 20_000)
    expect(near.waitMs(1, nowAt)).toBe(20_000)
    const far = new TokenBucket()
    far.learn({ ...allowance, resetAt: nowAt + 20_001 }, nowAt, 20_000)
    expect(far.waitMs(1, nowAt)).toBe(100)
  })

  test('that refills slowly is full at its reset, and lets one request through after the longest wait', () => {
    const bucket = new TokenBucket()
    bucket.learn({ ...allowance, refillPerMs: 1e-9, resetAt: nowAt + 50_000 }, nowAt, 20_000)
    expect(bucket.waitMs(1, nowAt)).toBe(20_000)
    expect(bucket.waitMs(1, nowAt + 19_999)).toBe(1)
    expect(bucket.waitMs(1, nowAt + 20_000)).toBe(0)
    bucket.take(1, nowAt + 20_000)
    expect(bucket.waitMs(1, nowAt + 20_000)).toBe(20_000)
    expect(bucket.waitMs(100, nowAt + 49_999)).toBe(0)
    bucket.take(1, nowAt + 49_999)
    expect(bucket.waitMs(100, nowAt + 49_999)).toBe(1)
    expect(bucket.waitMs(100, nowAt + 50_000)).toBe(0)
  })

  test('is not full at a reset that only adds the next few', () => {
    const [full, partial] = [new TokenBucket(), new TokenBucket()]
    const reset = { ...allowance, resetAt: nowAt + 1000 }
    full.learn(reset, nowAt, 20_000)
    partial.learn({ ...reset, isPartialReset: true }, nowAt, 20_000)
    expect([full.waitMs(100, nowAt), partial.waitMs(100, nowAt)]).toEqual([1000, 1000])
    expect([full.waitMs(100, nowAt + 1000), partial.waitMs(100, nowAt + 1000)]).toEqual([0, 9000])
  })

  test('gives the last token at once, and the next one when it is refilled', () => {
    const bucket = new TokenBucket()
    bucket.learn({ ...allowance, remaining: 1, resetAt: null }, nowAt, 20_000)
    expect(bucket.waitMs(1, nowAt)).toBe(0)
    bucket.take(1, nowAt)
    expect(bucket.waitMs(1, nowAt + 99)).toBeGreaterThan(0)
    expect(bucket.waitMs(1, nowAt + 100)).toBe(0)
  })

  test('never holds more than its limit, and a request that costs more waits only for a full one', () => {
    const bucket = new TokenBucket()
    bucket.learn({ ...allowance, remaining: 100, resetAt: null }, nowAt, 20_000)
    expect(bucket.waitMs(1000, nowAt + 3_600_000)).toBe(0)
    bucket.take(1000, nowAt + 3_600_000)
    expect(bucket.waitMs(100, nowAt + 3_600_000)).toBe(10_000)
  })
})

describe('the limit headers', () => {
  const resetIn = (text: string) =>
    readLimitHeaders(new Headers({ 'X-RateLimit-Reset': text }), nowAt).resetInMs

  test('a reset is epoch milliseconds above 10^11, epoch seconds above 10^9, and seconds from now below', () => {
    // The figures at the thresholds lie in the past or far ahead, so that only how they are read differs.
    expect(readLimitHeaders(new Headers({ 'X-RateLimit-Reset': '100000000001' }), 0).resetInMs).toBe(
      100_000_000_001,
    )
    expect(readLimitHeaders(new Headers({ 'X-RateLimit-Reset': '100000000000' }), 0).resetInMs).toBe(
      100_000_000_000_000,
    )
    expect(resetIn('1000000001')).toBeNull()
    expect(resetIn('1000000000')).toBe(1_000_000_000_000)
  })

  test('a reset that is due now is none', () => {
    expect(resetIn(String(nowAt))).toBeNull()
    expect(resetIn(String(nowAt + 1))).toBe(1)
  })

  test('an allowance needs a limit above zero', () => {
    const allowancesOf = (limit: string) =>
      readLimitHeaders(new Headers({ 'X-RateLimit-Limit': limit, 'X-RateLimit-Remaining': '0' }), nowAt)
        .allowances
    expect(allowancesOf('0')).toEqual([])
    expect(allowancesOf('1')).toHaveLength(1)
  })
})
