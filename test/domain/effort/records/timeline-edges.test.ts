import { describe, expect, it } from 'vitest'
import { historiesOf } from '../../../../domain/effort/records/history.ts'
import { leavesOf } from '../../../../domain/effort/records/leaves.ts'
import { timelineOf } from '../../../../domain/effort/records/timeline.ts'
import { type Ticket, type TicketEvent, ticketRefKey } from '../../../../domain/ticket.ts'
import { aStatusMap, assigneeEvent, aTicket, at, refOf, statusEvent } from '../../../builders/ticket.ts'

const asOfAt = at('2026-06-01T00:00')
const table = aStatusMap()

function timeline(ticket: Ticket, events: readonly TicketEvent[] = []) {
  return timelineOf(ticket, historiesOf(events).get(ticketRefKey(ticket)) ?? [], table, asOfAt)
}

const started = statusEvent('CORE-1', '2026-05-04T09:00', 'todo', 'doing', 'ada')
const finished = statusEvent('CORE-1', '2026-05-06T09:00', 'doing', 'done', 'ada')

describe('a status that the tracker no longer lists', () => {
  it('is what the ticket says, where it is the present one', () => {
    const ticket = aTicket('CORE-1', {
      statusId: 'retired',
      statusName: 'In Review',
      statusCategory: 'in_progress',
    })
    expect(timeline(ticket).spans).toMatchObject([{ waiting: true }])
    const left = timeline({ ...ticket, statusId: 'doing' }, [
      statusEvent('CORE-1', '2026-05-04T09:00', 'retired', 'doing', 'ada'),
    ])
    expect(left.spans).toMatchObject([{ startAt: at('2026-05-04T09:00'), waiting: false }])
  })
})

describe('at an instant', () => {
  const handed = assigneeEvent('CORE-1', '2026-05-05T09:00', 'ada', 'ben')
  const { assigneeAt, spans } = timeline(aTicket('CORE-1', { statusId: 'done', assigneeId: 'ben' }), [
    started,
    handed,
    finished,
  ])

  it('a change holds from its own millisecond on', () => {
    expect([assigneeAt(handed.happenedAt - 1), assigneeAt(handed.happenedAt)]).toEqual(['ada', 'ben'])
    expect([spans[0]?.startAt, spans.at(-1)?.endAt]).toEqual([started.happenedAt, finished.happenedAt])
  })

  it('before its creation a ticket has nobody and is nowhere', () => {
    const doing = timeline(aTicket('CORE-1', { statusId: 'doing', assigneeId: 'ada' }))
    const createdAt = at('2026-01-05T08:00:00Z')
    expect([doing.assigneeAt(createdAt - 1), doing.assigneeAt(createdAt)]).toEqual([null, 'ada'])
    expect(doing.spans[0]?.startAt).toBe(createdAt)
  })

  it('nothing is in progress from the as-of instant on', () => {
    const doing = timeline(aTicket('CORE-1', { statusId: 'doing' }), [started])
    expect(doing.spans.at(-1)?.endAt).toBe(asOfAt)
  })

  it('a ticket is its assignee’s, while it has none the next one’s, and after them all the last one’s', () => {
    const { ownerAt } = timeline(aTicket('CORE-1'), [
      assigneeEvent('CORE-1', '2026-05-05T09:00', null, 'ada'),
      assigneeEvent('CORE-1', '2026-05-06T09:00', 'ada', null),
      assigneeEvent('CORE-1', '2026-05-07T09:00', null, 'ben'),
      assigneeEvent('CORE-1', '2026-05-08T09:00', 'ben', null),
    ])
    const owners = ['04', '05', '06', '07', '08'].map((day) => ownerAt(at(`2026-05-${day}T12:00`)))
    expect(owners).toEqual(['ada', 'ada', 'ben', 'ben', 'ben'])
    expect(timeline(aTicket('CORE-1')).ownerAt(asOfAt)).toBeNull()
  })
})

it('a change at the as-of instant has not happened yet', () => {
  const at = (happenedAt: number) =>
    timeline(aTicket('CORE-1', { statusId: 'done' }), [started, { ...finished, happenedAt }])
  expect(at(asOfAt - 1).closings).toHaveLength(1)
  expect(at(asOfAt).closings).toEqual([])
})

