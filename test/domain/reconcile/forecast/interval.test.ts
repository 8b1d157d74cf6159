import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eightyPercentOf } from '../../../../domain/reconcile/figures/shares/band.ts'
import {
  forecastHalfWidth,
  intervalAround,
  thumbMisses,
} from '../../../../domain/reconcile/forecast/interval.ts'

test('without a miss of its own a forecast is as far off as is usual', () => {
  expect(forecastHalfWidth([], 'team', 0)).toBeCloseTo(1.2816 * 0.075, 12)
  expect(forecastHalfWidth([], 'company', 0)).toBeCloseTo(1.2816 * 0.045, 12)
})

test('ten misses of its own weigh as much as those that are usual', () => {
  const misses = Array.from({ length: thumbMisses }, (_, index) => (index % 2 === 0 ? 0.1 : -0.1))
  // √((0.075² + 0.1²) / 2) = 0.088388
  expect(forecastHalfWidth(misses, 'team', 0)).toBeCloseTo(1.2816 * 0.088388, 6)
})

test('many misses of its own outweigh what is usual', () => {
  expect(forecastHalfWidth(Array<number>(1000).fill(0.02), 'team', 0)).toBeCloseTo(1.2816 * 0.02, 1)
})

test('it is never narrower than the band, taken at 80 % too', () => {
  const usual = 1.2816 * 0.075
  const asWide = usual / eightyPercentOf(1)
  expect(forecastHalfWidth([], 'team', asWide * 0.99)).toBeCloseTo(usual, 12)
  expect(forecastHalfWidth([], 'team', asWide * 1.01)).toBeCloseTo(usual * 1.01, 12)
})

test('its ends lie within nothing and all, and around the share', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(share, fc.double({ min: 0, max: 2, noNaN: true }), (middle, half) => {
      const { lowShare, highShare } = intervalAround(middle, half)
      expect(0 <= lowShare && lowShare <= middle && middle <= highShare && highShare <= 1).toBe(true)
    }),
  )
})

test('a larger miss never narrows it', () => {
  const misses = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(misses, fc.double({ min: 1, max: 3, noNaN: true }), (some, times) => {
      const [first = 0, ...rest] = some
      expect(forecastHalfWidth([first * times, ...rest], 'team', 0)).toBeGreaterThanOrEqual(
        forecastHalfWidth(some, 'team', 0) - 1e-12,
      )
    }),
  )
})
