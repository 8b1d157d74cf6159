import { describe, expect, it } from 'vitest'
import { growthOf, hasGrown } from '../../../../domain/reconcile/verdicts/growth.ts'

const earlier = (count: number) => ({ quarter: '2026-Q1', count })

describe('growth', () => {
  it('is sure from two standard deviations on, up or down', () => {
    // The root of 100 is 10.
    expect(growthOf(119, 1, earlier(100))).toBeNull()
    expect(growthOf(120, 1, earlier(100))).toEqual({ ratio: 1.2, quarterBefore: '2026-Q1', countBefore: 100 })
    expect(growthOf(81, 1, earlier(100))).toBeNull()
    expect(growthOf(80, 1, earlier(100))?.ratio).toBe(0.8)
  })

  it('goes by as much of the earlier quarter as has passed of this one', () => {
    // Half of 128 is 64, and twice its root 16.
    expect(growthOf(79, 0.5, earlier(128))).toBeNull()
    expect(growthOf(80, 0.5, earlier(128))?.ratio).toBe(1.25)
  })

  it('is never said against a quarter of fewer than ten, or against none', () => {
    expect(growthOf(90, 1, earlier(9))).toBeNull()
    expect(growthOf(90, 1, earlier(10))?.ratio).toBe(9)
    expect(growthOf(90, 1, undefined)).toBeNull()
  })

  it('upwards is told from downwards', () => {
    expect(hasGrown(growthOf(120, 1, earlier(100)))).toBe(true)
    expect(hasGrown(growthOf(80, 1, earlier(100)))).toBe(false)
    expect(hasGrown(null)).toBe(false)
  })
})
