import { expect, it } from 'vitest'
import { splitDay, TeamWeeks, weightsOf } from '../../../../domain/effort/days/attribute.ts'
import { aTicket } from '../../../builders/ticket.ts'

const tickets = [aTicket('CORE-1'), aTicket('CORE-2'), aTicket('CORE-3')]

function aDay(teamId: string, weekStart: string, numbers: readonly number[], availableMilliDays = 700) {
  return {
    day: {
      date: weekStart,
      number: 0,
      weekStart,
      teamId,
      startAt: 0,
      endAt: 1,
      workingMilliDays: 1000,
      absenceMilliDays: 200,
      onCallMilliDays: 100,
      availableMilliDays,
    },
    touches: numbers.map((ticket) => ({
      ticket,
      presence: 1,
      commented: false,
      presentShare: 1,
      presentForDays: 0,
      loggedDays: 0,
    })),
  }
}

function filled() {
  const weeks = new TeamWeeks()
  const add = (teamId: string, weekStart: string, numbers: readonly number[], parts: readonly number[]) =>
    weeks.addDay(aDay(teamId, weekStart, numbers), parts, (number) => tickets[number])
  add('web', '2026-05-04', [1], [300])
  add('core', '2026-05-11', [2, 0], [100, 200])
  add('core', '2026-05-04', [2], [50])
  add('core', '2026-05-11', [0, 1], [5, 0])
  add('ada', '2026-05-11', [0], [1])
  return weeks
}

it('rows are summed by team, week and ticket, and go in that order', () => {
  expect(
    filled()
      .rows()
      .map((row) => [row.teamId, row.weekStart, row.ticket.ticketId, row.milliDays]),
  ).toEqual([
    ['ada', '2026-05-11', 'id-CORE-1', 1],
    ['core', '2026-05-04', 'id-CORE-3', 50],
    ['core', '2026-05-11', 'id-CORE-1', 205],
    ['core', '2026-05-11', 'id-CORE-3', 100],
    ['web', '2026-05-04', 'id-CORE-2', 300],
  ])
})

it('capacity is summed by team and week, what no ticket explains too', () => {
  expect(
    filled()
      .capacity()
      .map((week) => [week.teamId, week.weekStart, week.attributedMilliDays, week.unattributedMilliDays]),
  ).toEqual([
    ['ada', '2026-05-11', 1, 699],
    ['core', '2026-05-04', 50, 650],
    ['core', '2026-05-11', 305, 1095],
    ['web', '2026-05-04', 300, 400],
  ])
  expect(filled().capacity()[2]).toMatchObject({
    workingMilliDays: 2000,
    absenceMilliDays: 400,
    onCallMilliDays: 200,
  })
})

it('a part of a ticket that is not there is nobody’s', () => {
  const weeks = new TeamWeeks()
  weeks.addDay(aDay('core', '2026-05-04', [9]), [400], () => undefined)
  expect(weeks.rows()).toEqual([])
  expect(weeks.capacity()).toMatchObject([{ attributedMilliDays: 0, unattributedMilliDays: 700 }])
})

it('a day is split by the weights of its tickets and their types', () => {
  const day = aDay('core', '2026-05-04', [0, 1])
  const weights = weightsOf(
    day,
    (ticket) => (ticket === 0 ? 3 : 1),
    () => false,
  )
  expect(weights).toEqual([24, 8])
  expect(splitDay(day.day, weights)).toEqual([525, 175])
})

it('what was left unlogged of a day weighs as logged on tickets of types that its person doesn’t log', () => {
  const bare = aDay('core', '2026-05-04', [0, 1], 1000)
  const touches = bare.touches.map((touch) => ({ ...touch, loggedDays: touch.ticket === 0 ? 0.25 : 0 }))
  const weights = (unlogged: number | null) =>
    weightsOf(
      { ...bare, touches },
      () => 1,
      (ticket) => ticket === unlogged,
    )
  // 8 + 8 × 0.25, and 8 with or without 8 × 0.75.
  expect(weights(null)).toEqual([10, 8])
  expect(weights(1)).toEqual([10, 14])
})
