import { expect, test } from 'vitest'
import { trackerUserOf } from '../../../../adapters/linear/map/people.ts'

test('an e-mail address that is hidden is none, whether it is missing or blank', () => {
  const user = { id: 'user-ada', name: 'Ada', active: true, app: false, timezone: '' }
  for (const email of ['', ' ', null])
    expect(trackerUserOf('linear-1', { ...user, email })).toMatchObject({ email: null, timeZone: null })
  const shown = { ...user, email: 'ada@example.com', timezone: 'Asia/Tokyo' }
  expect(trackerUserOf('linear-1', shown)).toMatchObject({
    email: 'ada@example.com',
    timeZone: 'Asia/Tokyo',
  })
})
