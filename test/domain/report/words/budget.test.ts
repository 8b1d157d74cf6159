import { describe, expect, it, test } from 'vitest'
import {
  amountOf,
  budgetClause,
  budgetNews,
  missingDays,
  paceClause,
  projectionFigures,
  toldProjection,
} from '../../../../domain/report/words/budget.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import { closedQuarter, scopeOnPlan, teamView } from '../../../builders/report-view.ts'

const amounts = (spentDays: number, budgetDays: number) => ({
  spentMilliDays: spentDays * 1000,
  budgetMilliDays: budgetDays * 1000,
})

test('missing days are those due less those spent, as both are told', () => {
  // 93 due, 14 spent; the days between them would be 80.
  expect(missingDays({ expectedMilliDays: 93_400, spentMilliDays: 13_600 })).toBe(79)
  expect(missingDays({ expectedMilliDays: 10_000, spentMilliDays: 12_000 })).toBe(0)
})

describe('days of a budget', () => {
  it.each([
    [0, 'none'],
    [1, 'less than one'],
    [499, 'less than one'],
    [500, '1'],
    [14_000, '14'],
  ])('%d thousandths are %s', (milliDays, words) => {
    expect(amountOf(milliDays)).toBe(words)
  })

  it('are part of it only up to all of it', () => {
    expect(budgetNews(amounts(26, 26))).toBe('26 of 26 reliability days spent')
    expect(budgetNews(amounts(26.4, 26))).toBe('26 of 26 reliability days spent')
    expect(budgetNews(amounts(27, 26))).toBe('27 reliability days spent, 26 planned')
    expect(budgetNews(amounts(0, 26))).toBe('none of 26 reliability days spent')
  })
})

describe('where a budget is heading', () => {
  const heading = (
    spentMilliDays: number,
    milliDays: number,
    lowMilliDays: number,
    highMilliDays: number,
  ) => ({
    spentMilliDays,
    projected: { milliDays, lowMilliDays, highMilliDays },
  })

  it('is never told to end below what is spent', () => {
    expect(toldProjection(heading(8000, 10_000, 4000, 20_000))?.lowMilliDays).toBe(8000)
    expect(projectionFigures(heading(8000, 10_000, 7999, 20_000))).toEqual({ end: '10', range: '8 to 20' })
    expect(projectionFigures(heading(8000, 10_000, 9000, 20_000))).toEqual({ end: '10', range: '9 to 20' })
    expect(projectionFigures(heading(0, 3000, 0, 9000))).toEqual({ end: '3', range: '0 to 9' })
  })

  it('is nothing where nothing is projected', () => {
    expect(toldProjection({ spentMilliDays: 8000, projected: null })).toBeNull()
    expect(projectionFigures({ spentMilliDays: 8000, projected: null })).toBeNull()
  })
})

test('a budget of one day is told as one', () => {
  expect([0, 0.4, 1].map((spent) => budgetNews(amounts(spent, 1)))).toEqual([
    'the one reliability day not spent',
    'the one reliability day not spent',
    'the one reliability day spent',
  ])
  expect(budgetNews(amounts(1, 0.4))).toBe('1 reliability day spent, less than one planned')
  const closed = teamView(scopeOnPlan({}, 1), closedQuarter)
  const { reliability } = scopeOnPlan()
  const clause = (spent: number, state: typeof reliability.state) =>
    plainText(budgetClause(closed, { ...reliability, ...amounts(spent, 1), state }))
  expect(clause(0, 'drifting')).toBe('the one planned reliability day was not spent')
  expect(clause(1, 'on_course')).toBe('the one planned reliability day was spent')
  expect(clause(0, 'cannot_tell')).toBe('tickets show none of the 1 planned reliability day')
})

describe('what was spent of a budget, in a clause', () => {
  const running = teamView(scopeOnPlan())
  const closed = teamView(scopeOnPlan({}, 1), closedQuarter)
  const budget = scopeOnPlan().reliability
  const clause = (view: typeof running, changes: Partial<typeof budget>) =>
    plainText(budgetClause(view, { ...budget, ...changes }))

  it('stands beside what was due while the quarter runs', () => {
    expect(clause(running, { ...amounts(9, 70), expectedMilliDays: 56_000 })).toBe(
      '9 of 70 planned reliability days are spent (56 planned by now)',
    )
    expect(clause(running, { ...amounts(1, 70), expectedMilliDays: 1000 })).toBe(
      '1 of 70 planned reliability days is spent (1 planned by now)',
    )
    expect(clause(running, { ...amounts(0, 70), expectedMilliDays: 0 })).toBe(
      'none of the 70 planned reliability days are spent',
    )
    expect(clause(closed, amounts(9, 70))).toBe('9 of 70 planned reliability days were spent')
  })

  it('is no part of a plan that it is beyond', () => {
    expect(clause(running, amounts(25, 16))).toBe(
      'reliability work has taken 25 person-days, 16 planned for the whole quarter',
    )
    expect(clause(closed, amounts(104, 26))).toBe('reliability work took 104 person-days, 26 planned')
    expect(clause(closed, amounts(3, 0.4))).toBe('reliability work took 3 person-days, less than one planned')
  })

  it('is only what tickets show where nothing can be called', () => {
    const state = 'cannot_tell' as const
    expect(clause(closed, { ...amounts(9, 70), state })).toBe('tickets show 9 of 70 planned reliability days')
    expect(clause(closed, { ...amounts(90, 70), state })).toBe(
      'tickets show 90 person-days of reliability work, 70 planned',
    )
  })
})

it('a pace of nothing has a most, not a range', () => {
  const pace = (lowDays: number, days: number, highDays: number, noun?: string) =>
    paceClause(
      { lowMilliDays: lowDays * 1000, milliDays: days * 1000, highMilliDays: highDays * 1000 },
      '2026-06-30',
      noun,
    )
  expect(pace(9, 11, 18)).toBe('at this pace 11 by 30 June (9 to 18)')
  expect(pace(9, 11, 18, 'reliability day')).toBe(
    'at this pace 11 reliability days will be spent by 30 June (9 to 18)',
  )
  expect(pace(0, 0, 3)).toBe('at this pace none by 30 June (at most 3)')
  expect(pace(0, 0, 3, 'reliability day')).toBe(
    'at this pace no reliability days will be spent by 30 June (at most 3)',
  )
  expect(pace(0, 0.4, 0.6)).toBe('at this pace less than one by 30 June (at most 1)')
})
