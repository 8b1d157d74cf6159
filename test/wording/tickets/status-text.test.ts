import { expect, test } from 'vitest'
import { atStakeText, suspicionText } from '../../../wording/tickets/status-text.ts'

test.each([
  [{ stays: 0, personDays: 0 }, 'No ticket was in it in the last 180 days.'],
  [{ stays: 1, personDays: 0 }, 'At stake: 1 stay in the last 180 days, with no person-days.'],
  [
    { stays: 2, personDays: null },
    'At stake: 2 stays in the last 180 days, of too few people for their days to be told.',
  ],
  [{ stays: 1, personDays: 1 }, 'At stake: 1 stay in the last 180 days and up to 1 person-day.'],
  [
    { stays: 1240, personDays: 3100 },
    'At stake: 1,240 stays in the last 180 days and up to 3,100 person-days.',
  ],
])('what a status moves is told without a count of nothing: %o', (stakes, told) => {
  expect(atStakeText(stakes)).toBe(told)
})

test('a status that looks wrong by its name alone says that no ticket was in it', () => {
  const status = { connectionId: 'c', statusId: '1', name: 'Parked', category: 'in_progress' } as const
  const suspect = { status, means: 'in_progress', suggested: 'waiting', reason: 'name' } as const
  expect(suspicionText({ ...suspect, stays: 0, personDays: 0 })).toBe(
    'counts as in progress, but its name says otherwise: no ticket was in it in the last 180 days.',
  )
})
