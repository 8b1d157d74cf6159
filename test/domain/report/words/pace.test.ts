import { expect, test } from 'vitest'
import { beforeInWords, growthInWords, outOfHoursInWords } from '../../../../domain/report/words/pace.ts'

test.each([
  [3.04, '3 times as many interruptions'],
  [2.11, '2.1 times as many interruptions'],
  [2.1, 'twice as many interruptions'],
  [1.9, 'twice as many interruptions'],
  [1.89, 'interruptions up by 90 %'],
  [1.56, 'interruptions up by 60 %'],
  [1.54, 'interruptions up by half'],
  [1.46, 'interruptions up by half'],
  [1.44, 'interruptions up by 40 %'],
  [1.2, 'interruptions up by 20 %'],
  [1.1, 'interruptions up by 10 %'],
  [0.9, 'interruptions down by 10 %'],
  [0.8, 'interruptions down by 20 %'],
  [0.33, 'interruptions down by 70 %'],
])('%d times the count before is "%s"', (ratio, words) => {
  expect(growthInWords(ratio)).toBe(words)
})

test('whose interruptions they are compared with is said where nothing around it does', () => {
  expect(growthInWords(2, 'Q1’s')).toBe('twice Q1’s interruptions')
  expect(growthInWords(0.5, 'Q4 2025’s')).toBe('interruptions down by half')
  expect(growthInWords(4.23, 'Q1’s pace of')).toBe('4.2 times Q1’s pace of interruptions')
})

test('an earlier count stands whole beside a closed quarter, and at its pace beside a running one', () => {
  expect(beforeInWords({ running: false, elapsedShare: 1 }, 'Q1', 1190)).toBe('Q1: 1,190')
  expect(beforeInWords({ running: true, elapsedShare: 0.8 }, 'Q1', 119)).toBe('95 at Q1’s pace')
})

test('incidents outside working hours are reported where there are any', () => {
  expect([0, 1, 2].map((incidents) => outOfHoursInWords(7, incidents))).toEqual([
    '',
    ', one of them an incident outside working hours',
    ', 2 of them incidents outside working hours',
  ])
  expect(outOfHoursInWords(1, 1)).toBe(', an incident outside working hours')
})
