import { expect, test } from 'vitest'
import { counted, plannedDaysText } from '../../wording/counted.ts'
import { ticketDays } from '../../wording/ticket-days.ts'

test('counts have a comma between thousands, as in the mails', () => {
  const told = [0, 1, 2, 999, 1000, 12_345, 1_234_567].map((count) => counted(count, 'ticket'))
  expect(told).toEqual([
    ...['0 tickets', '1 ticket', '2 tickets', '999 tickets'],
    ...['1,000 tickets', '12,345 tickets', '1,234,567 tickets'],
  ])
})

test('days are told to a tenth, and less than that as such', () => {
  const told = [49, 50, 4504, 999_949, 999_951, 1_234_560].map(ticketDays)
  expect(told).toEqual(['under 0.1', '0.1', '4.5', '999.9', '1,000.0', '1,234.6'])
})

test('a noun with a plural of its own has it', () => {
  expect([0, 1, 1000].map((count) => counted(count, 'person', 'people'))).toEqual([
    '0 people',
    '1 person',
    '1,000 people',
  ])
})

test('planned days keep what stands behind the point', () => {
  expect([1, 1240, 0.5, 2.25].map(plannedDaysText)).toEqual([
    '1 person-day',
    '1,240 person-days',
    '0.5 person-days',
    '2.25 person-days',
  ])
})
