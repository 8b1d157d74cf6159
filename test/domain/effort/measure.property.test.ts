import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measureEffort } from '../../../domain/effort/measure.ts'
import type { Ticket, TicketEvent } from '../../../domain/ticket.ts'
import {
  drawnEvent as event,
  drawnEvents as events,
  drawnKey as key,
  drawnKeys as keys,
  drawnPeriod as period,
  drawnPlan as plan,
  drawnTickets as tickets,
  drawnInstant as when,
} from '../../builders/drawn-history.ts'
import { anEffortInput } from '../../builders/effort-input.ts'
import { assigneeEvent, aTicket, at, refOf, statusEvent, worklogEvent } from '../../builders/ticket.ts'

function measure(someTickets: readonly Ticket[], someEvents: readonly TicketEvent[]) {
  const workTypeOf = ({ ticketId }: { ticketId: string }) => (ticketId.endsWith('1') ? null : 'story')
  return measureEffort(anEffortInput({ plan, period, tickets: someTickets, events: someEvents, workTypeOf }))
}

/** Without logs, whose type weights are learned from later days too. */
function measureRows(
  within: { readonly from: string; readonly to: string },
  someTickets: readonly Ticket[],
  someEvents: readonly TicketEvent[],
) {
  const unlogged = someEvents.filter((each) => each.kind !== 'worklog')
  return measureEffort(anEffortInput({ plan, period: within, tickets: someTickets, events: unlogged })).rows
}

function mondayBefore(instant: string): string {
  const date = new Date(instant)
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
  return date.toISOString().slice(0, 10)
}

describe('effort, whatever the history', () => {
  it('sums to people × working days, in whole parts', () => {
    fc.assert(
      fc.property(tickets, events, (someTickets, someEvents) => {
        const { rows, capacity } = measure(someTickets, someEvents)
        const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
        // 30 working days: Ada 30 × 1000, Ben 30 × 700, Cleo 17 × 1000 in one team and 13 × 500 in the other.
        expect(sum(capacity.map((row) => row.workingMilliDays))).toBe(74_500)
        // Ada is away for four days.
        expect(sum(capacity.map((row) => row.absenceMilliDays))).toBe(4000)
        const spent = sum(rows.map((row) => row.milliDays))
        expect(sum(capacity.map((row) => row.attributedMilliDays))).toBe(spent)
        const rest = capacity.map((row) => row.unattributedMilliDays + row.onCallMilliDays)
        expect(spent + sum(rest) + 4000).toBe(74_500)
        expect(rows.every((row) => Number.isInteger(row.milliDays) && row.milliDays > 0)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('is the same in any order, and when history is read twice', () => {
    const shuffled = fc
      .tuple(tickets, events)
      .chain(([someTickets, someEvents]) =>
        fc.tuple(
          fc.constant({ someTickets, someEvents }),
          fc.shuffledSubarray(someTickets, { minLength: someTickets.length }),
          fc.shuffledSubarray([...someEvents, ...someEvents], { minLength: someEvents.length * 2 }),
        ),
      )
    fc.assert(
      fc.property(shuffled, ([{ someTickets, someEvents }, otherTickets, otherEvents]) => {
        expect(measure(otherTickets, otherEvents)).toEqual(measure(someTickets, someEvents))
      }),
      { numRuns: 60 },
    )
  })

  it('keeps all days before a child began, whatever is done on it afterwards', () => {
    const childKey = 'CORE-99'
    const childEvents = fc.array(event, { maxLength: 8 })
    const drawn = fc.tuple(tickets, events, childEvents, key, when)
    fc.assert(
      fc.property(drawn, ([someTickets, someEvents, onChild, parentKey, beganAt]) => {
        const own = onChild
          .map((each, index) => ({ ...each, ...refOf(childKey), eventId: `child-${index}` }))
          .filter((each) => each.happenedAt >= at(beganAt))
        const child = aTicket(childKey, { statusId: 'done', parentId: refOf(parentKey).ticketId })
        const began = statusEvent(childKey, beganAt, 'todo', 'doing', 'ada.example')
        const before = { from: period.from, to: mondayBefore(beganAt) }
        fc.pre(before.from < before.to)
        const without = measureRows(before, someTickets, someEvents)
        const withChild = measureRows(before, [...someTickets, child], [...someEvents, began, ...own])
        expect(withChild.filter((row) => row.ticket.ticketId !== refOf(childKey).ticketId)).toEqual(without)
      }),
      { numRuns: 60 },
    )
  })

  it('does not change when a stretch in progress is split in two', () => {
    const cut = fc.tuple(events, when, when, fc.constantFrom('ada.example', 'ben.example'))
    fc.assert(
      fc.property(cut, ([someEvents, startedAt, cutAt, holder]) => {
        fc.pre(startedAt < cutAt)
        const others = someEvents.filter((each) => each.ticketId !== refOf('CORE-1').ticketId)
        const started = statusEvent('CORE-1', startedAt, 'todo', 'doing', holder)
        // An event keeps a ticket fresh: both have one there.
        const seen = worklogEvent('CORE-1', cutAt, 'stranger', 1)
        const split = [
          seen,
          statusEvent('CORE-1', cutAt, 'doing', 'doing', 'stranger'),
          assigneeEvent('CORE-1', cutAt, holder, holder, 'stranger'),
        ]
        const someTickets = keys.map((each) => aTicket(each, { statusId: 'doing', assigneeId: holder }))
        expect(measure(someTickets, [...others, started, ...split]).rows).toEqual(
          measure(someTickets, [...others, started, seen]).rows,
        )
      }),
      { numRuns: 60 },
    )
  })
})
