import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BandEvidence,
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

const nothing = {
  ticketsAtOnce: 0,
  unseenShare: 0,
  unattributedShare: 0,
  loggedShare: 0,
  measureRangeShare: 0,
}
const halfWidth = (share: number, evidence: Partial<BandEvidence> = {}) =>
  bandHalfWidth(share, { ...nothing, ...evidence })

describe('the band', () => {
  it('follows the formula', () => {
    // 1.1 × (0.05 × √0.25 × (1 + 0.8/2 + 3 × 0.2) + 0.05/5 + 0.04/2) × (1 − 0.6/2) = 1.1 × (0.05 + 0.01 + 0.02) × 0.7
    const evidence = {
      ticketsAtOnce: 1.8,
      unseenShare: 0.2,
      unattributedShare: 0.05,
      loggedShare: 0.5,
      measureRangeShare: 0.04,
    }
    expect(bandHalfWidth(0.5, evidence)).toBeCloseTo(0.0616, 12)
  })

  it('widens with the tickets that people had in progress side by side, from the second on', () => {
    expect(halfWidth(0.5, { ticketsAtOnce: 1 })).toBe(halfWidth(0.5))
    // 1.1 × 0.05 × 0.5 × 0.1/2
    expect(halfWidth(0.5, { ticketsAtOnce: 1.1 }) - halfWidth(0.5)).toBeCloseTo(0.001375, 12)
  })

  it('is no narrower near 0 and 1 than s(1−s) of a hundredth makes it', () => {
    // 1.1 × 0.05 × 0.1
    expect(halfWidth(0)).toBeCloseTo(0.0055, 12)
    expect(halfWidth(0.005)).toBeCloseTo(0.0055, 12)
  })

  it('counts a tenth of the days at most as unseen work', () => {
    expect(halfWidth(0.5, { unattributedShare: 0.09 })).toBeLessThan(
      halfWidth(0.5, { unattributedShare: 0.1 }),
    )
    expect(halfWidth(0.5, { unattributedShare: 0.5 })).toBe(halfWidth(0.5, { unattributedShare: 0.1 }))
  })

  it('narrows for a company, but only by what isn’t common to its teams', () => {
    const team = { categorisedMilliDays: 1000, halfWidthShare: 0.06 }
    expect(combinedHalfWidth([team])).toBeCloseTo(0.06, 12)
    // √(0.5 × 240² + 0.5 × 4 × 60²) / 4000 = √(28800 + 7200) / 4000
    expect(combinedHalfWidth([team, team, team, team])).toBeCloseTo(0.047434, 6)
    // √(0.5 × (54 + 10)² + 0.5 × (54² + 10²)) / 1000 = √(2048 + 1508) / 1000
    const small = { categorisedMilliDays: 100, halfWidthShare: 0.1 }
    expect(combinedHalfWidth([{ ...team, categorisedMilliDays: 900 }, small])).toBeCloseTo(0.059632, 6)
  })

  it('of a company without categorised days is the narrowest there is', () => {
    const none = { categorisedMilliDays: 0, halfWidthShare: 0.3 }
    expect(combinedHalfWidth([none])).toBe(halfWidth(0))
    expect(combinedHalfWidth([])).toBe(halfWidth(0))
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

  it('widens with what wasn’t seen and with the range of the measures, narrows with logs, the same for s and 1 − s', () => {
    const share = fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000)
    fc.assert(
      fc.property(share, share, share, share, (s, unseenShare, loggedShare, measureRangeShare) => {
        const evidence = { unseenShare, loggedShare, measureRangeShare }
        const width = halfWidth(s, evidence)
        expect(halfWidth(s, { ...evidence, unseenShare: unseenShare + 0.1 })).toBeGreaterThan(width)
        expect(halfWidth(s, { ...evidence, unattributedShare: 0.1 })).toBeGreaterThan(width)
        expect(halfWidth(s, { ...evidence, measureRangeShare: measureRangeShare + 0.1 })).toBeGreaterThan(
          width,
        )
        expect(halfWidth(s, { ...evidence, loggedShare: loggedShare / 2 - 0.1 })).toBeGreaterThan(width)
        expect(halfWidth(1 - s, evidence)).toBeCloseTo(width, 12)
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
