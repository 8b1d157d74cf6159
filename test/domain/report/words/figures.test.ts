import { expect, test } from 'vitest'
import {
  allInWords,
  bandInWords,
  counted,
  daysInWords,
  isADay,
  moneyInWords,
  numberInWords,
  percent,
  plannedInWords,
  points,
  tableDays,
} from '../../../../domain/report/words/figures.ts'

test.each([
  [0, 'no days'],
  [300, 'less than a day'],
  [1000, '1 day'],
  [1400, '1 day'],
  [9400, '9 days'],
  [96_400, '96 days'],
  [99_400, '99 days'],
  [99_700, 'about 100 days'],
  [100_000, 'about 100 days'],
  [100_600, 'about 100 days'],
  [104_900, 'about 100 days'],
  [105_000, 'about 110 days'],
  [312_000, 'about 310 days'],
  [-58_000, '58 days'],
  [1_238_000, 'about 1,240 days'],
])('%d thousandths of a day are "%s"', (milliDays, words) => {
  expect(daysInWords(milliDays)).toBe(words)
})

test('planned days are never rounded to tens', () => {
  expect(plannedInWords(142_000)).toBe('142 days')
})

test('table figures are whole, with a real minus', () => {
  expect([tableDays(-3200), tableDays(3200), tableDays(-400), tableDays(1_238_000)]).toEqual([
    '−3',
    '3',
    '0',
    '1,238',
  ])
})

test('shares are whole points, never minus nothing', () => {
  expect([percent(0.1734), percent(-0.001)]).toEqual(['17 %', '0 %'])
})

test('half a point is rounded up wherever it stands', () => {
  const halves = Array.from({ length: 100 }, (_, whole) => points((10 * whole + 5) / 1000))
  expect(halves).toEqual(Array.from({ length: 100 }, (_, whole) => whole + 1))
  expect([points(0.1449), points(0.58 - 0.505), points(-0.145)]).toEqual([14, 8, -15])
})

test('a band is half its width, and never claims to be exact', () => {
  const band = (actualShare: number, lowShare: number, highShare: number) =>
    bandInWords({ actualShare, band: { lowShare, highShare } })
  expect(band(0.41, 0.35, 0.47)).toBe('±6')
  expect(band(0.4, 0.4, 0.4)).toBe('±1')
})

test('a band that reaches further one way than the other is its two ends', () => {
  const band = (highShare: number) => bandInWords({ actualShare: 0.41, band: { lowShare: 0.35, highShare } })
  expect(band(0.475)).toBe('±6')
  expect(band(0.49)).toBe('35 to 49 %')
})

test.each([
  ['EUR', '59,000 €'],
  ['USD', '$59,000'],
  ['GBP', '£59,000'],
  ['CHF', '59,000 CHF'],
])('84 days at 700 are money in %s, rounded to thousands: %s', (currency, words) => {
  expect(moneyInWords(84_000, { amount: 700, currency })).toBe(words)
})

test.each([
  [9999, '9,999,000 €'],
  [10_000, '10 million €'],
  [14_520, '14.5 million €'],
  [384_400, '384 million €'],
  [101_790_000, '102 billion €'],
])('%d thousand are %s', (thousands, words) => {
  expect(moneyInWords(thousands * 1000, { amount: 1000, currency: 'EUR' })).toBe(words)
})

test('money is left out where no cost is stated or nothing is left after rounding', () => {
  expect(moneyInWords(84_000, null)).toBeNull()
  expect(moneyInWords(500, { amount: 700, currency: 'EUR' })).toBeNull()
})

test('nothing, one and many have their own words', () => {
  expect([counted(0, 'ticket'), counted(1, 'ticket'), counted(2412, 'ticket')]).toEqual([
    'no tickets',
    '1 ticket',
    '2,412 tickets',
  ])
})

test.each([
  [499, false],
  [500, true],
  [0, false],
  [-500, false],
  [-9000, false],
])('%d thousandths of a day are reported as a day or more: %s', (milliDays, isSo) => {
  expect(isADay(milliDays)).toBe(isSo)
})

test('small numbers are words up to ten', () => {
  expect([0, 1, 2, 10, 11, 1200].map(numberInWords)).toEqual(['none', 'one', 'two', 'ten', '11', '1,200'])
  expect([1, 2, 3].map(allInWords)).toEqual(['The one', 'Both', 'All 3'])
})
