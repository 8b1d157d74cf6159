import { expect, test } from 'vitest'
import { countForMostOf, isFewOf } from '../../../../domain/reconcile/verdicts/most-of.ts'

test('most of a whole is six tenths of it', () => {
  expect(countForMostOf(100, [60, 40])).toBe(1)
  expect(countForMostOf(100, [59, 41])).toBe(2)
})

test('amounts that don’t make most of the whole are all taken', () => {
  expect(countForMostOf(100, [20, 20])).toBe(2)
  expect(countForMostOf(100, [])).toBe(0)
})

test('few of many are at most half of at least three', () => {
  expect(isFewOf(1, 2)).toBe(false)
  expect(isFewOf(1, 3)).toBe(true)
  expect(isFewOf(2, 3)).toBe(false)
  expect(isFewOf(2, 4)).toBe(true)
})
