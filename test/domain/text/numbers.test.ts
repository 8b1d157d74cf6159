import fc from 'fast-check'
import { expect, test } from 'vitest'
import { grouped, nearestWhole, signedTenths, tenths, wholeTenths } from '../../../domain/text/numbers.ts'

test('halves are rounded away from 0, those too that are a little less in binary', () => {
  expect([2.5, -2.5, 0.4999, 0.145 * 100, -(0.285 * 100), (1.15 - 1) * 10].map(nearestWhole)).toEqual([
    ...[3, -3, 0, 15, -29, 2],
  ])
  expect(Object.is(nearestWhole(-0.1), 0)).toBe(true)
})

test('tenths are rounded as whole days are, halves away from 0', () => {
  // 1.15 is a little less in binary, 1.25 is not.
  expect([1149, 1150, 1249, 1250, 49, 50, 0].map(tenths)).toEqual([
    ...['1.1', '1.2', '1.2', '1.3', '0.0', '0.1', '0.0'],
  ])
  expect([-1150, -1149, -50, -49].map(wholeTenths)).toEqual([-12, -11, -1, 0])
  expect([-12, 12, 0, -0].map(signedTenths)).toEqual(['−1.2', '+1.2', '±0.0', '±0.0'])
})

test('grouping keeps every digit', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000_000), (value) => {
      expect(Number(grouped(value).replaceAll(',', ''))).toBe(value)
    }),
  )
})
