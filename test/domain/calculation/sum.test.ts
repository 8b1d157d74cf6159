import { expect, test } from 'vitest'
import { sumOf } from '../../../domain/calculation/sum.ts'

test.each([
  [[], 0],
  [[3], 3],
  [[3, -1, 5], 7],
])('the sum of %j is %d', (values, sum) => {
  expect(sumOf(values)).toBe(sum)
})
