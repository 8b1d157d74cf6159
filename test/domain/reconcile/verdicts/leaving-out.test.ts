import { describe, expect, it } from 'vitest'
import {
  leavingOutOf,
  type QuarterOfInterruptions,
} from '../../../../domain/reconcile/verdicts/leaving-out.ts'

const ids = ['2024-Q3', '2024-Q4', '2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4', '2026-Q1']

/** Quarters in a row: how much of a budget of ten days was spent in each, and its days of urgent work. */
function quartersOf(
  ...all: readonly (readonly [spentDays: number, interruptionDays: number])[]
): QuarterOfInterruptions[] {
  return all.map(([spentDays, interruptionDays], index) => ({
    quarter: ids[index] ?? '',
    budgetMilliDays: 10_000,
    spentMilliDays: spentDays * 1000,
    interruptionMilliDays: interruptionDays * 1000,
    attributedMilliDaysEach: 50_000,
  }))
}

const measured = quartersOf([10, 50], [10, 20], [0, 22], [0, 40], [10, 44], [0, 21])

describe('what leaving reliability work out costs', () => {
  it('is the interruptions of the quarters after it was left out, less that of those after it was kept, with its interval', () => {
    // After keeping it 20, 22 and 21 days; after leaving it out 40 and 44. Means 21 and 42; squares 2 and 8 over 3 degrees.
    const { difference, quartersKept, quartersLeftOut } = leavingOutOf(measured, [])
    expect([quartersKept, quartersLeftOut]).toEqual([3, 2])
    // 1.638 × √(10/3 × (1/3 + 1/2)) = 2.730
    expect(difference).toEqual({ milliDays: 21_000, lowMilliDays: 18_270, highMilliDays: 23_730 })
  })

  it('cannot be told from fewer than two quarters of each kind', () => {
    const fewer = leavingOutOf(measured.slice(0, 4), [])
    expect(fewer).toMatchObject({ quartersKept: 2, quartersLeftOut: 1, difference: null })
    expect(leavingOutOf([], []).difference).toBeNull()
  })

  it('cannot be told where the interval reaches to nothing', () => {
    const alike = quartersOf([10, 50], [10, 20], [0, 40], [0, 19], [10, 43], [0, 21])
    expect(leavingOutOf(alike, []).difference).toBeNull()
  })

  it('is reported for no difference that is surely less', () => {
    const less = quartersOf([10, 50], [10, 40], [0, 42], [0, 20], [10, 21])
    expect(leavingOutOf(less, []).difference).toBeNull()
  })

  it('has an interval of at least a day each way', () => {
    const same = quartersOf([10, 50], [10, 20], [0, 20], [0, 30], [10, 30])
    expect(leavingOutOf(same, []).difference).toEqual({
      milliDays: 10_000,
      lowMilliDays: 9000,
      highMilliDays: 11_000,
    })
  })

  it('takes seven tenths of the budget for left out, and leaves out quarters without one', () => {
    const counts = (spentDays: number, budgetMilliDays = 10_000) => {
      const [first, ...rest] = quartersOf([spentDays, 0], [10, 0])
      const { quartersKept, quartersLeftOut } = leavingOutOf(
        first === undefined ? [] : [{ ...first, budgetMilliDays }, ...rest],
        [],
      )
      return [quartersKept, quartersLeftOut]
    }
    expect(counts(7)).toEqual([0, 1])
    expect(counts(7.001)).toEqual([1, 0])
    expect(counts(7, 0)).toEqual([0, 0])
  })

  it('needs 13 days of each person on tickets in both quarters that are compared', () => {
    const known = (place: number, attributedMilliDaysEach: number) => {
      const quarters = measured.map((each, index) =>
        index === place ? { ...each, attributedMilliDaysEach } : each,
      )
      const { quartersKept, quartersLeftOut, difference } = leavingOutOf(quarters, [])
      return [quartersKept, quartersLeftOut, difference !== null]
    }
    expect(known(2, 13_000)).toEqual([3, 2, true])
    // 2025-Q1 came after one that kept its budget, and left its own out before the next.
    expect(known(2, 12_999)).toEqual([2, 1, false])
    // The first one's budget was kept by what little is known of it; the last one had few interruptions by the same.
    expect(known(0, 12_999)).toEqual([2, 2, true])
    expect(known(5, 12_999)).toEqual([2, 2, true])
  })

  it('compares no quarters that don’t follow one another', () => {
    const withGap = measured.filter(({ quarter }) => quarter !== '2025-Q1')
    expect(leavingOutOf(withGap, [])).toMatchObject({ quartersKept: 2, quartersLeftOut: 1 })
  })
})