describe('a history that stops short of what the ticket is now', () => {
  it('ends with its resolution only where that came after it', () => {
    const resolved = (resolvedAt: number) =>
      timeline(aTicket('CORE-1', { statusId: 'done', resolvedAt }), [started]).closings
    expect(resolved(started.happenedAt + 1)).toMatchObject([
      { closedAt: started.happenedAt + 1, actorId: null },
    ])
    expect(resolved(started.happenedAt)).toEqual([])
  })

  it('ends with the last update where nothing was resolved', () => {
    const ticket = aTicket('CORE-1', { statusId: 'done', updatedAt: at('2026-05-09T09:00') })
    expect(timeline(ticket, [started]).closings).toMatchObject([{ closedAt: at('2026-05-09T09:00') }])
  })

  it('has its present assignee from the last update on, where that came after the last change', () => {
    const taken = assigneeEvent('CORE-1', '2026-05-05T09:00', null, 'ada')
    const updated = (updatedAt: number) =>
      timeline(aTicket('CORE-1', { statusId: 'doing', assigneeId: 'ben', updatedAt }), [
        started,
        taken,
      ]).spans.map(({ assigneeId }) => assigneeId)
    expect(updated(taken.happenedAt + 1)).toEqual([null, 'ada', 'ben'])
    expect(updated(taken.happenedAt)).toEqual([null, 'ada'])
  })

  it('that agrees with it gets nothing added', () => {
    const ticket = aTicket('CORE-1', {
      statusId: 'done',
      resolvedAt: at('2026-05-08T09:00'),
      updatedAt: at('2026-05-09T09:00'),
    })
    expect(timeline(ticket, [started, finished]).closings).toMatchObject([{ closedAt: finished.happenedAt }])
  })
})

describe('a trashed ticket', () => {
  const trashed = { statusId: 'doing', removal: 'trashed' } as const

  it('ends with its last event where that came after its last update', () => {
    const ticket = aTicket('CORE-1', { ...trashed, updatedAt: at('2026-05-03T09:00') })
    const handed = assigneeEvent('CORE-1', '2026-05-05T09:00', 'ada', 'ben')
    const reassigned = assigneeEvent('CORE-1', '2026-05-07T09:00', 'ben', null)
    expect(timeline(ticket, [started, handed, reassigned]).spans.at(-1)?.endAt).toBe(reassigned.happenedAt)
  })

  it('without any history ends with its last update', () => {
    const ticket = aTicket('CORE-1', { ...trashed, updatedAt: at('2026-05-03T09:00') })
    expect(timeline(ticket).spans.at(-1)?.endAt).toBe(at('2026-05-03T09:00'))
  })

  it('that was archived before ends there', () => {
    const ticket = aTicket('CORE-1', { ...trashed, archivedAt: at('2026-05-05T09:00') })
    expect(timeline(ticket, [started]).spans).toMatchObject([{ endAt: at('2026-05-05T09:00') }])
  })
})

describe('a ticket that a census found gone', () => {
  it.each(['deleted', 'moved', 'access_lost'] as const)(
    'because it was %s ends when that was noticed',
    (removal) => {
      const removedAt = at('2026-05-05T09:00')
      const ticket = aTicket('CORE-1', { statusId: 'doing', removal, removedAt })
      expect(timeline(ticket, [started]).spans).toMatchObject([{ endAt: removedAt }])
    },
  )

  it('ends with its archive where that came first', () => {
    const [archivedAt, removedAt] = [at('2026-05-04T12:00'), at('2026-05-05T09:00')]
    const ticket = aTicket('CORE-1', { statusId: 'doing', removal: 'deleted', archivedAt, removedAt })
    expect(timeline(ticket, [started]).spans).toMatchObject([{ endAt: archivedAt }])
  })
})

describe('who moved a ticket into progress', () => {
  it('stays so while it goes from one status in progress to another', () => {
    const reviewed = statusEvent('CORE-1', '2026-05-05T09:00', 'doing', 'review', 'ben')
    const { spans } = timeline(aTicket('CORE-1', { statusId: 'review' }), [started, reviewed])
    expect(spans.map(({ moverId, waiting }) => [moverId, waiting])).toEqual([
      ['ada', false],
      ['ada', true],
    ])
  })

  it('is somebody else after it was put back', () => {
    const back = statusEvent('CORE-1', '2026-05-05T09:00', 'doing', 'todo', 'ada')
    const again = statusEvent('CORE-1', '2026-05-06T09:00', 'todo', 'doing', 'ben')
    const { spans } = timeline(aTicket('CORE-1', { statusId: 'doing' }), [started, back, again])
    expect(spans.map(({ moverId }) => moverId)).toEqual(['ada', 'ben'])
  })
})

