import fc from 'fast-check'
import { expect, it } from 'vitest'
import { splitByLargestRemainder } from '../../../../domain/effort/days/largest-remainder.ts'

it('gives what is left to the largest remainders, among equals to the first', () => {
  // Quotas 333.3 each: one left for the first.
  expect(splitByLargestRemainder(1000, [1, 1, 1])).toEqual([334, 333, 333])
  // Quotas 0.9, 0.9, 1.2: two left for the first two.
  expect(splitByLargestRemainder(3, [3, 3, 4])).toEqual([1, 1, 1])
})

it('goes by the remainder and not by the weight', () => {
  // Quotas 5.2, 2.7, 1.1: one is left, for the second.
  expect(splitByLargestRemainder(9, [52, 27, 11])).toEqual([5, 3, 1])
  // Quotas 0.3, 2.4, 1.3: one is left, for the second.
  expect(splitByLargestRemainder(4, [3, 24, 13])).toEqual([0, 3, 1])
})

it('gives whole quotas as they are', () => {
  expect(splitByLargestRemainder(10, [1, 4, 5])).toEqual([1, 4, 5])
})

it('splits nothing where nothing weighs', () => {
  expect(splitByLargestRemainder(1000, [0, 0])).toEqual([0, 0])
  expect(splitByLargestRemainder(1000, [])).toEqual([])
})

it('sums to the whole, each part within one of its quota', () => {
  const weight = fc.double({ min: 0, max: 1e6, noNaN: true })
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.array(weight, { minLength: 1, maxLength: 30 }), (amount, weights) => {
      const weightSum = weights.reduce((sum, each) => sum + each, 0)
      fc.pre(weightSum > 1e-6)
      const parts = splitByLargestRemainder(amount, weights)
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount)
      for (const [index, part] of parts.entries()) {
        expect(Math.abs(part - (amount * (weights[index] ?? 0)) / weightSum)).toBeLessThan(1.000001)
      }
    }),
  )
})
