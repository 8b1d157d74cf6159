import { describe, expect, it } from 'vitest'
import { addDays } from '../../domain/instant.ts'
import {
  datesOfQuarter,
  parseQuarterId,
  QuarterFormatError,
  quarterAfter,
  quarterBefore,
  quarterOf,
} from '../../domain/quarter.ts'
import { startingIn } from '../builders/plan.ts'

describe('a quarter of the calendar year', () => {
  it.each([
    ['2026-Q1', '2026-01-01', '2026-04-01'],
    ['2026-Q2', '2026-04-01', '2026-07-01'],
    ['2026-Q3', '2026-07-01', '2026-10-01'],
    ['2026-Q4', '2026-10-01', '2027-01-01'],
  ])('%s runs from %s up to %s', (quarter, from, to) => {
    expect(datesOfQuarter(quarter)).toEqual({ from, to })
  })

  it('holds its first and its last day, and no other', () => {
    expect(quarterOf('2026-03-31')).toBe('2026-Q1')
    expect(quarterOf('2026-04-01')).toBe('2026-Q2')
    expect(quarterOf('2026-06-30')).toBe('2026-Q2')
    expect(quarterOf('2026-12-31')).toBe('2026-Q4')
    expect(quarterOf('2027-01-01')).toBe('2027-Q1')
  })

  it('comes after the one before, across the year too', () => {
    expect(quarterBefore('2026-Q2')).toBe('2026-Q1')
    expect(quarterBefore('2026-Q1')).toBe('2025-Q4')
    expect(quarterAfter('2026-Q1')).toBe('2026-Q2')
    expect(quarterAfter('2026-Q4')).toBe('2027-Q1')
    // Whatever the fiscal year: its quarters' names go on in the same order.
    const fiscal = {
      fiscalStartMonth: 2,
      fiscalYearNamedAfter: 'end',
      fiscalWeeks: { firstWeekday: 7, rule: 'nearest' },
    } as const
    for (const quarter of ['2026-Q1', '2026-Q4', '2029-Q4'])
      expect(quarterAfter(quarter)).toBe(quarterOf(datesOfQuarter(quarter, fiscal).to, fiscal))
  })
})

describe('a quarter of a fiscal year', () => {
  it('is named by the year in which the fiscal year starts', () => {
    expect(datesOfQuarter('2026-Q1', startingIn(7))).toEqual({ from: '2026-07-01', to: '2026-10-01' })
    expect(datesOfQuarter('2026-Q3', startingIn(7))).toEqual({ from: '2027-01-01', to: '2027-04-01' })
    expect(quarterOf('2027-01-01', startingIn(7))).toBe('2026-Q3')
    expect(quarterOf('2026-06-30', startingIn(7))).toBe('2025-Q4')
    expect(quarterOf('2026-07-01', startingIn(7))).toBe('2026-Q1')
    expect(quarterBefore('2026-Q1', startingIn(7))).toBe('2025-Q4')
  })

  it('may begin in the last month of the year', () => {
    expect(datesOfQuarter('2025-Q1', startingIn(12))).toEqual({ from: '2025-12-01', to: '2026-03-01' })
    expect(quarterOf('2025-12-01', startingIn(12))).toBe('2025-Q1')
    expect(quarterOf('2025-11-30', startingIn(12))).toBe('2024-Q4')
  })
})

describe('a fiscal year that is named after its end', () => {
  const fiscal = { ...startingIn(7), fiscalYearNamedAfter: 'end' } as const

  it('has the year in which it ends', () => {
    expect(datesOfQuarter('2027-Q1', fiscal)).toEqual({ from: '2026-07-01', to: '2026-10-01' })
    expect(datesOfQuarter('2027-Q4', fiscal)).toEqual({ from: '2027-04-01', to: '2027-07-01' })
    expect(quarterOf('2026-06-30', fiscal)).toBe('2026-Q4')
    expect(quarterOf('2026-07-01', fiscal)).toBe('2027-Q1')
    expect(quarterBefore('2027-Q1', fiscal)).toBe('2026-Q4')
  })

  it('is the calendar year where it starts in January', () => {
    expect(quarterOf('2026-01-01', { ...startingIn(1), fiscalYearNamedAfter: 'end' })).toBe('2026-Q1')
  })
})

describe('a fiscal year of whole weeks', () => {
  const weeks = (firstWeekday: number, rule: 'nearest' | 'last' | 'first') => ({ firstWeekday, rule })

  it('begins on the weekday nearest to the first of its month, and has a 53rd week now and then', () => {
    // The retail calendar (4-5-4) of the NRF: fiscal 2023, of 53 weeks, ran from 2023-01-29 to 2024-02-03.
    const retail = { ...startingIn(2), fiscalWeeks: weeks(7, 'nearest') } as const
    expect(datesOfQuarter('2023-Q1', retail)).toEqual({ from: '2023-01-29', to: '2023-04-30' })
    expect(datesOfQuarter('2023-Q4', retail)).toEqual({ from: '2023-10-29', to: '2024-02-04' })
    expect(datesOfQuarter('2024-Q1', retail).from).toBe('2024-02-04')
    expect(quarterOf('2024-02-03', retail)).toBe('2023-Q4')
    expect(quarterOf('2024-02-04', retail)).toBe('2024-Q1')
    expect(quarterBefore('2024-Q1', retail)).toBe('2023-Q4')
  })

  it('may end on the last weekday of a month, and be named after its end', () => {
    // Fiscal years that end on the last Saturday of September: 2023 had 53 weeks, to 2023-09-30; 2024 ended on 2024-09-28.
    const fiscal = {
      fiscalStartMonth: 10,
      fiscalYearNamedAfter: 'end',
      fiscalWeeks: weeks(7, 'last'),
    } as const
    expect(datesOfQuarter('2024-Q1', fiscal).from).toBe('2023-10-01')
    expect(datesOfQuarter('2024-Q4', fiscal).to).toBe('2024-09-29')
    expect(datesOfQuarter('2023-Q1', fiscal).from).toBe('2022-09-25')
  })

  it('may begin on the first weekday of a month', () => {
    const fiscal = { ...startingIn(1), fiscalWeeks: weeks(1, 'first') } as const
    expect(datesOfQuarter('2026-Q1', fiscal)).toEqual({ from: '2026-01-05', to: '2026-04-06' })
    expect(quarterOf('2026-01-04', fiscal)).toBe('2025-Q4')
  })

  it('leaves no date out and takes none twice, whatever its rule', () => {
    for (const rule of ['nearest', 'last', 'first'] as const) {
      for (const month of [1, 2, 7, 12]) {
        const fiscal = { ...startingIn(month), fiscalWeeks: weeks(1, rule) }
        for (let date = '2019-06-01'; date < '2033-06-01'; date = addDays(date, 1)) {
          const { from, to } = datesOfQuarter(quarterOf(date, fiscal), fiscal)
          if (!(from <= date && date < to)) throw new Error(`${date} is not in ${from} to ${to}`)
        }
      }
    }
  })
})

it.each(['2026-Q5', '2026-Q0', '26-Q1', '2026-Q1 ', 'Q1', ''])('"%s" is refused', (text) => {
  expect(() => parseQuarterId(text)).toThrow(QuarterFormatError)
  expect(() => datesOfQuarter(text)).toThrow(QuarterFormatError)
})

it('a quarter is taken as it is written', () => {
  expect(parseQuarterId('2026-Q4')).toBe('2026-Q4')
})
