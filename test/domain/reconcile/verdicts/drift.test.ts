import { describe, expect, it } from 'vitest'
import {
  type BudgetDay,
  burnWeeksOf,
  lastTwoWeeks,
} from '../../../../domain/reconcile/figures/budget/budget-burn.ts'
import {
  type DriftInput,
  projectedEndOf,
  reliabilityBudgetOf,
} from '../../../../domain/reconcile/verdicts/drift.ts'

const mondays = ['2026-04-06', '2026-04-13', '2026-04-20', '2026-04-27', '2026-05-04', '2026-05-11']

/** Six weeks of five days of 1000 each, so a budget of 30 days, of which the first `counted` days are past. */
function daysWith(counted: number): BudgetDay[] {
  return mondays
    .flatMap((monday) =>
      [0, 1, 2, 3, 4].map((offset) => {
        const day = String(Number(monday.slice(8)) + offset)
        const [month, date] = Number(day) > 30 ? ['05', String(Number(day) - 30)] : [monday.slice(5, 7), day]
        return `2026-${month}-${date.padStart(2, '0')}`
      }),
    )
    .map((date, index) => ({ date, budgetMilliDays: 1000, counted: index < counted }))
}

function aDrift(spentByWeek: readonly number[], changes: Partial<DriftInput> = {}) {
  return reliabilityBudgetOf({
    seed: '2026-Q2 core',
    budgetMilliDays: 30_000,
    spentMilliDays: spentByWeek.reduce((sum, spent) => sum + spent, 0),
    expectedMilliDays: spentByWeek.length * 5000,
    uncertainMilliDays: 0,
    unseenMilliDays: 0,
    uncategorised: { lowMilliDays: 0, highMilliDays: 0 },
    isInDoubt: false,
    days: daysWith(spentByWeek.length * 5),
    spentOfWeek: new Map(spentByWeek.map((spent, index) => [mondays[index] ?? '', spent])),
    ...changes,
  })
}

