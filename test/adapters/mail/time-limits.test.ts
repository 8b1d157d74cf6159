import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Handover } from '../../../adapters/mail/handover.ts'
import { limitTime } from '../../../adapters/mail/time-limits.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

function aLimit() {
  const handover = new Handover(() => Promise.resolve())
  return {
    handover,
    limit: limitTime(handover, { smtpUrl: '', connectTimeoutMs: 100, replyTimeoutMs: 1_000 }),
  }
}

test('a session has twice the time of a connection', () => {
  const { limit } = aLimit()
  vi.advanceTimersByTime(199)
  expect(limit.signal.aborted).toBe(false)
  vi.advanceTimersByTime(1)
  expect(limit.signal.reason).toMatchObject({ code: 'ETIMEDOUT', message: 'The session took too long' })
})

test('each step has the time of a reply, and all of them together have it twice', () => {
  const { handover, limit } = aLimit()
  handover.onStep()
  vi.advanceTimersByTime(999)
  handover.onStep()
  vi.advanceTimersByTime(999)
  handover.onStep()
  expect(limit.signal.aborted).toBe(false)
  vi.advanceTimersByTime(2)
  expect(limit.signal.reason).toMatchObject({ message: 'The server took too long for the mail' })
  const slow = aLimit()
  slow.handover.onStep()
  vi.advanceTimersByTime(1_000)
  expect(slow.limit.signal.reason).toMatchObject({ message: 'The server took too long for a reply' })
})

test('a mail that has ended is limited no longer', () => {
  const { handover, limit } = aLimit()
  handover.onStep()
  limit.end()
  handover.onStep()
  vi.advanceTimersByTime(10_000)
  expect(limit.signal.aborted).toBe(false)
})
