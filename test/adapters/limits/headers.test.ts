import { describe, expect, test } from 'vitest'
import { readLimitHeaders } from '../../../adapters/limits/headers.ts'

const nowAt = Date.parse('2026-03-02T09:00:00Z')

function read(headers: Record<string, string>) {
  return readLimitHeaders(new Headers(headers), nowAt)
}

describe('limit headers', () => {
  test('Retry-After is read as seconds, whole or not, and as an HTTP date', () => {
    expect(read({ 'Retry-After': '7' }).retryAfterMs).toBe(7000)
    expect(read({ 'Retry-After': '0.25' }).retryAfterMs).toBe(250)
    expect(read({ 'Retry-After': 'Mon, 02 Mar 2026 09:00:12 GMT' }).retryAfterMs).toBe(12_000)
  })

  test('Retry-After of nought, of the past or of nonsense says nothing', () => {
    for (const text of ['0', '-3', 'Mon, 02 Mar 2026 08:00:00 GMT', 'soon', '']) {
      expect(read({ 'Retry-After': text }).retryAfterMs).toBeNull()
    }
  })

  test.each([
    ['ISO without seconds', '2026-03-02T09:01Z'],
    ['ISO', '2026-03-02T09:01:00Z'],
    ['epoch seconds', String(nowAt / 1000 + 60)],
    ['epoch milliseconds', String(nowAt + 60_000)],
    ['seconds from now', '60'],
  ])('a reset written as %s is a minute away', (_form, text) => {
    expect(read({ 'X-RateLimit-Reset': text }).resetInMs).toBe(60_000)
  })

  test.each([
    ['ahead of ours', 'Mon, 02 Mar 2026 10:00:00 GMT', '2026-03-02T10:01:00Z'],
    ['behind ours', 'Mon, 02 Mar 2026 08:00:00 GMT', '2026-03-02T08:01:00Z'],
  ])("points in time are read by the tracker's clock, which may be %s", (_where, date, inAMinute) => {
    expect(read({ Date: date, 'X-RateLimit-Reset': inAMinute }).resetInMs).toBe(60_000)
    expect(read({ Date: date, 'X-RateLimit-Reset': String(Date.parse(inAMinute)) }).resetInMs).toBe(60_000)
    expect(read({ Date: date, 'X-RateLimit-Reset': '60' }).resetInMs).toBe(60_000)
    const retryAfter = new Date(inAMinute).toUTCString()
    expect(read({ Date: date, 'Retry-After': retryAfter }).retryAfterMs).toBe(60_000)
  })

  test('a structured RateLimit tells how long an emptied quota takes, and only an emptied one', () => {
    expect(read({ RateLimit: '"global-app-quota";r=0;t=600' }).resetInMs).toBe(600_000)
    expect(read({ RateLimit: '"global-app-quota";r=11000;t=600' }).resetInMs).toBeNull()
  })

  test('a quota that is announced with Beta- before its name is read like any other', () => {
    expect(read({ 'Beta-RateLimit': '"global-app-quota";r=0;t=600' }).resetInMs).toBe(600_000)
    expect(read({ 'RateLimit-Reset': '30' }).resetInMs).toBe(30_000)
  })

  test("the reset of Linear's used-up allowance counts, not that of one with a remainder", () => {
    const requests = { 'X-RateLimit-Requests-Reset': String(nowAt + 9000) }
    const complexity = { 'X-RateLimit-Complexity-Reset': String(nowAt + 4000) }
    expect(read({ ...requests, ...complexity }).resetInMs).toBe(9000)
    const someLeft = { 'X-RateLimit-Requests-Remaining': '1', 'X-RateLimit-Complexity-Remaining': '0' }
    expect(read({ ...requests, ...complexity, ...someLeft }).resetInMs).toBe(4000)
  })

  test('a Retry-After that is a time as an epoch is no count of seconds', () => {
    expect(read({ 'Retry-After': String(nowAt / 1000 + 60) }).retryAfterMs).toBe(60_000)
    expect(read({ 'Retry-After': String(nowAt + 60_000) }).retryAfterMs).toBe(60_000)
    expect(read({ 'Retry-After': '1000000000' }).retryAfterMs).toBe(1_000_000_000_000)
    expect(read({ 'Retry-After': '1000000001' }).retryAfterMs).toBeNull()
  })

  test("Linear's two allowances refill over an hour, Jira's over a second, Data Center's as it says", () => {
    const linear = read({
      'X-RateLimit-Requests-Limit': '3600',
      'X-RateLimit-Requests-Remaining': '12',
      'X-RateLimit-Requests-Reset': String(nowAt + 5000),
      'X-RateLimit-Complexity-Limit': '3600000',
      'X-RateLimit-Complexity-Remaining': '900',
      'X-Complexity': '66',
    })
    expect(linear.allowances).toEqual([
      { counts: 'requests', limit: 3600, remaining: 12, resetAt: nowAt + 5000, refillPerMs: 0.001 },
      { counts: 'complexity', limit: 3_600_000, remaining: 900, resetAt: null, refillPerMs: 1 },
    ])
    expect(linear.complexitySpent).toBe(66)
    const jira = { 'X-RateLimit-Limit': '100', 'X-RateLimit-Remaining': '99' }
    expect(read(jira).allowances[0]?.refillPerMs).toBe(0.1)
    const dataCenter = { ...jira, 'X-RateLimit-Interval-Seconds': '10', 'X-RateLimit-FillRate': '20' }
    expect(read(dataCenter).allowances).toEqual([
      { counts: 'requests', limit: 100, remaining: 99, resetAt: null, refillPerMs: 0.002 },
    ])
    expect(read(jira).allowances[0]?.counts).toBe('endpoint')
  })

  test('Data Center says with the last request when the next are there, and 0 as long as some are left', () => {
    const dataCenter = {
      'X-RateLimit-Limit': '100',
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Interval-Seconds': '60',
      'X-RateLimit-FillRate': '20',
    }
    expect(read({ ...dataCenter, 'Retry-After': '7' }).allowances[0]?.resetAt).toBe(nowAt + 7000)
    expect(read({ ...dataCenter, 'Retry-After': '0' }).allowances[0]?.resetAt).toBeNull()
  })

  test('an answer without limit headers says nothing', () => {
    expect(read({})).toEqual({
      retryAfterMs: null,
      resetInMs: null,
      reason: null,
      nearLimit: false,
      allowances: [],
      complexitySpent: null,
    })
  })
})
