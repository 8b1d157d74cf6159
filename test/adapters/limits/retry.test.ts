import { describe, expect, test } from 'vitest'
import { RequestLimiter } from '../../../adapters/limits/limiter.ts'
import { type Attempt, sendWithRetry } from '../../../adapters/limits/retry.ts'
import { TrackerLimitError, TrackerUnavailableError } from '../../../adapters/trackers/errors.ts'
import { virtualClock } from './virtual-clock.ts'

const ok: Attempt<string> = { kind: 'ok', value: 'fine', headers: new Headers() }
const refused: Attempt<string> = { kind: 'limited', message: 'refused (HTTP 429)', headers: new Headers() }
const failed: Attempt<string> = { kind: 'failed', message: 'failed (HTTP 503)', headers: new Headers() }

function sending(attempts: Attempt<string>[]) {
  const clock = virtualClock()
  const limiter = new RequestLimiter({ now: clock.now, sleep: clock.sleep, seed: 'patience' })
  let sent = 0
  const outcome = sendWithRetry(limiter, async () => attempts[Math.min(sent++, attempts.length - 1)] ?? ok)
  return { clock, outcome, sent: () => sent }
}

describe('sendWithRetry', () => {
  test('a refusal without Retry-After backs off twice as long each time', async () => {
    const { outcome, clock } = sending([refused, refused, ok])
    expect(await outcome).toBe('fine')
    const [first = 0, second = 0] = clock.slept
    expect(clock.slept).toHaveLength(2)
    expect(first).toBeGreaterThanOrEqual(1400)
    expect(first).toBeLessThanOrEqual(2600)
    expect(second).toBeGreaterThanOrEqual(2800)
  })

  test('after four refusals the wait is handed to the workflow', async () => {
    const { outcome, sent } = sending([refused])
    const error = await outcome.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TrackerLimitError)
    expect(error).toMatchObject({ message: 'refused (HTTP 429)' })
    expect(sent()).toBe(4)
  })

  test('Retry-After is waited for exactly', async () => {
    const { outcome, clock } = sending([{ ...refused, headers: new Headers({ 'Retry-After': '3' }) }, ok])
    expect(await outcome).toBe('fine')
    expect(clock.slept).toEqual([3000])
  })

  test("a refusal's own figure, outside the headers, is waited for exactly", async () => {
    const { outcome, clock } = sending([{ ...refused, retryAfterMs: 4321 }, ok])
    expect(await outcome).toBe('fine')
    expect(clock.slept).toEqual([4321])
  })

  test('a passing failure is tried again, a lasting one is unavailable after three tries', async () => {
    expect(await sending([failed, failed, ok]).outcome).toBe('fine')
    const lasting = sending([failed])
    await expect(lasting.outcome).rejects.toThrow(TrackerUnavailableError)
    expect(lasting.sent()).toBe(3)
  })

  test("a failure's far X-RateLimit-Reset is no reason to wait an hour", async () => {
    const headers = new Headers({ 'X-RateLimit-Reset': '2026-03-02T10:00Z' })
    expect(await sending([{ ...failed, headers }, ok]).outcome).toBe('fine')
  })

  test('what the attempt throws ends the matter', async () => {
    const clock = virtualClock()
    const limiter = new RequestLimiter({ now: clock.now, sleep: clock.sleep, concurrency: 1 })
    const boom = () => Promise.reject(new RangeError('a bug'))
    await expect(sendWithRetry(limiter, boom)).rejects.toThrow(RangeError)
    await expect(sendWithRetry(limiter, async () => ok)).resolves.toBe('fine')
  })
})
