import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bandHalfWidth,
  bandOf,
  combinedHalfWidth,
  driftHalfWidth,
  eightyPercentOf,
} from '../../../../../domain/reconcile/figures/shares/band.ts'
import {
  misalignmentOf,
  sharesOf,
  uncategorisedShareOf,
} from '../../../../../domain/reconcile/figures/shares/shares.ts'

describe('the band', () => {
  it('follows the formula', () => {
    // 1.5 × (0.05 × √0.25 × (1 + 3 × 0.2) + 0.04/2) = 1.5 × (0.025 × 1.6 + 0.02) = 0.09
    expect(bandHalfWidth(0.5, 0.2, 0.04)).toBeCloseTo(0.09, 12)
  })

  it('is no narrower near 0 and 1 than s(1−s) of a hundredth makes it', () => {
    // 1.5 × 0.05 × 0.1
    expect(bandHalfWidth(0, 0, 0)).toBeCloseTo(0.0075, 12)
    expect(bandHalfWidth(0.005, 0, 0)).toBeCloseTo(0.0075, 12)
  })

  it('narrows for a company, but only by what isn’t common to its teams', () => {
    const team = { categorisedMilliDays: 1000, halfWidthShare: 0.06 }
    expect(combinedHalfWidth([team])).toBeCloseTo(0.06, 12)
    // √(0.4 × 240² + 0.6 × 4 × 60²) / 4000 = √(23040 + 8640) / 4000
    expect(combinedHalfWidth([team, team, team, team])).toBeCloseTo(0.044497, 6)
    // √(0.4 × (54 + 10)² + 0.6 × (54² + 10²)) / 1000 = √(1638.4 + 1809.6) / 1000
    const small = { categorisedMilliDays: 100, halfWidthShare: 0.1 }
    expect(combinedHalfWidth([{ ...team, categorisedMilliDays: 900 }, small])).toBeCloseTo(0.05872, 6)
  })

  it('of a company without categorised days is the narrowest there is', () => {
    const none = { categorisedMilliDays: 0, halfWidthShare: 0.3 }
    expect(combinedHalfWidth([none])).toBe(bandHalfWidth(0, 0, 0))
    expect(combinedHalfWidth([])).toBe(bandHalfWidth(0, 0, 0))
  })

  it('of a company lies between its teams’ errors all common and all their own, in any order', () => {
    const team = fc.record({
      categorisedMilliDays: fc.integer({ min: 1, max: 100_000 }),
      halfWidthShare: fc.integer({ min: 1, max: 300 }).map((value) => value / 1000),
    })
    fc.assert(
      fc.property(fc.array(team, { minLength: 1, maxLength: 8 }), (teams) => {
        const whole = teams.reduce((sum, each) => sum + each.categorisedMilliDays, 0)
        const errors = teams.map((each) => (each.categorisedMilliDays * each.halfWidthShare) / whole)
        const width = combinedHalfWidth(teams)
        expect(width).toBeGreaterThanOrEqual(Math.hypot(...errors) - 1e-12)
        expect(width).toBeLessThanOrEqual(errors.reduce((sum, error) => sum + error, 0) + 1e-12)
        expect(combinedHalfWidth(teams.toReversed())).toBeCloseTo(width, 12)
      }),
    )
  })

  it('widens with what was never seen in progress and with the range of the measures, the same for s and 1 − s', () => {
    const share = fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000)
    fc.assert(
      fc.property(share, share, share, (s, unseen, range) => {
        const width = bandHalfWidth(s, unseen, range)
        expect(bandHalfWidth(s, unseen + 0.1, range)).toBeGreaterThan(width)
        expect(bandHalfWidth(s, unseen, range + 0.1)).toBeGreaterThan(width)
        expect(bandHalfWidth(1 - s, unseen, range)).toBeCloseTo(width, 12)
      }),
    )
  })

  it('of 95 % narrows to one of 80 % as a normal distribution does, to drift’s by the tails that errors have', () => {
    // 1.2816 / 1.9600
    expect(eightyPercentOf(0.1)).toBeCloseTo(0.06539, 5)
    expect(driftHalfWidth(0.1)).toBeCloseTo(0.045, 12)
  })

  it('stays within 0 and 1', () => {
    expect(bandOf(0.02, 0.05)).toEqual({ lowShare: 0, highShare: 0.07 })
    expect(bandOf(0.98, 0.05).highShare).toBe(1)
  })
})

describe('misalignment', () => {
  const planned = { roadmap: 0.6, ktlo: 0.25, reliability: 0.15 }

  it('is half the sum of the absolute differences of shares of categorised work', () => {
    // (0.2 + 0.2 + 0) / 2
    const actual = { roadmap: 0.4, ktlo: 0.45, reliability: 0.15 }
    expect(misalignmentOf(planned, actual)).toBeCloseTo(0.2, 12)
  })

  it('is 1 when all went where nothing was planned, and has no meaning when nothing was planned or categorised', () => {
    const onlyReliability = { roadmap: 0.6, ktlo: 0.4, reliability: 0 }
    expect(misalignmentOf(onlyReliability, { roadmap: 0, ktlo: 0, reliability: 1 })).toBe(1)
    expect(misalignmentOf(planned, sharesOf({ roadmap: 0, ktlo: 0, reliability: 0 }))).toBeNull()
    expect(misalignmentOf({ roadmap: 0, ktlo: 0, reliability: 0 }, planned)).toBeNull()
  })
})

describe('shares', () => {
  it('are of categorised work; the uncategorised part is of all', () => {
    const milliDays = { roadmap: 3000, ktlo: 3000, reliability: 2000, uncategorised: 2000 }
    expect(sharesOf(milliDays)).toEqual({ roadmap: 0.375, ktlo: 0.375, reliability: 0.25 })
    expect(uncategorisedShareOf(milliDays)).toBe(0.2)
  })

  it('are all 0 where nothing is categorised', () => {
    const milliDays = { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 5 }
    expect(sharesOf(milliDays)).toEqual({ roadmap: 0, ktlo: 0, reliability: 0 })
    expect(uncategorisedShareOf(milliDays)).toBe(1)
    expect(uncategorisedShareOf({ ...milliDays, uncategorised: 0 })).toBe(0)
  })
})

describe('what the uncategorised part may hold', () => {
  it('counts in both ends of the band: all of it elsewhere, all of it here', () => {
    // (0.5 − 0.06) × 0.8 and (0.5 + 0.06) × 0.8 + 0.2
    const band = bandOf(0.5, 0.06, 0.2)
    expect(band.lowShare).toBeCloseTo(0.352, 12)
    expect(band.highShare).toBeCloseTo(0.648, 12)
  })

  it('is narrowed to the interval of a sample', () => {
    // 0.44 × 0.8 + 0.2 × 0.1 and 0.56 × 0.8 + 0.2 × 0.3
    const band = bandOf(0.5, 0.06, 0.2, { lowShare: 0.1, highShare: 0.3 })
    expect(band.lowShare).toBeCloseTo(0.372, 12)
    expect(band.highShare).toBeCloseTo(0.508, 12)
  })

  it('is held by the band whatever it is, where the categorised share is measured without error', () => {
    const part = fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000)
    fc.assert(
      fc.property(part, part, part, (share, uncategorised, held) => {
        const truth = share * (1 - uncategorised) + held * uncategorised
        const { lowShare, highShare } = bandOf(share, 0, uncategorised)
        expect(truth).toBeGreaterThanOrEqual(lowShare - 1e-12)
        expect(truth).toBeLessThanOrEqual(highShare + 1e-12)
      }),
    )
  })
})
