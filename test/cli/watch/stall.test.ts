import { expect, test } from 'vitest'
import { quietAfterMs, Stall } from '../../../cli/watch/stall.ts'

const giveUpAfterMs = 120_000
const lookEveryMs = 300

/** Looks every 300 ms at a run whose tries take `tryMs` each and fail, with Temporal's waits between them. */
function givenUpAfterMs({ tryMs, progress }: { tryMs: number; progress: (triesSoFar: number) => string }) {
  const stall = new Stall(giveUpAfterMs)
  let nowMs = 0
  for (let tries = 1; tries < 50; tries += 1) {
    const waitsAtMs = nowMs + tryMs
    const endsAtMs = waitsAtMs + Math.min(60_000, 1_000 * 2 ** (tries - 1))
    for (; nowMs < endsAtMs; nowMs += lookEveryMs) {
      const isWaiting = nowMs >= waitsAtMs
      const look = { nowMs, progress: progress(tries), isTroubled: isWaiting || tries > 1, isWaiting }
      if (stall.take(look) === 'give-up') return nowMs
    }
  }
  return null
}

test.each([100, 6_000, 30_000])('gives up on a tracker whose every try takes %d ms to fail', (tryMs) => {
  const givenUpAt = givenUpAfterMs({ tryMs, progress: () => '' }) ?? Number.POSITIVE_INFINITY
  expect(givenUpAt).toBeGreaterThan(giveUpAfterMs)
  expect(givenUpAt).toBeLessThanOrEqual(tryMs + giveUpAfterMs + tryMs + lookEveryMs)
})

test('goes on while each try stores another page before it fails', () => {
  expect(givenUpAfterMs({ tryMs: 6_000, progress: (tries) => `${tries} pages` })).toBeNull()
})

test('gives up just after the limit, and only while a failure waits for its next try', () => {
  const waiting = { progress: '', isTroubled: true, isWaiting: true }
  const stall = new Stall(giveUpAfterMs)
  expect(stall.take({ ...waiting, nowMs: 0 })).toBe('held-up')
  expect(stall.take({ ...waiting, nowMs: giveUpAfterMs })).toBe('held-up')
  expect(stall.take({ ...waiting, isWaiting: false, nowMs: giveUpAfterMs + 1 })).toBe('held-up')
  expect(stall.take({ ...waiting, nowMs: giveUpAfterMs + 1 })).toBe('give-up')
})

test('takes failures for over once none was seen for five seconds', () => {
  const seen = { progress: '', isTroubled: true, isWaiting: true }
  const unseen = { progress: '', isTroubled: false, isWaiting: false }
  const stall = new Stall(giveUpAfterMs)
  stall.take({ ...seen, nowMs: 0 })
  expect(stall.take({ ...unseen, nowMs: lookEveryMs })).toBe('held-up')
  expect(stall.take({ ...unseen, nowMs: lookEveryMs + quietAfterMs })).toBe('held-up')
  expect(stall.take({ ...unseen, nowMs: lookEveryMs + quietAfterMs + 1 })).toBe('going')
  expect(stall.take({ ...seen, nowMs: giveUpAfterMs + 1 })).toBe('held-up')
})

test('gives up where a busy machine looks so seldom that a single look misses the failure', () => {
  const seen = { progress: '', isTroubled: true, isWaiting: true }
  const unseen = { progress: '', isTroubled: false, isWaiting: false }
  const stall = new Stall(giveUpAfterMs)
  stall.take({ ...seen, nowMs: 0 })
  expect(stall.take({ ...unseen, nowMs: giveUpAfterMs })).toBe('held-up')
  expect(stall.take({ ...seen, nowMs: giveUpAfterMs + 1 })).toBe('give-up')
})