it('the next assignee is the first after, and nobody where none comes', () => {
  const events = [
    started,
    assigneeEvent('CORE-1', '2026-05-05T09:00', null, 'ada'),
    assigneeEvent('CORE-1', '2026-05-06T09:00', 'ada', null),
    assigneeEvent('CORE-1', '2026-05-07T09:00', null, 'ben'),
    assigneeEvent('CORE-1', '2026-05-08T09:00', 'ben', null),
  ]
  const { spans } = timeline(aTicket('CORE-1', { statusId: 'doing' }), events)
  expect(spans.map(({ assigneeId, nextAssigneeId }) => [assigneeId, nextAssigneeId])).toEqual([
    [null, 'ada'],
    ['ada', null],
    [null, 'ben'],
    ['ben', null],
    [null, null],
  ])
})

describe('a closing', () => {
  it('of a ticket that was closed when its history begins was when it was resolved', () => {
    const resolvedAt = at('2026-05-08T09:00')
    expect(timeline(aTicket('CORE-1', { statusId: 'done', resolvedAt })).closings).toMatchObject([
      { closedAt: resolvedAt, seenMs: 0, actorId: null },
    ])
    const createdAt = at('2026-05-01T09:00')
    expect(timeline(aTicket('CORE-1', { statusId: 'done', createdAt })).closings).toMatchObject([
      { closedAt: createdAt },
    ])
  })

  it('counts the time in progress before it, and not what came after', () => {
    const reopened = statusEvent('CORE-1', '2026-05-07T09:00', 'done', 'doing', 'ben')
    const again = statusEvent('CORE-1', '2026-05-07T10:00', 'doing', 'done', 'ben')
    const { closings } = timeline(aTicket('CORE-1', { statusId: 'done' }), [
      started,
      finished,
      reopened,
      again,
    ])
    expect(closings).toMatchObject([
      { seenMs: 48 * 3_600_000, reopenedAt: reopened.happenedAt },
      { seenMs: 49 * 3_600_000, reopenedAt: null },
    ])
  })

  it('goes on through a second status that is done', () => {
    const closedAgain = statusEvent('CORE-1', '2026-05-07T09:00', 'done', 'done', 'ben')
    expect(
      timeline(aTicket('CORE-1', { statusId: 'done' }), [started, finished, closedAgain]).closings,
    ).toMatchObject([{ closedAt: finished.happenedAt, actorId: 'ada' }])
  })
})

describe('the first sign of a ticket', () => {
  it('may come before its creation, as an import keeps it, and then begins it', () => {
    const createdAt = at('2026-05-05T09:00')
    const { spans } = timeline(aTicket('CORE-1', { statusId: 'done', createdAt }), [started, finished])
    expect(spans).toMatchObject([{ startAt: started.happenedAt }])
  })

  it('of a move by nobody that starts from nothing is its creator’s, and any later one nobody’s', () => {
    const ticket = aTicket('CORE-1', { statusId: 'doing', creatorId: 'carl' })
    const moverOf = (from: string | null) =>
      timeline(ticket, [statusEvent('CORE-1', '2026-05-04T09:00', from, 'doing')]).spans.at(-1)?.moverId
    expect(moverOf(null)).toBe('carl')
    expect(moverOf('todo')).toBeNull()
  })
})

describe('leaves', () => {
  const child = (createdAt: number) => [
    aTicket('CORE-1'),
    aTicket('CORE-2', { parentId: refOf('CORE-1').ticketId, createdAt }),
  ]

  it('become parents with a child that existed before the end of what is measured', () => {
    const endAt = at('2026-05-04T09:00')
    expect(leavesOf(child(endAt - 1), endAt).size).toBe(1)
    expect(leavesOf(child(endAt), endAt).size).toBe(2)
  })

  it('are below epics', () => {
    expect(leavesOf([aTicket('CORE-1', { hierarchyLevel: 1 })]).size).toBe(0)
    expect(leavesOf([aTicket('CORE-1', { hierarchyLevel: 0 })]).size).toBe(1)
  })

  it.each([
    ['deleted', 'todo', 2],
    ['trashed', 'canceled', 2],
    ['trashed', 'doing', 1],
    ['deleted', 'done', 1],
    [null, 'todo', 1],
  ] as const)('with a child that is %s in %s: %i of two', (removal, statusId, count) => {
    const tickets = [
      aTicket('CORE-1'),
      aTicket('CORE-2', { parentId: refOf('CORE-1').ticketId, removal, statusId }),
    ]
    expect(leavesOf(tickets).size).toBe(count)
  })
})
