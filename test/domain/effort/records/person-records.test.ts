import { describe, expect, it } from 'vitest'
import { runAtOnce } from '../../../../domain/calculation/steps.ts'
import type { EffortInput } from '../../../../domain/effort/effort.ts'
import { recordSteps } from '../../../../domain/effort/records/person-records.ts'
import { anEffortInput, doing, started } from '../../../builders/effort-input.ts'
import {
  assigneeEvent,
  aTicket,
  at,
  commentEvent,
  refOf,
  statusEvent,
  worklogEvent,
} from '../../../builders/ticket.ts'

const ada = 'ada.example'
const ben = 'ben.example'
const adaId = 'ada.example@company.example'
const startAt = at('2026-05-04T00:00')
const asOfAt = at('2026-05-08T18:00')

function recordsOf(changes: Partial<EffortInput>) {
  return runAtOnce(recordSteps(anEffortInput({ asOfAt, ...changes }), startAt, asOfAt))
}

describe('tickets', () => {
  it('go by the order of their ids, each once', () => {
    const { tickets, isLeaf } = recordsOf({ tickets: [aTicket('B-1'), aTicket('A-1'), aTicket('B-1')] })
    expect(tickets.map(({ ticketId }) => ticketId)).toEqual([refOf('A-1').ticketId, refOf('B-1').ticketId])
    expect(isLeaf).toEqual([true, true])
  })
})

describe('an act', () => {
  const actsOf = (events: EffortInput['events'], tickets = [doing('CORE-1')]) =>
    recordsOf({ tickets, events }).recordOf(adaId).actsByTicket.get(0)

  it('counts up to the as-of instant, and on it', () => {
    const actAt = (happenedAt: number) => actsOf([{ ...started('CORE-1'), happenedAt }])
    expect(actAt(asOfAt)).toEqual([{ happenedAt: asOfAt, kind: 'work' }])
    expect(actAt(asOfAt + 1)).toBeUndefined()
  })

  it('says of the work what its status means, and a comment that it goes on', () => {
    const moveTo = (statusId: string) => statusEvent('CORE-1', '2026-05-05T09:00', 'doing', statusId, ada)
    const kindsOf = (event: EffortInput['events'][number]) => actsOf([event])?.map(({ kind }) => kind)
    expect(kindsOf(moveTo('todo'))).toEqual(['handover'])
    expect(kindsOf(moveTo('review'))).toEqual(['handover'])
    expect(kindsOf(moveTo('done'))).toEqual(['closing'])
    expect(kindsOf(moveTo('canceled'))).toEqual(['closing'])
    expect(kindsOf(moveTo('unknown'))).toEqual(['work'])
    expect(kindsOf(commentEvent('CORE-1', '2026-05-05T09:00', ada))).toEqual(['work'])
  })

  it('of nobody counts for the assignee where it is a move', () => {
    expect(actsOf([started('CORE-1', '2026-05-04T07:00', null)])).toHaveLength(1)
    const comment = { ...commentEvent('CORE-1', '2026-05-04T08:00', ada), actorId: null }
    expect(actsOf([comment])).toBeUndefined()
  })

  it('on a parent counts, on an epic for nobody', () => {
    const child = aTicket('CORE-2', { parentId: refOf('CORE-1').ticketId })
    expect(actsOf([started('CORE-1')], [doing('CORE-1'), child])).toHaveLength(1)
    expect(actsOf([started('CORE-1')], [{ ...doing('CORE-1'), hierarchyLevel: 1 }])).toBeUndefined()
  })

  it('of a bulk edit counts for nobody, and a bulk is not completed by what comes after the as-of instant', () => {
    const keys = Array.from({ length: 8 }, (_, index) => `CORE-${index + 1}`)
    const movesAt = (happenedAt: number, from = 0) =>
      keys.slice(from).map((key) => ({ ...started(key), happenedAt }))
    const tickets = keys.map((key) => doing(key))
    expect(actsOf(movesAt(asOfAt), tickets)).toBeUndefined()
    const seven = keys.slice(0, 7).map((key) => ({ ...started(key), happenedAt: asOfAt }))
    expect(actsOf([...seven, ...movesAt(asOfAt + 1, 7)], tickets)).toHaveLength(1)
  })

  it('of a bulk edit is no sign of life where it is a comment', () => {
    const keys = Array.from({ length: 8 }, (_, index) => `CORE-${index + 1}`)
    const signsOf = (commented: readonly string[]) =>
      recordsOf({
        tickets: keys.map((key) => doing(key)),
        events: commented.map((key) => commentEvent(key, '2026-05-05T09:00', ada)),
      }).eventsAt(0).length
    expect(signsOf(keys.slice(1))).toBe(1)
    expect(signsOf(keys.slice(0, 7))).toBe(2)
    expect(signsOf(keys)).toBe(1)
  })

  it('is no bulk with events that are no acts', () => {
    const keys = Array.from({ length: 8 }, (_, index) => `CORE-${index + 1}`)
    const events = keys.map((key, index) =>
      index === 0 ? started(key) : assigneeEvent(key, '2026-05-04T07:00', null, ada, ada),
    )
    expect(
      actsOf(
        events,
        keys.map((key) => doing(key)),
      ),
    ).toHaveLength(1)
  })
})

