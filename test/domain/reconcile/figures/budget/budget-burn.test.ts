import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../../../domain/instant.ts'
import {
  type BudgetDay,
  burnWeeksOf,
  lastDayToRecoverOf,
  projectionOf,
  ratioOf,
} from '../../../../../domain/reconcile/figures/budget/budget-burn.ts'

const firstMonday = '2026-04-06'

/** Weeks of five days with a budget of 1000 each, of which the first `counted` days are past. */
function days(weeks: number, counted: number): BudgetDay[] {
  return Array.from({ length: weeks * 5 }, (_, index) => ({
    date: addDays(firstMonday, Math.floor(index / 5) * 7 + (index % 5)),
    budgetMilliDays: 1000,
    counted: index < counted,
  }))
}

function weeksOf(all: readonly BudgetDay[], spent: readonly number[]) {
  return burnWeeksOf(all, new Map(spent.map((amount, week) => [addDays(firstMonday, week * 7), amount])))
}

describe('a rate of spending', () => {
  it('is 0 where nothing was planned, whatever was spent', () => {
    expect(ratioOf([])).toBe(0)
    const week = { weekStart: firstMonday, spentMilliDays: 5, budgetMilliDays: 0, countedDays: 5 }
    expect(ratioOf([week])).toBe(0)
    expect(ratioOf([{ ...week, budgetMilliDays: 1 }])).toBe(5)
  })

  it('counts a week without spending as one', () => {
    expect(weeksOf(days(2, 10), [2500])).toMatchObject([{ spentMilliDays: 2500 }, { spentMilliDays: 0 }])
  })
})

describe('the last day to recover', () => {
  const all = days(4, 5)
  const weeks = weeksOf(all, [5000])
  const lastDay = (missing: number) => lastDayToRecoverOf(all, weeks, missing)

  it('is the last of all for the smallest part of a day, and none where nothing is missing', () => {
    expect(lastDay(1)).toBe(all[19]?.date)
    expect(lastDay(0)).toBeNull()
  })

  it('is a day earlier as soon as more than whole days are missing', () => {
    expect(lastDay(2000)).toBe(all[18]?.date)
    expect(lastDay(2001)).toBe(all[17]?.date)
  })

  it('is the first day ahead when all of them are needed, and none when they are too few', () => {
    expect(lastDay(15_000)).toBe(all[5]?.date)
    expect(lastDay(15_001)).toBeNull()
  })

  it('goes by no short week', () => {
    const short = days(2, 2)
    expect(lastDayToRecoverOf(short, weeksOf(short, [6000]), 9000)).toBeNull()
    // Beside a whole week at 0.6, two days at three times the plan say too little: 10 days of 600.
    const beside = days(4, 7)
    expect(lastDayToRecoverOf(beside, weeksOf(beside, [3000, 6000]), 6000)).toBe(beside[10]?.date)
  })

  it('is never earlier when less is missing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 15_000 }),
        fc.integer({ min: 0, max: 14_999 }),
        (missing, less) => {
          const smaller = Math.max(1, missing - less)
          expect((lastDay(smaller) ?? '') >= (lastDay(missing) ?? '')).toBe(true)
        },
      ),
    )
  })
})

describe('a projection', () => {
  it('of weeks that went as planned is exact: the same pace to the end', () => {
    const all = days(6, 15)
    const exact = { milliDays: 30_000, lowMilliDays: 30_000, highMilliDays: 30_000 }
    expect(projectionOf(all, weeksOf(all, [5000, 5000, 5000]), 'a')).toEqual(exact)
  })

  it('of weeks without any tells little of the others at first, and more with each', () => {
    const highAfter = (weeks: number) => {
      const all = days(13, weeks * 5)
      const projected = projectionOf(all, weeksOf(all, []), 'a')
      expect(projected).toMatchObject({ milliDays: 0, lowMilliDays: 0 })
      return projected.highMilliDays
    }
    const highs = [2, 4, 8, 12].map(highAfter)
    expect(highs).toEqual(highs.toSorted((a, b) => b - a))
    // Of 65: more than half after two weeks, a week's after eight, none with a week to go.
    expect(highs[0]).toBeGreaterThan(32_500)
    expect(highs[2]).toBeLessThan(15_000)
    expect(highs[3]).toBeLessThan(5000)
  })

  it('lies between what was spent and the best pace to the end (or the planned one), its interval around it', () => {
    const spending = fc.array(fc.integer({ min: 0, max: 9000 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(spending, fc.string(), (spent, seed) => {
        const all = days(6, spent.length * 5)
        const sum = spent.reduce((total, amount) => total + amount, 0)
        const { milliDays, lowMilliDays, highMilliDays } = projectionOf(all, weeksOf(all, spent), seed)
        const left = 6 - spent.length
        expect(lowMilliDays).toBeGreaterThanOrEqual(sum + left * Math.min(...spent, 5000) - 1)
        expect(highMilliDays).toBeLessThanOrEqual(sum + left * Math.max(...spent, 5000) + 1)
        expect(lowMilliDays).toBeLessThanOrEqual(milliDays)
        expect(highMilliDays).toBeGreaterThanOrEqual(milliDays)
      }),
      { numRuns: 30 },
    )
  })
})
