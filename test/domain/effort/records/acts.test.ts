import { describe, expect, it } from 'vitest'
import { bulkActsOf, isAct } from '../../../../domain/effort/records/acts.ts'
import { assigneeEvent, statusEvent, worklogEvent } from '../../../builders/ticket.ts'

function movesOf(tickets: number, secondsApart: number) {
  return Array.from({ length: tickets }, (_, index) => {
    const when = new Date(Date.UTC(2026, 4, 8, 15, 0, index * secondsApart)).toISOString()
    return statusEvent(`CORE-${index}`, when, 'doing', 'done', 'ada.example')
  })
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
    expect(bulkActsOf(movesOf(8, 8)).size).toBe(8)
    expect(bulkActsOf(movesOf(20, 0)).size).toBe(20)
  })

  it('are not bulk when seven, or slower, or by several accounts, or all on one ticket', () => {
    expect(bulkActsOf(movesOf(7, 0)).size).toBe(0)
    expect(bulkActsOf(movesOf(8, 9)).size).toBe(0)
    expect(bulkActsOf(movesOf(8, 0).map((act, index) => ({ ...act, actorId: `a${index % 2}` }))).size).toBe(0)
    expect(bulkActsOf(movesOf(8, 0).map((act) => ({ ...act, ticketId: 'same' }))).size).toBe(0)
  })

  it('are bulk to the last second of the minute', () => {
    const [first, ...others] = movesOf(8, 0)
    if (first === undefined) throw new Error('no move')
    const afterMs = (ms: number) => ({ ...first, happenedAt: first.happenedAt + ms })
    expect(bulkActsOf([...others, afterMs(60_000)]).size).toBe(8)
    expect(bulkActsOf([...others, afterMs(60_001)]).size).toBe(0)
  })

  it('count a ticket of the window until its last act there has left it', () => {
    const [first, ...others] = movesOf(8, 0)
    if (first === undefined) throw new Error('no move')
    const shifted = (act: typeof first, ms: number) => ({ ...act, happenedAt: act.happenedAt + ms })
    // The first ticket twice, and the window has moved past the first time when the eighth ticket comes.
    const twice = [first, shifted(first, 30_000)]
    const seven = others.map((act) => shifted(act, 70_000))
    expect(bulkActsOf([...twice, ...seven]).size).toBe(8)
    const later = others.map((act) => shifted(act, 95_000))
    expect(bulkActsOf([...twice, ...later]).size).toBe(0)
  })

  it('of no named account count together', () => {
    expect(bulkActsOf(movesOf(8, 0).map((act) => ({ ...act, actorId: null }))).size).toBe(8)
  })

  it('leave alone what came before and after the bulk', () => {
    const early = statusEvent('CORE-90', '2026-05-08T14:58', 'todo', 'doing', 'ada.example')
    const late = statusEvent('CORE-91', '2026-05-08T15:02', 'todo', 'doing', 'ada.example')
    const bulk = bulkActsOf([late, ...movesOf(9, 1), early])
    expect(bulk.size).toBe(9)
    expect(bulk.has(early) || bulk.has(late)).toBe(false)
  })
})
