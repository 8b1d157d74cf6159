import { describe, expect, it } from 'vitest'
import { runAtOnce } from '../../../../domain/calculation/steps.ts'
import { ActColumns, bulkActSteps, isAct } from '../../../../domain/effort/records/acts.ts'
import type { TicketEvent } from '../../../../domain/ticket.ts'
import { assigneeEvent, statusEvent, worklogEvent } from '../../../builders/ticket.ts'

function movesOf(tickets: number, secondsApart: number) {
  return Array.from({ length: tickets }, (_, index) => {
    const when = new Date(Date.UTC(2026, 4, 8, 15, 0, index * secondsApart)).toISOString()
    return statusEvent(`CORE-${index}`, when, 'doing', 'done', 'ada.example')
  })
}

/** Those of the events that are part of a bulk edit. */
function bulkOf(events: readonly TicketEvent[]): TicketEvent[] {
  const tickets = [...new Set(events.map(({ ticketId }) => ticketId))]
  const actors = [...new Set(events.map(({ connectionId, actorId }) => `${connectionId} ${actorId}`))]
  const acts = new ActColumns()
  for (const { connectionId, ticketId, actorId, happenedAt } of events) {
    const actor = actors.indexOf(`${connectionId} ${actorId}`)
    acts.push({
      ticket: tickets.indexOf(ticketId),
      actor,
      happenedAt,
      kind: 'closing',
      isComment: false,
      assignee: actor,
      owner: actor,
    })
  }
  const isBulk = runAtOnce(bulkActSteps(acts))
  return events.filter((_, index) => isBulk(index))
}

function countBulk(events: readonly TicketEvent[]): number {
  return bulkOf(events).length
}

describe('acts', () => {
  it('are changes of status, not of assignee, not logs, not first statuses, not moves to the same one', () => {
    const when = '2026-05-04T09:00'
    expect(isAct(statusEvent('CORE-1', when, 'todo', 'doing'))).toBe(true)
    expect(isAct(statusEvent('CORE-1', when, 'doing', 'doing'))).toBe(false)
    expect(isAct(statusEvent('CORE-1', when, null, 'todo'))).toBe(false)
    expect(isAct(assigneeEvent('CORE-1', when, null, 'ada.example'))).toBe(false)
    expect(isAct(worklogEvent('CORE-1', when, 'ada.example', 2))).toBe(false)
  })

  it('are bulk when one account touches eight tickets within a minute', () => {
    expect(countBulk(movesOf(8, 8))).toBe(8)
    expect(countBulk(movesOf(20, 0))).toBe(20)
  })

  it('are not bulk when seven, or slower, or by several accounts, or all on one ticket', () => {
    expect(countBulk(movesOf(7, 0))).toBe(0)
    expect(countBulk(movesOf(8, 9))).toBe(0)
    expect(countBulk(movesOf(8, 0).map((act, index) => ({ ...act, actorId: `a${index % 2}` })))).toBe(0)
    expect(countBulk(movesOf(8, 0).map((act) => ({ ...act, ticketId: 'same' })))).toBe(0)
  })

  it('are bulk to the last second of the minute', () => {
    const [first, ...others] = movesOf(8, 0)
    if (first === undefined) throw new Error('no move')
    const afterMs = (ms: number) => ({ ...first, happenedAt: first.happenedAt + ms })
    expect(countBulk([...others, afterMs(60_000)])).toBe(8)
    expect(countBulk([...others, afterMs(60_001)])).toBe(0)
  })

  it('count a ticket of the window until its last act there has left it', () => {
    const [first, ...others] = movesOf(8, 0)
    if (first === undefined) throw new Error('no move')
    const shifted = (act: typeof first, ms: number) => ({ ...act, happenedAt: act.happenedAt + ms })
    // The first ticket twice, and the window has moved past the first time when the eighth ticket comes.
    const twice = [first, shifted(first, 30_000)]
    const seven = others.map((act) => shifted(act, 70_000))
    expect(countBulk([...twice, ...seven])).toBe(8)
    const later = others.map((act) => shifted(act, 95_000))
    expect(countBulk([...twice, ...later])).toBe(0)
  })

  it('of no named account count together', () => {
    expect(countBulk(movesOf(8, 0).map((act) => ({ ...act, actorId: null })))).toBe(8)
  })

  it('leave alone what came before and after the bulk', () => {
    const early = statusEvent('CORE-90', '2026-05-08T14:58', 'todo', 'doing', 'ada.example')
    const late = statusEvent('CORE-91', '2026-05-08T15:02', 'todo', 'doing', 'ada.example')
    const bulk = bulkOf([late, ...movesOf(9, 1), early])
    expect(bulk).toHaveLength(9)
    expect(bulk.includes(early) || bulk.includes(late)).toBe(false)
  })
})
