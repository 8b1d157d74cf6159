import { describe, expect, it } from 'vitest'
import { bandOf } from '../../../../domain/reconcile/figures/shares/band.ts'
import { callOf } from '../../../../domain/reconcile/verdicts/call.ts'

describe('a call', () => {
  const band = (share: number) => bandOf(share, 0.06)

  it('is over or under only where the plan lies outside the whole band', () => {
    expect(callOf(0.25, 0.311, band(0.311), false)).toBe('over')
    expect(callOf(0.25, 0.189, band(0.189), false)).toBe('under')
    expect(callOf(0.25, 0.309, band(0.309), false)).toBe('cannot_tell')
    expect(callOf(0.25, 0.191, band(0.191), false)).toBe('cannot_tell')
  })

  it('is on plan within a tenth of the plan', () => {
    expect(callOf(0.6, 0.541, bandOf(0.541, 0.01), false)).toBe('on_plan')
    expect(callOf(0.6, 0.539, bandOf(0.539, 0.01), false)).toBe('under')
  })

  it('is on plan within three points, however small the plan', () => {
    expect(callOf(0.1, 0.129, bandOf(0.129, 0.01), false)).toBe('on_plan')
    expect(callOf(0.1, 0.131, bandOf(0.131, 0.01), false)).toBe('over')
  })

  it('is not on plan where the band is more than twice as wide as what counts as on plan', () => {
    // A tenth of 0.5 is 0.05.
    expect(callOf(0.5, 0.5, bandOf(0.5, 0.099), false)).toBe('on_plan')
    expect(callOf(0.5, 0.5, bandOf(0.5, 0.101), false)).toBe('cannot_tell')
  })

  it('counts the ends: on plan at just the tolerance and twice its band, and never off plan at the end of the band', () => {
    // Of a plan of nothing the tolerance is 3 points.
    expect(callOf(0, 0.03, { lowShare: 0, highShare: 0.06 }, false)).toBe('on_plan')
    expect(callOf(0, 0.03, { lowShare: 0, highShare: 0.12 }, false)).toBe('on_plan')
    expect(callOf(0.25, 0.5, { lowShare: 0.25, highShare: 0.75 }, false)).toBe('cannot_tell')
    expect(callOf(0.75, 0.5, { lowShare: 0.25, highShare: 0.75 }, false)).toBe('cannot_tell')
  })

  it('is never made in doubt', () => {
    expect(callOf(0.25, 0.9, band(0.9), true)).toBe('cannot_tell')
    expect(callOf(0.25, 0.25, bandOf(0.25, 0.01), true)).toBe('cannot_tell')
  })
})