describe('a log', () => {
  const logsOf = (event: ReturnType<typeof worklogEvent>) =>
    recordsOf({ tickets: [aTicket('CORE-1')], events: [event] }).recordOf(adaId).logs ?? []

  it('counts from the beginning of what is measured on', () => {
    const logged = worklogEvent('CORE-1', '2026-05-04T00:00', ada, 1)
    expect(logsOf(logged)).toEqual([{ ticket: 0, loggedAt: startAt, loggedSeconds: 3600 }])
    expect(logsOf({ ...logged, happenedAt: startAt - 1 })).toEqual([])
  })

  it('that was written down after the as-of instant isn’t known yet', () => {
    const logged = worklogEvent('CORE-1', '2026-05-04T00:00', ada, 1)
    expect(logsOf({ ...logged, recordedAt: asOfAt })).toHaveLength(1)
    expect(logsOf({ ...logged, recordedAt: asOfAt + 1 })).toEqual([])
  })

  it('of nobody counts for nobody', () => {
    const records = recordsOf({
      tickets: [aTicket('CORE-1')],
      events: [{ ...worklogEvent('CORE-1', '2026-05-05T00:00', ada, 1), actorId: null }],
    })
    expect(records.logsOf(adaId)).toEqual([])
    expect(records.unmatchedAccounts).toBe(0)
  })
})

describe('a comment on another’s ticket', () => {
  const commented = (tickets: EffortInput['tickets'], more: EffortInput['events'] = []) =>
    recordsOf({
      tickets,
      events: [...more, commentEvent('CORE-1', '2026-05-05T10:00', ada)],
    }).recordOf(adaId).commentsOnOthers ?? []

  it('is one whatever the ticket’s status, and tells whose it was', () => {
    const onBens = [
      { ticket: 0, commentedAt: at('2026-05-05T10:00'), ownerId: 'ben.example@company.example' },
    ]
    expect(commented([doing('CORE-1', ben)])).toEqual(onBens)
    expect(commented([aTicket('CORE-1', { assigneeId: ben })])).toEqual(onBens)
  })

  it('is none on a parent while something below it is in progress', () => {
    const child = { ...doing('CORE-2', ben), parentId: refOf('CORE-1').ticketId }
    const parent = aTicket('CORE-1', { assigneeId: ben })
    expect(commented([parent, child], [started('CORE-2', '2026-05-05T09:00', ben)])).toEqual([])
    expect(commented([parent, child], [started('CORE-2', '2026-05-05T11:00', ben)])).toHaveLength(1)
  })

  it('is none on the person’s own, on nobody’s or on a stranger’s', () => {
    expect(commented([doing('CORE-1', ada)])).toEqual([])
    expect(commented([doing('CORE-1', null)])).toEqual([])
    expect(commented([doing('CORE-1', 'stranger')])).toEqual([])
  })

  it('is one where the ticket was given back by the person, and is nobody’s now', () => {
    const givenBack = assigneeEvent('CORE-1', '2026-05-05T09:00', ada, null, ben)
    const comment = { ticket: 0, commentedAt: at('2026-05-05T10:00'), ownerId: adaId }
    expect(commented([doing('CORE-1', null)], [givenBack])).toEqual([comment])
  })

  it('a move is none', () => {
    const moved = recordsOf({
      tickets: [doing('CORE-1', ben)],
      events: [statusEvent('CORE-1', '2026-05-05T10:00', 'doing', 'review', ada)],
    })
    expect(moved.recordOf(adaId).commentsOnOthers).toEqual([])
  })
})

describe('what somebody held', () => {
  const endingAt = (happenedAt: number, assigneeId = ada) =>
    recordsOf({
      tickets: [aTicket('CORE-1', { statusId: 'done', assigneeId })],
      events: [
        started('CORE-1', '2026-05-01T07:00', null),
        { ...statusEvent('CORE-1', '2026-05-02T07:00', 'doing', 'done', null), happenedAt },
      ],
    })

  it('counts where it lasted into what is measured', () => {
    expect(endingAt(startAt + 1).recordOf(adaId).holdings).toHaveLength(1)
    expect(endingAt(startAt).recordOf(adaId).holdings ?? []).toEqual([])
  })

  it('is left out where it ended before what is asked for', () => {
    const records = endingAt(startAt + 2)
    expect(records.recordOf(adaId, startAt + 1).holdings).toHaveLength(1)
    expect(records.recordOf(adaId, startAt + 2).holdings).toEqual([])
  })

  it('makes a stranger an unmatched account only there', () => {
    expect(endingAt(startAt + 1, 'stranger').unmatchedAccounts).toBe(1)
    expect(endingAt(startAt - 1, 'stranger').unmatchedAccounts).toBe(0)
    expect(recordsOf({ tickets: [doing('CORE-1', null)] }).unmatchedAccounts).toBe(0)
  })
})

describe('an account of nobody', () => {
  const unmatchedBy = (event: EffortInput['events'][number]) =>
    recordsOf({ tickets: [aTicket('CORE-1')], events: [event] }).unmatchedAccounts

  it('is counted where it moved a ticket in the period, and not for a comment', () => {
    const moved = statusEvent('CORE-1', '2026-05-04T00:00', 'todo', 'done', 'stranger')
    expect(unmatchedBy(moved)).toBe(1)
    expect(unmatchedBy({ ...moved, happenedAt: startAt - 1 })).toBe(0)
    expect(unmatchedBy(commentEvent('CORE-1', '2026-05-05T00:00', 'stranger'))).toBe(0)
  })
})

describe('what keeps a ticket fresh', () => {
  const eventsOf = (count: number) => {
    const keys = Array.from({ length: count }, (_, index) => `CORE-${index + 1}`)
    const records = recordsOf({
      tickets: keys.map((key) => aTicket(key)),
      events: keys.map((key) => commentEvent(key, '2026-05-05T10:00', ada)),
    })
    // The first is the creation.
    return Array.from(records.eventsAt(0)).slice(1)
  }

  it('is a comment, but for one of eight that were made at once', () => {
    expect(eventsOf(7)).toEqual([at('2026-05-05T10:00')])
    expect(eventsOf(8)).toEqual([])
  })
})
