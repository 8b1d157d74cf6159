import { describe, expect, it } from 'vitest'
import { historiesOf } from '../../../../domain/effort/records/history.ts'
import { leavesOf } from '../../../../domain/effort/records/leaves.ts'
import { holdingsOf } from '../../../../domain/effort/records/presence.ts'
import { timelineOf } from '../../../../domain/effort/records/timeline.ts'
import { type Ticket, type TicketEvent, ticketRefKey } from '../../../../domain/ticket.ts'
import {
  aStatusMap,
  assigneeEvent,
  aTicket,
  at,
  refOf,
  statusEvent,
  worklogEvent,
} from '../../../builders/ticket.ts'

const asOfAt = at('2026-06-01T00:00')
const table = aStatusMap()

function timeline(ticket: Ticket, events: TicketEvent[]) {
  return timelineOf(ticket, historiesOf(events).get(ticketRefKey(ticket)) ?? [], table, asOfAt)
}

function spans(ticket: Ticket, events: TicketEvent[]) {
  return timeline(ticket, events).spans.map(({ startAt, endAt, waiting, assigneeId }) => [
    new Date(startAt).toISOString().slice(0, 16),
    new Date(endAt).toISOString().slice(0, 16),
    waiting,
    assigneeId,
  ])
}

describe('a timeline', () => {
  const started = statusEvent('CORE-1', '2026-05-04T09:00', 'todo', 'doing', 'ada')
  const finished = statusEvent('CORE-1', '2026-05-06T09:00', 'doing', 'done', 'ada')

  it('runs from start to end with the assignee of the first change before it', () => {
    const handed = assigneeEvent('CORE-1', '2026-05-05T09:00', 'ada', 'ben')
    const ticket = aTicket('CORE-1', { statusId: 'done', assigneeId: 'ben' })
    expect(spans(ticket, [finished, handed, started])).toEqual([
      ['2026-05-04T09:00', '2026-05-05T09:00', false, 'ada'],
      ['2026-05-05T09:00', '2026-05-06T09:00', false, 'ben'],
    ])
  })

  it('without any change is what the ticket says, from its creation to the as-of instant', () => {
    const ticket = aTicket('CORE-1', {
      statusId: 'review',
      assigneeId: 'ada',
      createdAt: at('2026-05-04T09:00'),
    })
    expect(spans(ticket, [])).toEqual([['2026-05-04T09:00', '2026-06-01T00:00', true, 'ada']])
  })

  it('does not count a status that the tracker no longer lists', () => {
    const lost = statusEvent('CORE-1', '2026-05-05T09:00', 'doing', 'retired-status')
    const ticket = aTicket('CORE-1', { statusId: 'done' })
    const back = statusEvent('CORE-1', '2026-05-06T09:00', 'retired-status', 'done')
    expect(spans(ticket, [started, lost, back])).toEqual([
      ['2026-05-04T09:00', '2026-05-05T09:00', false, null],
    ])
  })

  it('ends at the resolution when the history stops short of it', () => {
    const resolvedAt = at('2026-05-08T09:00')
    const ticket = aTicket('CORE-1', { statusId: 'done', resolvedAt, updatedAt: at('2026-05-09T09:00') })
    expect(spans(ticket, [started])).toEqual([['2026-05-04T09:00', '2026-05-08T09:00', false, null]])
  })

  it('ends at the resolution, even where somebody was assigned afterwards', () => {
    const ticket = aTicket('CORE-1', {
      statusId: 'done',
      resolvedAt: at('2026-05-08T09:00'),
      updatedAt: at('2026-05-12T09:00'),
    })
    const tidied = assigneeEvent('CORE-1', '2026-05-12T09:00', 'ada', null)
    expect(spans(ticket, [started, tidied])).toEqual([['2026-05-04T09:00', '2026-05-08T09:00', false, 'ada']])
  })

  it('begins with imported history, but not with time that was logged for before its creation', () => {
    const ticket = aTicket('CORE-1', { statusId: 'doing', createdAt: at('2026-05-07T09:00') })
    const logged = worklogEvent('CORE-1', '2026-04-20T09:00', 'ada', 2)
    expect(spans(ticket, [logged])[0]?.[0]).toBe('2026-05-07T09:00')
    expect(spans(ticket, [logged, started])[0]?.[0]).toBe('2026-05-04T09:00')
  })

  it('of a trashed ticket ends with its last sign of life, of an archived one at its archiving', () => {
    const trashed = aTicket('CORE-1', {
      statusId: 'doing',
      removal: 'trashed',
      updatedAt: at('2026-05-07T09:00'),
    })
    expect(spans(trashed, [started])[0]?.[1]).toBe('2026-05-07T09:00')
    const archived = aTicket('CORE-1', { statusId: 'doing', archivedAt: at('2026-05-06T12:00') })
    expect(spans(archived, [started])[0]?.[1]).toBe('2026-05-06T12:00')
  })

  it('of a ticket that was created in progress begins with its creator', () => {
    const born = statusEvent('CORE-1', '2026-05-04T09:00', null, 'doing')
    const ticket = aTicket('CORE-1', {
      statusId: 'doing',
      creatorId: 'ben',
      createdAt: at('2026-05-04T09:00'),
    })
    expect(timeline(ticket, [born]).spans).toMatchObject([{ startAt: born.happenedAt, moverId: 'ben' }])
  })

  it('orders changes of one instant by the numbers in their ids, or by what follows what', () => {
    const when = '2026-05-04T09:00'
    const byId = [
      { ...statusEvent('CORE-1', when, 'doing', 'done'), eventId: '1001/10' },
      { ...statusEvent('CORE-1', when, 'todo', 'doing'), eventId: '1001/9' },
    ]
    const byChain = [
      { ...statusEvent('CORE-1', '2026-05-03T09:00', 'todo', 'doing'), eventId: 'f' },
      { ...statusEvent('CORE-1', when, 'done', 'doing'), eventId: 'a' },
      { ...statusEvent('CORE-1', when, 'doing', 'done'), eventId: 'b' },
    ]
    expect(spans(aTicket('CORE-1', { statusId: 'done' }), byId)).toEqual([])
    expect(spans(aTicket('CORE-1', { statusId: 'doing' }), byChain).map((span) => span[0])).toEqual([
      '2026-05-03T09:00',
      '2026-05-04T09:00',
    ])
    const first = [
      { ...statusEvent('CORE-1', when, 'doing', 'done'), eventId: 'a' },
      { ...statusEvent('CORE-1', when, 'todo', 'doing'), eventId: 'b' },
      { ...statusEvent('CORE-1', when, null, 'todo'), eventId: 'c' },
    ]
    expect(spans(aTicket('CORE-1', { statusId: 'done', createdAt: at('2026-05-01T09:00') }), first)).toEqual(
      [],
    )
  })

  it('remembers closings and what undid them, and does not take canceled for closed', () => {
    const reopened = statusEvent('CORE-1', '2026-05-07T09:00', 'done', 'doing', 'ben')
    const canceled = statusEvent('CORE-1', '2026-05-08T09:00', 'doing', 'canceled', 'ben')
    const ticket = aTicket('CORE-1', { statusId: 'canceled' })
    expect(timeline(ticket, [started, finished, reopened, canceled]).closings).toEqual([
      {
        closedAt: finished.happenedAt,
        reopenedAt: reopened.happenedAt,
        seenMs: 48 * 3_600_000,
        assigneeId: null,
        actorId: 'ada',
      },
    ])
  })
})

