import { describe, expect, it } from 'vitest'
import { BurstLimits } from '../../../../fakes/jira/protocol/limits.ts'
import { ask, withFakeJira } from '../with-fake-jira.ts'

const noon = Date.parse('2026-06-12T12:00:30Z')

describe('burst limits', () => {
  it('let a full bucket go at once, then refuse with the wait, then refill', () => {
    let clockMs = 0
    const limits = new BurstLimits({ capacity: 2, refillPerSecond: 0.5 }, () => clockMs)
    expect(limits.take('GET field', noon).refusal).toBeNull()
    expect(limits.take('GET field', noon).refusal).toBeNull()
    const refused = limits.take('GET field', noon).refusal
    expect(refused?.status).toBe(429)
    expect(refused?.headers).toMatchObject({
      'Retry-After': '2',
      'RateLimit-Reason': 'jira-burst-based',
      'X-RateLimit-Limit': '2',
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': '2026-06-12T12:00Z',
    })
    clockMs = 2_000
    expect(limits.take('GET field', noon).refusal).toBeNull()
  })

  it('with a fixed window, fill at its end and not before, and say so', () => {
    let clockMs = 1_000
    const limits = new BurstLimits({ capacity: 1, refillPerSecond: 50, windowSeconds: 20 }, () => clockMs)
    expect(limits.take('GET field', noon).refusal).toBeNull()
    clockMs = 19_000
    expect(limits.take('GET field', noon).refusal?.headers).toMatchObject({ 'Retry-After': '1' })
    clockMs = 20_000
    expect(limits.take('GET field', noon).refusal).toBeNull()
  })

  it('are kept apart by endpoint and method', () => {
    const limits = new BurstLimits({ capacity: 1, refillPerSecond: 1 }, () => 0)
    expect(limits.take('GET search/jql', noon).refusal).toBeNull()
    expect(limits.take('POST search/jql', noon).refusal).toBeNull()
    expect(limits.take('GET search/jql', noon).refusal?.status).toBe(429)
  })

  it('warn when less than a fifth is left', () => {
    const limits = new BurstLimits({ capacity: 10, refillPerSecond: 0.001 }, () => 0)
    const warned = Array.from(
      { length: 10 },
      () => 'X-RateLimit-NearLimit' in limits.take('GET field', noon).headers,
    )
    expect(warned.indexOf(true)).toBe(8)
  })

  it('show on the server’s answers, and stop a caller that runs too fast', () =>
    withFakeJira({ burstLimit: { capacity: 3, refillPerSecond: 0.01 } }, async (jira) => {
      const first = await ask(jira, '/rest/api/3/field')
      expect(first.headers.get('x-ratelimit-remaining')).toBe('2')
      await ask(jira, '/rest/api/3/field')
      await ask(jira, '/rest/api/3/field')
      const refused = await ask(jira, '/rest/api/3/field')
      expect(refused.status).toBe(429)
      expect(refused.headers.get('retry-after')).toBe('100')
      jira.limits.set({ capacity: 100, refillPerSecond: 100 })
      expect((await ask(jira, '/rest/api/3/field')).status).toBe(200)
    }))
})
