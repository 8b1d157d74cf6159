import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { categories } from '../../../../../domain/category.ts'
import { byCategory, sharesOf } from '../../../../../domain/reconcile/figures/shares/shares.ts'
import { shiftsOf } from '../../../../../domain/reconcile/figures/shares/shifts.ts'

const variances = (roadmap: number, ktlo: number, reliability: number) =>
  categories.map((category) => ({ category, varianceShare: { roadmap, ktlo, reliability }[category] }))

describe('where a category’s loss went', () => {
  it('is split over all gains, in proportion', () => {
    // 20 points of 100 days lost, of which upkeep gained three quarters and reliability one.
    expect(shiftsOf(variances(-0.2, 0.15, 0.05), 100_000)).toEqual([
      { from: 'roadmap', to: 'ktlo', share: expect.closeTo(0.15, 12), milliDays: 15_000 },
      { from: 'roadmap', to: 'reliability', share: expect.closeTo(0.05, 12), milliDays: 5000 },
    ])
  })

  it('is nothing where nothing was lost', () => {
    expect(shiftsOf(variances(0, 0, 0), 100_000)).toEqual([])
  })

  it('accounts for all that was lost and all that was gained, to the thousandth of a day of each loss', () => {
    const amounts = fc
      .tuple(...[1, 2, 3].map(() => fc.integer({ min: 0, max: 1000 })))
      .filter((each) => each.some((amount) => amount > 0))
      .map(([roadmap = 0, ktlo = 0, reliability = 0]) => sharesOf({ roadmap, ktlo, reliability }))
    fc.assert(
      fc.property(amounts, amounts, fc.integer({ min: 0, max: 500_000 }), (planned, actual, milliDays) => {
        const difference = byCategory((category) => actual[category] - planned[category])
        const figures = categories.map((category) => ({ category, varianceShare: difference[category] }))
        const shifts = shiftsOf(figures, milliDays)
        for (const { category, varianceShare } of figures) {
          const lost = shifts.filter(({ from }) => from === category)
          const gained = shifts.filter(({ to }) => to === category)
          expect(lost.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(Math.max(0, -varianceShare), 9)
          expect(gained.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(Math.max(0, varianceShare), 9)
          expect(lost.reduce((sum, each) => sum + each.milliDays, 0)).toBe(
            Math.round(Math.max(0, -varianceShare) * milliDays),
          )
        }
      }),
    )
  })
})
