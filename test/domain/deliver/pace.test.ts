import { expect, test } from 'vitest'
import { nextAttemptAt, nextClaimSize } from '../../../domain/deliver/pace.ts'

test('a deferred mail waits longer each time, and fails after the eighth', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8].map((deferrals) => nextAttemptAt(deferrals, 1000))
  const minutes = [2, 10, 30, 60, 120, 240, 480, 960]
  expect(waits).toEqual(minutes.map((each) => 1000 + each * 60_000))
  // A row from before deferrals were counted.
  expect(nextAttemptAt(0, 1000)).toBe(1000 + 2 * 60_000)
  expect(nextAttemptAt(9, 1000)).toBeNull()
})

test.each([
  { size: 8, tookMs: 2_000, next: 16, because: 'it was sent in half of the time' },
  { size: 200, tookMs: 1, next: 256, because: 'more than that is never claimed at once' },
  { size: 64, tookMs: 2_001, next: 64, because: 'it was sent in time' },
  { size: 64, tookMs: 4_000, next: 64, because: 'it was sent in time' },
  { size: 64, tookMs: 4_001, next: 32, because: 'it was sent too slowly' },
  { size: 9, tookMs: 60_000, next: 8, because: 'each sender needs one' },
])('after $size mails in $tookMs ms, $next are claimed: $because', ({ size, tookMs, next }) => {
  expect(nextClaimSize(size, { tookMs, senders: 8 })).toBe(next)
})
