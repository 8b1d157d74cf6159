import { describe, expect, it } from 'vitest'
import { historiesOf } from '../../../../domain/effort/records/history.ts'
import { type TicketEvent, ticketRefKey } from '../../../../domain/ticket.ts'
import { assigneeEvent, commentEvent, refOf, statusEvent } from '../../../builders/ticket.ts'

const when = '2026-05-04T09:00'

function idsOf(events: readonly TicketEvent[], key = 'CORE-1'): string[] {
  return (historiesOf(events).get(ticketRefKey(refOf(key))) ?? []).map((event) => event.eventId)
}

function withId<Event extends TicketEvent>(event: Event, eventId: string): Event {
  return { ...event, eventId }
}

describe('a history', () => {
  it('holds each event once, under its ticket', () => {
    const events = [
      withId(commentEvent('CORE-1', when, 'ada'), 'a'),
      withId(commentEvent('CORE-2', when, 'ada'), 'b'),
      withId(commentEvent('CORE-1', when, 'ada'), 'a'),
    ]
    expect(idsOf(events)).toEqual(['a'])
    expect(idsOf(events, 'CORE-2')).toEqual(['b'])
  })

  it('keeps a status and a comment of the same id apart', () => {
    const events = [
      withId(statusEvent('CORE-1', when, 'todo', 'doing'), '7'),
      withId(commentEvent('CORE-1', when, 'ada'), '7'),
    ]
    // Of one instant and one id: by kind.
    expect(
      historiesOf(events)
        .get(ticketRefKey(refOf('CORE-1')))
        ?.map((event) => event.kind),
    ).toEqual(['comment', 'status'])
  })

  it('goes by time before ids, and by the numbers in ids at one instant', () => {
    const later = withId(commentEvent('CORE-1', '2026-05-04T09:01', 'ada'), '1')
    const ten = withId(commentEvent('CORE-1', when, 'ada'), '10/0')
    const nine = withId(commentEvent('CORE-1', when, 'ada'), '9/0')
    expect(idsOf([later, ten, nine])).toEqual(['9/0', '10/0', '1'])
  })

  it.each([32, 33])('is the same from %i events in any order', (count) => {
    const ids = Array.from({ length: count }, (_, number) => String(number))
    const events = ids.map((id, number) => ({
      ...withId(commentEvent('CORE-1', when, 'ada'), id),
      happenedAt: Math.floor(number / 3),
    }))
    const mixed = events
      .map((_, number) => events[(number * 7) % count])
      .filter((event) => event !== undefined)
    expect(idsOf(mixed)).toEqual(ids)
    expect(idsOf(events.toReversed())).toEqual(ids)
  })

  it('goes by their letters where the numbers in ids are the same', () => {
    const one = withId(commentEvent('CORE-1', when, 'ada'), '1')
    const padded = withId(commentEvent('CORE-1', when, 'ada'), '01')
    expect(idsOf([one, padded])).toEqual(['01', '1'])
    expect(idsOf([padded, one])).toEqual(['01', '1'])
  })

  it.each([
    ['status', statusEvent],
    ['assignee', assigneeEvent],
  ] as const)('chains %s changes of one instant, whatever their ids', (_, change) => {
    const before = withId(change('CORE-1', '2026-05-03T09:00', 'x', 'a'), 'z')
    const first = withId(change('CORE-1', when, 'a', 'b'), 'q')
    const second = withId(change('CORE-1', when, 'b', 'c'), 'p')
    const third = withId(change('CORE-1', when, 'c', 'd'), 'o')
    expect(idsOf([third, second, first, before])).toEqual(['z', 'q', 'p', 'o'])
  })

  it('begins a chain with the change that none of its instant leads to', () => {
    const first = withId(statusEvent('CORE-1', when, 'todo', 'doing'), 'b')
    const second = withId(statusEvent('CORE-1', when, 'doing', 'done'), 'a')
    expect(idsOf([second, first])).toEqual(['b', 'a'])
  })

  it('leaves a change of another instant and kind where it is', () => {
    const status = withId(statusEvent('CORE-1', when, 'doing', 'done'), 'a')
    const comment = withId(commentEvent('CORE-1', when, 'ada'), 'b')
    const later = withId(statusEvent('CORE-1', '2026-05-05T09:00', 'todo', 'doing'), 'c')
    expect(idsOf([later, comment, status])).toEqual(['a', 'b', 'c'])
  })
})
