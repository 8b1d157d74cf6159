import { describe, expect, test } from 'vitest'
import { probeAfterMs, RequestLimiter, type RequestLimiterOptions } from '../../../adapters/limits/limiter.ts'
import { TrackerLimitError } from '../../../adapters/trackers/errors.ts'
import { virtualClock } from './virtual-clock.ts'

function limiterWith(options: Partial<RequestLimiterOptions> = {}) {
  const clock = virtualClock()
  return { clock, limiter: new RequestLimiter({ now: clock.now, sleep: clock.sleep, ...options }) }
}

function refusal(headers: Record<string, string>, endpoint?: string) {
  return { limited: true, headers: new Headers(headers), ...(endpoint === undefined ? {} : { endpoint }) }
}

function answer(headers: Record<string, string>) {
  return { limited: false, headers: new Headers(headers) }
}

describe('RequestLimiter', () => {
  test('no more requests are under way at once than allowed, first come first served', async () => {
    const { limiter } = limiterWith({ concurrency: 2 })
    const releaseFirst = await limiter.acquire()
    await limiter.acquire()
    const order: string[] = []
    const third = limiter.acquire().then((release) => {
      order.push('third')
      return release
    })
    const fourth = limiter.acquire().then(() => order.push('fourth'))
    await new Promise((resolve) => setImmediate(resolve))
    expect(order).toEqual([])
    releaseFirst()
    // Giving back twice frees one place only.
    releaseFirst()
    const releaseThird = await third
    await new Promise((resolve) => setImmediate(resolve))
    expect(order).toEqual(['third'])
    releaseThird()
    await fourth
    expect(order).toEqual(['third', 'fourth'])
  })

  test('a short Retry-After is slept to the millisecond, by everyone', async () => {
    const { limiter, clock } = limiterWith()
    limiter.observe(refusal({ 'Retry-After': '7' }, 'POST /a'))
    await limiter.acquire({ endpoint: 'GET /b' })
    expect(clock.slept).toEqual([7000])
  })

  test('the wait that a refusal asks for is waited, not to a later reset beside it', async () => {
    const { limiter, clock } = limiterWith()
    const inAMinute = new Date(clock.now() + 60_000).toISOString()
    const jira = {
      'Retry-After': '1.5',
      'X-RateLimit-Limit': '350',
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': inAMinute,
    }
    limiter.observe(refusal(jira))
    await limiter.acquire()
    expect(clock.slept).toEqual([1500])

    const linear = {
      'Retry-After': '2',
      'X-RateLimit-Complexity-Limit': '3000000',
      'X-RateLimit-Complexity-Remaining': '0',
      'X-RateLimit-Complexity-Reset': String(clock.now() + 60_000),
    }
    limiter.observe(refusal(linear))
    await limiter.acquire({ complexity: 10_000 })
    expect(clock.slept).toEqual([1500, 2000])
  })

  test('a burst refusal slows only its own endpoint', async () => {
    const { limiter, clock } = limiterWith()
    limiter.observe(refusal({ 'Retry-After': '7', 'RateLimit-Reason': 'jira-burst-based' }, 'POST /a'))
    await limiter.acquire({ endpoint: 'GET /b' })
    expect(clock.slept).toEqual([])
    await limiter.acquire({ endpoint: 'POST /a' })
    expect(clock.slept).toEqual([7000])
  })

  test('a long wait is thrown with its length, so that a workflow waits and no worker is held', async () => {
    const { limiter, clock } = limiterWith()
    limiter.observe(refusal({ 'Retry-After': '90', 'RateLimit-Reason': 'jira-quota-tenant-based' }))
    const error = await limiter.acquire().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TrackerLimitError)
    expect(error).toMatchObject({ retryAfterMs: 90_000 })
    expect(String(error)).toContain('until 2026-03-02 09:01:30 UTC')
    expect(clock.slept).toEqual([])
    clock.pass(90_000)
    const release = await limiter.acquire()
    release()
  })

  test('a wait of twelve hours is named with its end, and probed by one request each five minutes', async () => {
    const { limiter, clock } = limiterWith()
    const endAt = clock.now() + 12 * 3_600_000
    let probes = 0
    limiter.observe(refusal({ 'Retry-After': '43200' }))
    while (clock.now() < endAt) {
      const error = await limiter.acquire().catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ retryAfterMs: probeAfterMs })
      expect(String(error)).toContain('until 2026-03-02 21:00:00 UTC')
      clock.pass(probeAfterMs)
      const release = await limiter.acquire()
      expect(limiter.concurrency()).toBe(1)
      probes += 1
      const secondsLeft = (endAt - clock.now()) / 1000
      limiter.observe(refusal({ 'Retry-After': String(secondsLeft) }))
      release()
    }
    expect(probes).toBe(144)
  })

  test('a quota that comes back early is noticed by the first probe', async () => {
    const { limiter, clock } = limiterWith()
    limiter.observe(refusal({ 'X-RateLimit-Reset': '2027-01-01T00:00Z' }))
    clock.pass(probeAfterMs)
    const release = await limiter.acquire()
    limiter.observe(answer({}))
    release()
    await limiter.acquire()
    expect(clock.slept).toEqual([])
    expect(limiter.concurrency()).toBe(2)
  })

  test.each(['1e300', '9999999999999999', 'Fri, 31 Dec 9999 23:59:59 GMT'])(
    'a wait that no one can mean is cut like any other: %s',
    async (text) => {
      const { limiter } = limiterWith()
      limiter.observe(refusal({ 'Retry-After': text }))
      await expect(limiter.acquire()).rejects.toMatchObject({ retryAfterMs: probeAfterMs })
    },
  )

  test.each([
    ['8 requests each 20 s', 'Requests', 8, 0, 20_000],
    ['12,000 points each 15 s', 'Complexity', 12_000, 3000, 15_000],
  ])('%s are waited for until the reset, not at a rate for an hour', async (_what, name, limit, left, ms) => {
    const { limiter, clock } = limiterWith()
    const allowance = {
      [`X-RateLimit-${name}-Limit`]: String(limit),
      [`X-RateLimit-${name}-Remaining`]: String(left),
      [`X-RateLimit-${name}-Reset`]: String(clock.now() + ms),
    }
    limiter.observe(answer(allowance))
    await limiter.acquire({ complexity: 9000 })
    expect(clock.slept).toEqual([ms])
  })

  test('a thrown wait gives its place back', async () => {
    const { limiter, clock } = limiterWith({ concurrency: 1 })
    limiter.observe(refusal({ 'Retry-After': '60' }))
    await expect(limiter.acquire()).rejects.toThrow(TrackerLimitError)
    clock.pass(60_000)
    await expect(limiter.acquire()).resolves.toBeTypeOf('function')
  })

  test('the last of an allowance is spent at the rate at which it comes back', async () => {
    const { limiter, clock } = limiterWith()
    limiter.observe(
      answer({
        'X-RateLimit-Requests-Limit': '3600',
        'X-RateLimit-Requests-Remaining': '1',
        'X-RateLimit-Requests-Reset': String(clock.now() + 3_500_000),
      }),
    )
    await limiter.acquire()
    expect(clock.slept).toEqual([])
    await limiter.acquire()
    expect(clock.slept).toEqual([1000])
  })

  test("a request that costs more of Linear's points than are left waits for the difference", async () => {
    const { limiter, clock } = limiterWith()
    limiter.observe(
      answer({ 'X-RateLimit-Complexity-Limit': '3600000', 'X-RateLimit-Complexity-Remaining': '4000' }),
    )
    await limiter.acquire({ complexity: 9000 })
    expect(clock.slept).toEqual([5000])
  })

  test('an empty allowance with a near reset is waited out', async () => {
    const { limiter, clock } = limiterWith()
    limiter.observe(
      answer({
        'X-RateLimit-Limit': '100',
        'X-RateLimit-Remaining': '0',
        'X-RateLimit-Reset': new Date(clock.now() + 3000).toISOString(),
      }),
    )
    await limiter.acquire()
    expect(clock.slept).toEqual([3000])
  })

  test('concurrency halves on a refusal and grows back while all goes well', async () => {
    const { limiter } = limiterWith({ concurrency: 8 })
    limiter.observe(refusal({}))
    limiter.observe(answer({ 'X-RateLimit-NearLimit': 'true' }))
    expect(limiter.concurrency()).toBe(2)
    for (let round = 0; round < 100; round += 1) limiter.observe(answer({}))
    expect(limiter.concurrency()).toBe(8)
  })

  test('an aborted wait for a place leaves the queue', async () => {
    const { limiter } = limiterWith({ concurrency: 1 })
    const release = await limiter.acquire()
    const aborting = new AbortController()
    const waiting = limiter.acquire({ signal: aborting.signal })
    aborting.abort(new Error('stopped'))
    await expect(waiting).rejects.toThrow('stopped')
    release()
    await expect(limiter.acquire()).resolves.toBeTypeOf('function')
  })

  test('backing off doubles from two seconds, is capped at thirty, and repeats for the same seed', () => {
    const first = limiterWith({ seed: 'a' }).limiter
    const again = limiterWith({ seed: 'a' }).limiter
    const other = limiterWith({ seed: 'b' }).limiter
    const waits = [1, 2, 3, 4, 5, 6].map((tries) => first.backoffMs(tries))
    expect([1, 2, 3, 4, 5, 6].map((tries) => again.backoffMs(tries))).toEqual(waits)
    expect([1, 2, 3, 4, 5, 6].map((tries) => other.backoffMs(tries))).not.toEqual(waits)
    for (const [index, wait] of waits.entries()) {
      const middle = Math.min(30_000, 2000 * 2 ** index)
      expect(wait).toBeGreaterThanOrEqual(middle * 0.7)
      expect(wait).toBeLessThanOrEqual(middle * 1.3)
    }
  })

  test('waits are reported before they begin', async () => {
    const told: unknown[] = []
    const clock = virtualClock()
    const limiter = new RequestLimiter({
      now: clock.now,
      sleep: clock.sleep,
      onWait: (wait) => told.push(wait),
    })
    limiter.observe(refusal({ 'Retry-After': '3' }))
    const untilAt = clock.now() + 3000
    await limiter.acquire()
    expect(told).toEqual([{ waitMs: 3000, untilAt, reason: 'it limited a request' }])
  })

  test('a clock that stands still does not make it wait for ever', async () => {
    const limiter = new RequestLimiter({ now: () => 1_000_000, sleep: async () => undefined })
    limiter.observe(refusal({ 'Retry-After': '3' }))
    await expect(limiter.acquire()).resolves.toBeTypeOf('function')
  })
})
