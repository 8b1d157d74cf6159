import { expect, test } from 'vitest'
import { isParentDue } from '../../../domain/sync/sought-parents.ts'

const dayMs = 24 * 60 * 60_000
const missedAt = Date.parse('2026-03-02T02:00:00Z')

test.each([
  ['each night of the first week', 6.9, 1, true],
  ['not the night after a week', 7, 1, false],
  ['after half of the time that it is missing', 8, 4, true],
  ['and not before', 8, 3.9, false],
  ['each month at least', 300, 30, true],
  ['and no more often', 300, 29.9, false],
])('a parent that stays hidden is asked for %s', (_, missingDays, sinceDays, isDue) => {
  const askedAt = missedAt + missingDays * dayMs
  expect(isParentDue({ missedAt, askedAt }, askedAt + sinceDays * dayMs)).toBe(isDue)
})

test('in a year of nights a hidden parent is asked for fewer than thirty times', () => {
  let [askedAt, asked] = [missedAt, 1]
  for (let night = 1; night <= 365; night += 1) {
    const nowAt = missedAt + night * dayMs
    if (!isParentDue({ missedAt, askedAt }, nowAt)) continue
    askedAt = nowAt
    asked += 1
  }
  expect(asked).toBe(23)
})
