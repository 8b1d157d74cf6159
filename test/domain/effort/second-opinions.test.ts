import { describe, expect, it } from 'vitest'
import type { TicketTouch } from '../../../domain/effort/days/activity-days.ts'
import { SecondOpinions } from '../../../domain/effort/second-opinions.ts'
import { aTicket } from '../../builders/ticket.ts'

const anyTicket = () => true

const tickets = [aTicket('CORE-1'), aTicket('CORE-2')]

function aDay(touches: readonly Partial<TicketTouch>[], availableMilliDays = 1000, teamId = 'core') {
  return {
    day: {
      date: '2026-05-04',
      number: 0,
      weekStart: '2026-05-04',
      teamId,
      startAt: 0,
      endAt: 28_800_000,
      workingMilliDays: 1000,
      absenceMilliDays: 0,
      onCallMilliDays: 1000 - availableMilliDays,
      availableMilliDays,
    },
    touches: touches.map((changes, ticket) => ({
      ticket,
      presence: 1,
      commented: false,
      presentShare: 1,
      presentForDays: 0,
      loggedDays: 0,
      ...changes,
    })),
  }
}

function rowsOf(fill: (opinions: SecondOpinions) => void) {
  const opinions = new SecondOpinions()
  fill(opinions)
  return opinions
    .rows((number) => tickets[number])
    .map(({ teamId, ticket, measure, amount }) => [teamId, measure, ticket.ticketId, amount])
}

describe('time in progress', () => {
  const timeOf = (presentForDays: number, availableMilliDays = 1000) =>
    rowsOf((opinions) => opinions.addDay(aDay([{ presentForDays }], availableMilliDays), anyTicket)).some(
      ([, measure]) => measure === 'time_in_progress',
    )

  it('counts for the first thirty days of a presence', () => {
    expect(timeOf(29)).toBe(true)
    expect(timeOf(30)).toBe(false)
  })

  it('counts on days on which something was there to be done', () => {
    expect(timeOf(0, 1)).toBe(true)
    expect(timeOf(0, 0)).toBe(false)
  })
})

it('a day is split equally among what was held, and not among what was only logged', () => {
  const day = aDay([{ presentShare: 0.1 }, { presentShare: 0, loggedDays: 0.5 }], 800)
  expect(rowsOf((opinions) => opinions.addDay(day, anyTicket))).toEqual([
    ['core', 'equal_split', 'id-CORE-1', 0.8],
    ['core', 'time_in_progress', 'id-CORE-1', 0.1],
    ['core', 'worklogs', 'id-CORE-2', 0.5],
  ])
})

it('points count where a ticket has any', () => {
  const closed = (ticket: number) => ({ ticket, teamId: 'core', neverInProgress: false })
  expect(
    rowsOf((opinions) => {
      opinions.addClosed(closed(1), null)
      opinions.addClosed(closed(0), 3)
      opinions.addClosed(closed(0), 2)
    }),
  ).toEqual([
    ['core', 'tickets_closed', 'id-CORE-1', 2],
    ['core', 'tickets_closed', 'id-CORE-2', 1],
    ['core', 'points_closed', 'id-CORE-1', 5],
  ])
})

it('rows go by team, measure and ticket, whatever came first', () => {
  const held = [{ presentForDays: 40 }, { presentForDays: 40 }]
  expect(
    rowsOf((opinions) => {
      opinions.addDay(aDay(held, 1000, 'web'), anyTicket)
      opinions.addDay(aDay(held.toReversed(), 1000, 'core'), anyTicket)
      opinions.addClosed({ ticket: 0, teamId: 'web', neverInProgress: false }, null)
    }).map(([teamId, measure, ticketId]) => `${teamId} ${measure} ${ticketId}`),
  ).toEqual([
    'core equal_split id-CORE-1',
    'core equal_split id-CORE-2',
    'web tickets_closed id-CORE-1',
    'web equal_split id-CORE-1',
    'web equal_split id-CORE-2',
  ])
})

it('a ticket with children counts by what was logged on it alone', () => {
  const day = aDay([{ loggedDays: 0.5 }, {}])
  expect(rowsOf((opinions) => opinions.addDay(day, (ticket) => ticket === 1))).toEqual([
    ['core', 'equal_split', 'id-CORE-2', 1],
    ['core', 'time_in_progress', 'id-CORE-2', 1],
    ['core', 'worklogs', 'id-CORE-1', 0.5],
  ])
})
