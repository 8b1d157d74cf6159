import { expect, test } from 'vitest'
import { baselineStandingOf } from '../../../../domain/reconcile/verdicts/baseline.ts'

test('a baseline is late when it was taken more than three days after the quarter’s start', () => {
  const startAt = Date.parse('2026-04-01T00:00:00Z')
  const standing = (takenAt: string) => baselineStandingOf(Date.parse(takenAt), startAt)
  expect(standing('2026-03-20T00:00:00Z')).toBe('on_time')
  expect(standing('2026-04-04T00:00:00Z')).toBe('on_time')
  expect(standing('2026-04-04T00:00:00.001Z')).toBe('late')
  expect(baselineStandingOf(null, startAt)).toBe('none')
})
