import { describe, expect, it } from 'vitest'
import { bandHalfWidth, bandOf, combinedHalfWidth } from '../../../../domain/reconcile/figures/band.ts'
import { misalignmentOf, sharesOf } from '../../../../domain/reconcile/figures/shares.ts'
import { callOf, doubtOf } from '../../../../domain/reconcile/verdicts/call.ts'

describe('the band', () => {
  it('follows the formula', () => {
    // 1.2 × (0.05 × √0.25 × (1 + 3 × 0.2) + 0.04/2) = 1.2 × (0.025 × 1.6 + 0.02) = 0.072
    expect(bandHalfWidth(0.5, 0.2, 0.04)).toBeCloseTo(0.072, 12)
  })

  it('is no narrower near 0 and 1 than s(1−s) of a hundredth makes it', () => {
    // 1.2 × 0.05 × 0.1
    expect(bandHalfWidth(0, 0, 0)).toBeCloseTo(0.006, 12)
    expect(bandHalfWidth(0.005, 0, 0)).toBeCloseTo(0.006, 12)
  })

  it('narrows for a company, but only by what isn’t common to its teams', () => {
    const team = { attributedMilliDays: 1000, halfWidthShare: 0.06 }
    expect(combinedHalfWidth([team])).toBeCloseTo(0.06, 12)
    // √(0.4 × 240² + 0.6 × 4 × 60²) / 4000 = √(23040 + 8640) / 4000
    expect(combinedHalfWidth([team, team, team, team])).toBeCloseTo(0.044497, 6)
    // √(0.4 × (54 + 10)² + 0.6 × (54² + 10²)) / 1000 = √(1638.4 + 1809.6) / 1000
    const small = { attributedMilliDays: 100, halfWidthShare: 0.1 }
    expect(combinedHalfWidth([{ ...team, attributedMilliDays: 900 }, small])).toBeCloseTo(0.05872, 6)
  })

  it('stays within 0 and 1', () => {
    expect(bandOf(0.02, 0.05)).toEqual({ lowShare: 0, highShare: 0.07 })
    expect(bandOf(0.98, 0.05).highShare).toBe(1)
  })
})

describe('a call', () => {
  const band = (share: number) => bandOf(share, 0.06)

  it('is over or under only where the plan lies outside the whole band', () => {
    expect(callOf(0.25, 0.32, band(0.32), false)).toBe('over')
    expect(callOf(0.25, 0.18, band(0.18), false)).toBe('under')
    expect(callOf(0.25, 0.3, band(0.3), false)).toBe('cannot_tell')
  })

  it('is on plan within a tenth of it, or within three points', () => {
    expect(callOf(0.6, 0.541, bandOf(0.541, 0.01), false)).toBe('on_plan')
    expect(callOf(0.1, 0.129, bandOf(0.129, 0.01), false)).toBe('on_plan')
    expect(callOf(0.1, 0.131, bandOf(0.131, 0.01), false)).toBe('over')
  })

  it('is never made in doubt', () => {
    expect(callOf(0.25, 0.9, band(0.9), true)).toBe('cannot_tell')
  })

  it('is in doubt without effort, half unattributed, or more than a quarter uncategorised', () => {
    const capacity = { attributedMilliDays: 500, unattributedMilliDays: 499 }
    expect(doubtOf(capacity, 0.25)).toBeNull()
    expect(doubtOf({ ...capacity, attributedMilliDays: 0 }, 0)?.because).toBe('no_effort')
    expect(doubtOf({ ...capacity, unattributedMilliDays: 500 }, 0)).toEqual({
      because: 'half_unattributed',
      share: 0.5,
    })
    expect(doubtOf(capacity, 0.26)).toEqual({ because: 'mostly_uncategorised', share: 0.26 })
  })
})

describe('misalignment', () => {
  const planned = { roadmap: 0.6, ktlo: 0.25, reliability: 0.15 }

  it('is half the sum of the absolute differences, what is uncategorised included', () => {
    // (0.2 + 0.2 + 0.05 + 0.05) / 2
    const actual = { roadmap: 0.4, ktlo: 0.45, reliability: 0.1, uncategorised: 0.05 }
    expect(misalignmentOf(planned, actual)).toBeCloseTo(0.25, 12)
  })

  it('is 1 when all went where nothing was planned, and 0 when nothing was done', () => {
    expect(misalignmentOf(planned, sharesOf({ roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 9 }))).toBe(
      1,
    )
    expect(misalignmentOf(planned, sharesOf({ roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 }))).toBe(
      0,
    )
  })
})