describe('who had a ticket', () => {
  const started = statusEvent('CORE-1', '2026-05-04T09:00', 'todo', 'doing', 'ada')

  it('is the next assignee while it had none, else who moved it into progress', () => {
    const taken = assigneeEvent('CORE-1', '2026-05-05T09:00', null, 'ben')
    const withNext = timeline(aTicket('CORE-1', { statusId: 'doing', assigneeId: 'ben' }), [started, taken])
    expect(holdingsOf(withNext.spans, (id) => id)).toMatchObject([
      { personId: 'ben', unassigned: true, sinceAt: started.happenedAt },
      { personId: 'ben', unassigned: false, sinceAt: started.happenedAt },
    ])
    const without = timeline(aTicket('CORE-1', { statusId: 'doing' }), [started])
    expect(holdingsOf(without.spans, (id) => id)).toMatchObject([{ personId: 'ada', unassigned: true }])
  })

  it('starts anew when somebody else had it in between', () => {
    const away = assigneeEvent('CORE-1', '2026-05-05T09:00', 'ada', 'ben')
    const back = assigneeEvent('CORE-1', '2026-05-06T09:00', 'ben', 'ada')
    const ticket = aTicket('CORE-1', { statusId: 'doing', assigneeId: 'ada' })
    const { spans: found } = timeline(ticket, [started, away, back])
    expect(holdingsOf(found, (id) => id).map((holding) => holding.sinceAt)).toEqual([
      started.happenedAt,
      away.happenedAt,
      back.happenedAt,
    ])
  })
})

it('takes epics and parents for no leaves, unless the only child was deleted before it was started', () => {
  const childOf = (key: string) => ({ parentId: refOf(key).ticketId, hierarchyLevel: -1 })
  const leaves = leavesOf(
    [
      aTicket('CORE-1', { hierarchyLevel: 1 }),
      aTicket('CORE-2'),
      aTicket('CORE-3', childOf('CORE-2')),
      aTicket('CORE-4'),
      aTicket('CORE-5', { ...childOf('CORE-4'), removal: 'deleted' }),
      aTicket('CORE-6'),
      aTicket('CORE-7', { ...childOf('CORE-6'), removal: 'deleted', statusId: 'done' }),
    ],
    asOfAt,
  )
  const expected = ['CORE-3', 'CORE-4', 'CORE-5', 'CORE-7']
  expect([...leaves]).toEqual(expected.map((key) => ticketRefKey(refOf(key))))
})
