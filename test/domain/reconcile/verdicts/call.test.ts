import { describe, expect, it } from 'vitest'
import { bandOf } from '../../../../domain/reconcile/figures/shares/band.ts'
import { callOf } from '../../../../domain/reconcile/verdicts/call.ts'

describe('a call', () => {
  const band = (share: number) => bandOf(share, 0.06)

  it('is over or under only where the plan lies outside the whole band', () => {
    expect(callOf(0.25, 0.311, band(0.311), 100_000, false)).toBe('over')
    expect(callOf(0.25, 0.189, band(0.189), 100_000, false)).toBe('under')
    expect(callOf(0.25, 0.309, band(0.309), 100_000, false)).toBe('cannot_tell')
    expect(callOf(0.25, 0.191, band(0.191), 100_000, false)).toBe('cannot_tell')
  })

  it('is on plan within a tenth of the plan', () => {
    expect(callOf(0.6, 0.541, bandOf(0.541, 0.01), 100_000, false)).toBe('on_plan')
    expect(callOf(0.6, 0.539, bandOf(0.539, 0.01), 100_000, false)).toBe('under')
  })

  it('is on plan within three points, however small the plan', () => {
    expect(callOf(0.1, 0.129, bandOf(0.129, 0.01), 100_000, false)).toBe('on_plan')
    expect(callOf(0.1, 0.131, bandOf(0.131, 0.01), 100_000, false)).toBe('over')
  })

  it('is not on plan where the band is more than twice as wide as what counts as on plan', () => {
    // A tenth of 0.5 is 0.05.
    expect(callOf(0.5, 0.5, bandOf(0.5, 0.099), 100_000, false)).toBe('on_plan')
    expect(callOf(0.5, 0.5, bandOf(0.5, 0.101), 100_000, false)).toBe('cannot_tell')
  })

  it('counts the ends: on plan at just the tolerance and twice its band, and never off plan at the end of the band', () => {
    // Of a plan of nothing the tolerance is 3 points.
    expect(callOf(0, 0.03, { lowShare: 0, highShare: 0.06 }, 100_000, false)).toBe('on_plan')
    expect(callOf(0, 0.03, { lowShare: 0, highShare: 0.12 }, 100_000, false)).toBe('on_plan')
    expect(callOf(0.25, 0.5, { lowShare: 0.25, highShare: 0.75 }, 100_000, false)).toBe('cannot_tell')
    expect(callOf(0.75, 0.5, { lowShare: 0.25, highShare: 0.75 }, 100_000, false)).toBe('cannot_tell')
  })

  it('is over or under only by a day of the categorised work or more', () => {
    // A tenth of 9.9 days, and of ten.
    expect(callOf(0.3, 0.4, bandOf(0.4, 0.01), 9999, false)).toBe('cannot_tell')
    expect(callOf(0.3, 0.4, bandOf(0.4, 0.01), 10_001, false)).toBe('over')
  })

  it('is on plan no further than what counts as on plan outside a band that a sample moved', () => {
    const moved = (lowShare: number) =>
      callOf(0.5, 0.5, { lowShare, highShare: lowShare + 0.05 }, 100_000, false)
    expect(moved(0.549)).toBe('on_plan')
    expect(moved(0.551)).toBe('cannot_tell')
  })

  it('is never made in doubt', () => {
    expect(callOf(0.25, 0.9, band(0.9), 100_000, true)).toBe('cannot_tell')
    expect(callOf(0.25, 0.25, bandOf(0.25, 0.01), 100_000, true)).toBe('cannot_tell')
  })
})
