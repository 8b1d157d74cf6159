import { describe, expect, it } from 'vitest'
import {
  datesOfQuarter,
  parseQuarterId,
  QuarterFormatError,
  quarterBefore,
  quarterOf,
} from '../../domain/quarter.ts'

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
  })
})

describe('a quarter of a fiscal year', () => {
  it('is named by the year in which the fiscal year starts', () => {
    expect(datesOfQuarter('2026-Q1', 7)).toEqual({ from: '2026-07-01', to: '2026-10-01' })
    expect(datesOfQuarter('2026-Q3', 7)).toEqual({ from: '2027-01-01', to: '2027-04-01' })
    expect(quarterOf('2027-01-01', 7)).toBe('2026-Q3')
    expect(quarterOf('2026-06-30', 7)).toBe('2025-Q4')
    expect(quarterOf('2026-07-01', 7)).toBe('2026-Q1')
    expect(quarterBefore('2026-Q1', 7)).toBe('2025-Q4')
  })

  it('may begin in the last month of the year', () => {
    expect(datesOfQuarter('2025-Q1', 12)).toEqual({ from: '2025-12-01', to: '2026-03-01' })
    expect(quarterOf('2025-12-01', 12)).toBe('2025-Q1')
    expect(quarterOf('2025-11-30', 12)).toBe('2024-Q4')
  })
})

it.each(['2026-Q5', '2026-Q0', '26-Q1', '2026-Q1 ', 'Q1', ''])('"%s" is refused', (text) => {
  expect(() => parseQuarterId(text)).toThrow(QuarterFormatError)
  expect(() => datesOfQuarter(text)).toThrow(QuarterFormatError)
})

it('a quarter is taken as it is written', () => {
  expect(parseQuarterId('2026-Q4')).toBe('2026-Q4')
})
