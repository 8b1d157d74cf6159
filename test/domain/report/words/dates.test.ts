import { expect, test } from 'vitest'
import {
  dateInWords,
  earlierQuarter,
  instantInWords,
  lastDayOf,
  longQuarter,
  shortDate,
  shortInstant,
  shortQuarter,
  weeksInWords,
} from '../../../../domain/report/words/dates.ts'

test('dates are a day and a month', () => {
  expect([dateInWords('2026-06-24'), shortDate('2026-06-24')]).toEqual(['24 June', '24 Jun'])
  expect([dateInWords('2026-01-01'), shortDate('2026-12-31')]).toEqual(['1 January', '31 Dec'])
})

test('instants are written to the minute, in UTC unless the reader’s zone is known', () => {
  const at = Date.parse('2026-06-12T16:05:59Z')
  expect(instantInWords(at)).toBe('12 June 2026, 16:05 UTC')
  expect(instantInWords(at, 'Asia/Tokyo')).toBe('13 June 2026, 01:05 UTC+9')
  expect(shortInstant(at, 'Asia/Tokyo')).toBe('13 June, 01:05 UTC+9')
})

test('an earlier quarter has its year only where it is another', () => {
  expect([shortQuarter('2026-Q2'), longQuarter('2026-Q2')]).toEqual(['Q2', 'Q2 2026'])
  expect(earlierQuarter('2026-Q1', '2026-Q2')).toBe('Q1')
  expect(earlierQuarter('2025-Q4', '2026-Q2')).toBe('Q4 2025')
})

test('the last day of a range is the one before its end', () => {
  expect(lastDayOf({ to: '2026-07-01' })).toBe('2026-06-30')
})

test.each([
  [0.49, 'less than a week'],
  [0.5, 'about a week'],
  [1.49, 'about a week'],
  [1.5, 'about two weeks'],
  [13.4, 'about 13 weeks'],
  [13.5, 'more than a quarter'],
])('%d weeks are "%s"', (weeks, words) => {
  expect(weeksInWords(weeks)).toBe(words)
})

test('each month has its name', () => {
  expect(dateInWords('2026-10-09')).toBe('9 October')
  expect(shortDate('2026-11-30')).toBe('30 Nov')
})
