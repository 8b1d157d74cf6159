import { expect, it } from 'vitest'
import { isToldCarryOver } from '../../../../domain/reconcile/verdicts/carry-over.ts'

it('carried-over work is reported from a quarter of the attributed days and a day on', () => {
  expect(isToldCarryOver(10_000, 40_000)).toBe(true)
  expect(isToldCarryOver(9999, 40_000)).toBe(false)
  expect(isToldCarryOver(1000, 1000)).toBe(true)
  expect(isToldCarryOver(999, 1000)).toBe(false)
  expect(isToldCarryOver(0, 0)).toBe(false)
})
