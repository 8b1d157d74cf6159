import fc from 'fast-check'
import { expect, it } from 'vitest'
import { splitByLargestRemainder } from '../../../../domain/effort/days/largest-remainder.ts'

it('gives what is left to the largest remainders, among equals to the first', () => {
  // Quotas 333.3 each: one left for the first.
  expect(splitByLargestRemainder(1000, [1, 1, 1])).toEqual([334, 333, 333])
  // Quotas 0.9, 0.9, 1.2: two left for the first two.
  expect(splitByLargestRemainder(3, [3, 3, 4])).toEqual([1, 1, 1])
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
