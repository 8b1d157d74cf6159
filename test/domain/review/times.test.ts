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

test('reviewers have until the end of a day, however early or late on a day they were asked', () => {
  for (const openedAt of [at('2026-06-28T00:00:00Z'), at('2026-06-28T23:59:59Z')]) {
    const deadlineAt = deadlineOf(openedAt, 5)
    expect(deadlineAt).toBe(at('2026-07-04T00:00:00Z'))
    expect(lastDayToAnswer(deadlineAt)).toBe('2026-07-03')
  }
})

test('they are reminded after half of their time and a day before its end', () => {
  const openedAt = at('2026-06-28T00:00:00Z')
  expect(reminderTimes(openedAt, deadlineOf(openedAt, 5))).toEqual([
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
      const deadlineAt = deadlineOf(openedAt, days)
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