describe('drift', () => {
  it('is what was spent less what was expected, over the budget', () => {
    // (4,500 − 15,000) / 30,000
    expect(aDrift([3000, 1000, 500]).driftShare).toBeCloseTo(-0.35, 12)
  })

  it('is called drifting only where the far end of its interval is at −30 % too', () => {
    expect(aDrift([3000, 1000, 500]).state).toBe('drifting')
    // Far end (4,500 + 1,501 − 15,000) / 30,000 = −0.29997
    const probable = aDrift([3000, 1000, 500], { uncertainMilliDays: 1501 })
    expect(probable.state).toBe('probably_drifting')
    expect(probable.driftBand?.lowShare).toBeCloseTo(-0.40003, 5)
    expect(aDrift([3000, 1000, 2001]).state).toBe('on_course')
  })

  it('is not called where unattributed days may hide what is missing', () => {
    expect(aDrift([3000, 1000, 500], { unseenMilliDays: 1501 }).state).toBe('probably_drifting')
  })

  it('is not called where uncategorised work may be what is missing, of which a sample says what it holds at least', () => {
    const held = (lowMilliDays: number, highMilliDays: number) =>
      aDrift([3000, 1000, 500], { uncategorised: { lowMilliDays, highMilliDays } })
    expect(held(0, 1500).state).toBe('drifting')
    expect(held(0, 1501).state).toBe('probably_drifting')
    // (4,500 + 300 − 15,000) / 30,000
    expect(held(300, 600).driftBand?.lowShare).toBeCloseTo(-0.34, 12)
  })

  it('cannot be told in doubt, and neither can where it will end', () => {
    expect(aDrift([3000, 1000, 500], { isInDoubt: true })).toMatchObject({
      state: 'cannot_tell',
      driftShare: expect.closeTo(-0.35, 12),
      projected: null,
      projectedEnd: null,
    })
    const recoverable = { days: daysWith(15) }
    expect(aDrift([6000, 6000, 7200], recoverable).lastDayToRecover).not.toBeNull()
    expect(aDrift([6000, 6000, 7200], { ...recoverable, isInDoubt: true }).lastDayToRecover).toBeNull()
  })

  it('is called from −30 % on', () => {
    // (6,000 − 15,000) / 30,000 = −0.3
    expect(aDrift([3000, 2000, 1000]).state).toBe('drifting')
    expect(aDrift([3000, 2000, 1001]).state).toBe('on_course')
  })

  it('leaves unspent what was due and not spent, and nothing where more was', () => {
    expect(aDrift([3000, 1000, 500]).shortfallMilliDays).toBe(10_500)
    expect(aDrift([5000, 5000, 5001]).shortfallMilliDays).toBe(0)
  })

  it('is called probable from −30 % on too', () => {
    expect(aDrift([3000, 2000, 1000], { uncertainMilliDays: 1 }).state).toBe('probably_drifting')
  })

  it('reaches down to nothing spent, and no further', () => {
    // −15,000 / 30,000
    expect(aDrift([3000, 1000, 500], { uncertainMilliDays: 4501 }).driftBand?.lowShare).toBe(-0.5)
  })

  it('is reported for the smallest budget', () => {
    expect(aDrift([0], { budgetMilliDays: 1, expectedMilliDays: 1 }).driftShare).toBe(-1)
  })

  it('is not called by less than a day', () => {
    const small = (spent: number) =>
      aDrift([spent, 0, 0], { budgetMilliDays: 2000, expectedMilliDays: 1000 }).state
    expect(small(0)).toBe('drifting')
    expect(small(1)).toBe('on_course')
  })

  it('has no interval of no width', () => {
    expect(aDrift([3000, 1000, 500]).driftBand).toBeNull()
    expect(aDrift([3000, 1000, 500], { uncertainMilliDays: 1 }).driftBand).not.toBeNull()
    // Every week as planned: what is measured may still be off.
    expect(aDrift([5000, 5000, 5000]).projected).toBeNull()
    // 15,000 so far, off by 300: 30,000 by the end, off by 600.
    expect(aDrift([5000, 5000, 5000], { uncertainMilliDays: 300 }).projected).toEqual({
      milliDays: 30_000,
      lowMilliDays: 29_400,
      highMilliDays: 30_600,
    })
  })

  it('has no rates, no projection and no last day to recover before two weeks of three days have begun', () => {
    const afterDays = (counted: number) =>
      aDrift([3000, 600], { days: daysWith(counted), expectedMilliDays: counted * 1000 })
    const none = { burnRates: null, projected: null, lastDayToRecover: null }
    expect(afterDays(7)).toMatchObject(none)
    expect(afterDays(8).burnRates).not.toBeNull()
    expect(afterDays(8).projected).not.toBeNull()
  })

  it('has no rates and no projection before the first day that counts', () => {
    const none = { burnRates: null, projected: null }
    expect(aDrift([])).toMatchObject(none)
    expect(aDrift([], { expectedMilliDays: 1 })).toMatchObject(none)
    expect(aDrift([0], { expectedMilliDays: 0 })).toMatchObject(none)
  })

  it('is nothing without a budget', () => {
    const budget = aDrift([1000], { budgetMilliDays: 0, expectedMilliDays: 0 })
    expect(budget).toMatchObject({ state: 'no_budget', driftShare: null, projected: null, burnRates: null })
  })
})

describe('a projection ends', () => {
  const end = (lowMilliDays: number, highMilliDays: number) =>
    projectedEndOf({ lowMilliDays, milliDays: lowMilliDays, highMilliDays }, 20_000)

  it('above the plan where even its low end is more than a tenth above', () => {
    expect(end(22_000, 30_000)).toBe('near_plan')
    expect(end(22_001, 30_000)).toBe('above_plan')
  })

  it('below the plan where even its high end is more than a tenth below', () => {
    expect(end(1000, 18_000)).toBe('near_plan')
    expect(end(1000, 17_999)).toBe('below_plan')
  })
})

