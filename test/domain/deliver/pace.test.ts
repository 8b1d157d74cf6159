import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextAttemptAt, nextClaimSize, paceOf, takeTurn } from '../../../domain/deliver/pace.ts'

test('a deferred mail waits longer each time, and fails after the eighth', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8].map((deferrals) => nextAttemptAt(deferrals, 1000))
  const minutes = [2, 10, 30, 60, 120, 240, 480, 960]
  expect(waits).toEqual(minutes.map((each) => 1000 + each * 60_000))
  // A row from before deferrals were counted.
  expect(nextAttemptAt(0, 1000)).toBe(1000 + 2 * 60_000)
  expect(nextAttemptAt(9, 1000)).toBeNull()
})

test('turns never come faster than the rate, whenever they are asked for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6000 }),
      fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 2, maxLength: 50 }),
      (ratePerMinute, gapsMs) => {
        let nowAt = 0
        let pace = paceOf(ratePerMinute, nowAt)
        const turns: number[] = []
        for (const gapMs of gapsMs) {
          nowAt += gapMs
          const turn = takeTurn(pace, nowAt)
          pace = turn.pace
          turns.push(nowAt + turn.waitMs)
        }
        turns.slice(1).forEach((turnAt, index) => {
          // A millisecond of slack: waits are whole.
          expect(turnAt - (turns[index] ?? 0)).toBeGreaterThanOrEqual(60_000 / ratePerMinute - 1)
        })
      },
    ),
  )
})

test('an idle hour saves no turns up', () => {
  const { pace } = takeTurn(paceOf(60, 0), 3_600_000)
  expect(takeTurn(pace, 3_600_000).waitMs).toBe(1000)
})

test('a turn is waited for in whole milliseconds, and not at all where it is due', () => {
  const pace = paceOf(7, 100)
  expect(takeTurn(pace, 100).waitMs).toBe(0)
  expect(takeTurn(takeTurn(pace, 100).pace, 100).waitMs).toBe(8572)
})

test('a rate below one a minute is kept', () => {
  expect(takeTurn(takeTurn(paceOf(0.5, 0), 0).pace, 0).waitMs).toBe(120_000)
})

test('a rate of nothing is refused', () => {
  expect(() => paceOf(0, 0)).toThrow(RangeError)
  expect(() => paceOf(Number.NaN, 0)).toThrow(RangeError)
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
