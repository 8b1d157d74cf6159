import { expect, test } from 'vitest'
import {
  answerDaysFrom,
  deadlineOf,
  lastDayToAnswer,
  mayRemind,
  mostAnswerDays,
  reminderTimes,
} from '../../../domain/review/times.ts'
import { at } from '../../builders/ticket.ts'

test.each([
  { timeZone: 'UTC', from: '2026-06-28T00:00:00Z', to: '2026-06-28T23:59:59Z', ends: '2026-07-04T00:00:00Z' },
  {
    timeZone: 'Europe/Berlin',
    ...{ from: '2026-06-27T22:00:00Z', to: '2026-06-28T21:59:59Z', ends: '2026-07-03T22:00:00Z' },
  },
  {
    timeZone: 'America/New_York',
    ...{ from: '2026-06-28T04:00:00Z', to: '2026-06-29T03:59:59Z', ends: '2026-07-04T04:00:00Z' },
  },
])(
  'reviewers have until the end of a day in $timeZone, however early or late on a day they were asked',
  ({ timeZone, from, to, ends }) => {
    for (const openedAt of [from, to]) {
      const deadlineAt = deadlineOf(at(openedAt), 5, timeZone)
      expect(deadlineAt).toBe(at(ends))
      expect(lastDayToAnswer(deadlineAt, timeZone)).toBe('2026-07-03')
    }
    expect(deadlineOf(at(to) + 1000, 5, timeZone)).toBeGreaterThan(at(ends))
  },
)

test('a last day on which clocks change ends at midnight of the clock', () => {
  const deadlineAt = deadlineOf(at('2026-10-24T10:00:00Z'), 1, 'Europe/Berlin')
  expect(deadlineAt).toBe(at('2026-10-25T23:00:00Z'))
  expect(lastDayToAnswer(deadlineAt, 'Europe/Berlin')).toBe('2026-10-25')
})

test('they are reminded after half of their time and a day before its end', () => {
  const openedAt = at('2026-06-28T00:00:00Z')
  expect(reminderTimes(openedAt, deadlineOf(openedAt, 5, 'UTC'))).toEqual([
    at('2026-07-01T00:00:00Z'),
    at('2026-07-03T00:00:00Z'),
  ])
})

test('they are reminded once where both would be less than a day apart', () => {
  const openedAt = at('2026-06-28T00:00:00Z')
  const dayMs = 86_400_000
  expect(reminderTimes(openedAt, openedAt + 4 * dayMs)).toHaveLength(2)
  expect(reminderTimes(openedAt, openedAt + 4 * dayMs - 2)).toHaveLength(1)
})

test('no reminder leaves before half of the time is over, nor after its end', () => {
  for (let days = 1; days <= mostAnswerDays; days += 1) {
    for (const clock of ['00:00:00', '12:00:00', '23:59:59']) {
      const openedAt = at(`2026-06-28T${clock}Z`)
      const deadlineAt = deadlineOf(openedAt, days, 'UTC')
      const times = reminderTimes(openedAt, deadlineAt)
      expect(times.length).toBeGreaterThan(0)
      for (const each of times) {
        expect(each).toBeGreaterThanOrEqual(Math.round((openedAt + deadlineAt) / 2))
        expect(each).toBeLessThan(deadlineAt)
      }
    }
  }
})

test('an admin may have them reminded again after an hour', () => {
  const remindedAt = at('2026-06-28T09:00:00Z')
  expect(mayRemind(null, remindedAt)).toBe(true)
  expect(mayRemind(remindedAt, remindedAt + 3_600_000 - 1)).toBe(false)
  expect(mayRemind(remindedAt, remindedAt + 3_600_000)).toBe(true)
})

test('days to answer are a whole number from 1 to 14, and nothing else', () => {
  expect(['1', ' 5 ', '14'].map(answerDaysFrom)).toEqual([1, 5, 14])
  for (const text of ['', ' ', '0', '15', '-1', '1.5', 'five', 'Infinity'])
    expect(answerDaysFrom(text)).toBeNull()
})