describe('the burn', () => {
  it('takes a week of three days for a week, and one of two for none', () => {
    // Two whole weeks at 0.6, then a week that begins at 3 times its plan: it is the best from its third day on.
    const days = daysWith(13)
    const spent = { days, expectedMilliDays: 13_000, budgetMilliDays: 30_000 }
    // Missing 30,000 − 15,000 = 15,000, of which a day recovers 3,000: five days.
    expect(aDrift([3000, 3000, 9000], spent).lastDayToRecover).toBe(days[25]?.date)
    const twoDays = { ...spent, days: daysWith(12), expectedMilliDays: 12_000 }
    // At 0.6 a day the 18 days left bring 10,800 at most.
    expect(aDrift([3000, 3000, 6000], twoDays).lastDayToRecover).toBeNull()
  })

  it('burns at the rate of the last two weeks and of the quarter to date', () => {
    // Two weeks: 1,500 of 10,000; quarter: 4,500 of 15,000.
    expect(aDrift([3000, 1000, 500]).burnRates).toEqual({ twoWeeksRatio: 0.15, quarterRatio: 0.3 })
  })

  it('reaches a third week back when the running one has fewer than three days', () => {
    const weeks = burnWeeksOf(daysWith(17), new Map())
    expect(lastTwoWeeks(weeks).map((week) => week.weekStart)).toEqual(mondays.slice(1, 4))
    expect(lastTwoWeeks(burnWeeksOf(daysWith(18), new Map())).length).toBe(2)
  })

  it('projects the mean rate, between what its worst weeks and weeks as planned would bring', () => {
    const { projected } = aDrift([3000, 1000, 500])
    // 4,500 + 0.3 × 15,000; all worst: 4,500 + 1,500; all as planned: 4,500 + 15,000.
    expect(projected?.milliDays).toBe(9000)
    expect(projected?.lowMilliDays).toBeGreaterThanOrEqual(6000)
    expect(projected?.lowMilliDays).toBeLessThan(9000)
    expect(projected?.highMilliDays).toBeGreaterThan(9000)
    expect(projected?.highMilliDays).toBeLessThanOrEqual(19_500)
  })

  it('holds eight tenths of the possible futures', () => {
    // Three weeks and one as planned, each sample of four of them, and three weeks to come of that sample: all futures there are.
    const ofEach = <Item>(from: readonly Item[], count: number): Item[][] =>
      count === 0 ? [[]] : ofEach(from, count - 1).flatMap((rest) => from.map((item) => [...rest, item]))
    const futures = ofEach([3000, 1000, 500, 5000], 4)
      .flatMap((sample) => ofEach(sample, 3))
      .map((weeks) => weeks.reduce((sum, spent) => sum + spent, 4500))
    const { projected } = aDrift([3000, 1000, 500])
    const { lowMilliDays = 0, highMilliDays = 0 } = projected ?? {}
    const within = futures.filter((spent) => spent >= lowMilliDays && spent <= highMilliDays)
    const inside = futures.filter((spent) => spent > lowMilliDays && spent < highMilliDays)
    expect(within.length / futures.length).toBeGreaterThan(0.8)
    expect(inside.length / futures.length).toBeLessThan(0.8)
  })

  it('repeats by its seed, and projects nothing once the quarter is over', () => {
    expect(aDrift([3000, 1000, 500])).toEqual(aDrift([3000, 1000, 500]))
    const { projected } = aDrift([3000, 1000, 500, 0, 0, 0])
    expect(projected).toBeNull()
  })

  it('names the last day from which the best week’s pace still meets the budget', () => {
    const days = daysWith(15)
    // Pace 7,200/5,000 = 1.44; missing 30,000 − 19,200 = 10,800; 10,800 / 1,440 = 7.5, so eight of the days left.
    expect(aDrift([6000, 6000, 7200], { days }).lastDayToRecover).toBe(days[22]?.date)
  })

  it('names no such day when nothing is missing, when it is too late, and when no pace was shown', () => {
    expect(aDrift([10_000, 10_000, 10_000]).lastDayToRecover).toBeNull()
    expect(aDrift([3000, 1000, 500]).lastDayToRecover).toBeNull()
    expect(aDrift([0, 0, 0]).lastDayToRecover).toBeNull()
  })
})
