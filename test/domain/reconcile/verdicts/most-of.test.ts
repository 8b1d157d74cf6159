import { expect, test } from 'vitest'
import { countForMostOf } from '../../../../domain/reconcile/verdicts/most-of.ts'

test('most of a whole is six tenths of it', () => {
  expect(countForMostOf(100, [60, 40])).toBe(1)
  expect(countForMostOf(100, [59, 41])).toBe(2)
})

test('amounts that don’t make most of the whole are all taken', () => {
  expect(countForMostOf(100, [20, 20])).toBe(2)
  expect(countForMostOf(100, [])).toBe(0)
})
