import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  countsCompany,
  forecastShareOf,
  type KnownShare,
  recentMean,
} from '../../../../domain/reconcile/forecast/ktlo-share.ts'

const closed = (...shares: readonly number[]): KnownShare[] =>
  shares.map((share) => ({ share, passedShare: 1 }))

test('each older quarter has half the weight', () => {
  // (0.4 + 0.3 / 2 + 0.5 / 4 + 0.2 / 8) / 1.875
  expect(forecastShareOf(closed(0.4, 0.3, 0.5, 0.2), closed(0.9, 0.9, 0.9, 0.9))).toBeCloseTo(0.7 / 1.875, 12)
})

test('with fewer than four quarters the company’s mean counts as one more, the oldest', () => {
  // The company's: (0.2 + 0.5 / 2) / 1.5 = 0.3. With it: (0.4 + 0.3 / 2 + 0.3 / 4) / 1.75
  expect(forecastShareOf(closed(0.4, 0.3), closed(0.2, 0.5))).toBeCloseTo(0.625 / 1.75, 12)
  expect(countsCompany(closed(0.4, 0.3, 0.2), closed(0.1))).toBe(true)
  expect(countsCompany(closed(0.4, 0.3, 0.2, 0.1), closed(0.1))).toBe(false)
  expect(countsCompany(closed(0.4), null)).toBe(false)
})

test('the company itself has no other mean to lean on', () => {
  expect(forecastShareOf(closed(0.4), null)).toBe(0.4)
})

test('a running quarter counts by the part of it that has passed', () => {
  // (0.6 × 0.8 + 0.3 / 2) / 1.3
  expect(recentMean([{ share: 0.6, passedShare: 0.8 }, ...closed(0.3)])).toBeCloseTo(0.63 / 1.3, 12)
})

test('the ninth quarter changes nothing, the eighth does', () => {
  const eight = closed(0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4)
  const other = (count: number) => [...eight.slice(0, count), ...closed(0.9)]
  expect(recentMean(other(8))).toBeCloseTo(0.4, 12)
  expect(recentMean(other(7))).toBeGreaterThan(0.4)
})

test('nothing is forecast of nothing', () => {
  expect(forecastShareOf([], closed(0.3))).toBeNull()
})

const shareArb = fc.double({ min: 0, max: 1, noNaN: true })
const sharesArb = fc.array(shareArb, { minLength: 1, maxLength: 12 })

test('a forecast lies within what it is the mean of, and grows with each share', () => {
  fc.assert(
    fc.property(sharesArb, sharesArb, fc.nat(), (own, company, at) => {
      const forecast = forecastShareOf(closed(...own), closed(...company)) ?? Number.NaN
      const all = [...own, ...company]
      expect(forecast).toBeGreaterThanOrEqual(Math.min(...all) - 1e-9)
      expect(forecast).toBeLessThanOrEqual(Math.max(...all) + 1e-9)
      const raised = own.map((share, index) => (index === at % own.length ? 1 : share))
      expect(forecastShareOf(closed(...raised), closed(...company))).toBeGreaterThanOrEqual(forecast - 1e-9)
    }),
  )
})
