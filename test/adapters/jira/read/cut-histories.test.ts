import { describe, expect, test } from 'vitest'
import { CutHistories } from '../../../../adapters/jira/read/cut-histories.ts'
import type { TicketEvent } from '../../../../domain/ticket.ts'
import { aTicket } from '../../../builders/ticket.ts'

const [open, doing, done] = ['1', '3', '5']

interface Came {
  /** The statuses that its moves lead through. */
  readonly path: readonly string[]
  readonly statusId: string
  readonly entries: number
  readonly isWhole?: boolean
  readonly hasNoMore?: boolean
  readonly movedFrom?: string
}

let made = 0

function history({ path, statusId, entries, isWhole = false, hasNoMore = false, movedFrom }: Came) {
  made += 1
  const ticket = aTicket(`PAY-${made}`, { statusId, assigneeId: null })
  const { connectionId, ticketId } = ticket
  const base = { connectionId, ticketId, happenedAt: 0, actorId: null }
  const moves = path.slice(1).map(
    (toStatusId, place): TicketEvent => ({
      ...base,
      kind: 'status',
      eventId: `${place}/0`,
      fromStatusId: path[place] ?? null,
      toStatusId,
    }),
  )
  const key: TicketEvent[] =
    movedFrom === undefined
      ? []
      : [{ ...base, kind: 'key', eventId: 'k/0', fromKey: movedFrom, toKey: 'PAY-1' }]
  return { ticket, events: [...key, ...moves], entries, isWhole, hasNoMore }
}

const times = (count: number, came: Came) => Array.from({ length: count }, () => history(came))
/** It begins where tickets do and ends where it is. */
const plain = { path: [open, doing, done], statusId: done, entries: 5 }
const withoutEnd = { path: [open, doing], statusId: done }
const withoutBeginning = { path: [doing, done], statusId: done }

function foundIn(came: ReturnType<typeof history>[], cutAt: number | null = null): number {
  return new CutHistories(cutAt).find(came).length
}

describe('histories of one greatest length, at which their site cuts them off', () => {
  test('are found by three that end elsewhere than their tickets are, and all of that length are told', () => {
    const longest = [...times(3, { ...withoutEnd, entries: 100 }), history({ ...plain, entries: 100 })]
    const found = new CutHistories().find([...times(5, plain), ...longest])
    expect(found.map(({ ticketId }) => ticketId)).toEqual(longest.map(({ ticket }) => ticket.ticketId))
    expect(found[0]).toMatchObject({
      part: 'history',
      cause: 'Jira seems to cut histories off at 100 entries',
    })
    expect(foundIn([...times(5, plain), ...times(2, { ...withoutEnd, entries: 100 })])).toBe(0)
  })

  test('are found by three that begin elsewhere than ten shorter ones of their type all do, in different statuses', () => {
    const longest = [
      ...times(2, { ...withoutBeginning, entries: 100 }),
      history({ path: [done, doing, done], statusId: done, entries: 100 }),
    ]
    expect(foundIn([...times(10, plain), ...longest])).toBe(3)
    expect(foundIn([...times(9, plain), ...longest])).toBe(0)
    expect(foundIn([...times(10, plain), history({ ...withoutBeginning, entries: 9 }), ...longest])).toBe(0)
  })

  test('are found from 20 entries on', () => {
    expect(foundIn(times(3, { ...withoutEnd, entries: 20 }))).toBe(3)
    expect(foundIn(times(3, { ...withoutEnd, entries: 19 }))).toBe(0)
  })

  test('stay told by later runs, which know where: each of that length, alone too', () => {
    const histories = new CutHistories()
    histories.find(times(3, { ...withoutEnd, entries: 100 }))
    expect(histories.cutAt()).toBe(100)
    expect(foundIn([history({ ...plain, entries: 100 })], 100)).toBe(1)
    expect(foundIn([history({ ...withoutEnd, entries: 99 })], 100)).toBe(0)
  })

  test('are cut no more once a later run gets a longer one, or one that its own list has no more of', () => {
    for (const came of [
      { ...plain, entries: 101 },
      { ...plain, entries: 100, isWhole: true, hasNoMore: true },
    ]) {
      const histories = new CutHistories(100)
      expect(histories.find([history(came), history({ ...withoutEnd, entries: 100 })])).toEqual([])
      expect(histories.cutAt()).toBeNull()
    }
  })

  test('are told on later pages too, until a longer history comes', () => {
    const histories = new CutHistories()
    const find = (...came: ReturnType<typeof history>[]) => histories.find(came).length
    expect(find(...times(3, { ...withoutEnd, entries: 100 }))).toBe(3)
    expect(find(history({ ...plain, entries: 100 }), history({ ...plain, entries: 99 }))).toBe(1)
    expect(find(history({ ...plain, entries: 101 }), history({ ...plain, entries: 100 }))).toBe(0)
  })
})

describe('nothing is told of', () => {
  test('histories of equal length that are whole by all that can be seen', () => {
    expect(foundIn([...times(20, plain), ...times(3, { ...plain, entries: 100 })])).toBe(0)
  })

  test('tickets that were imported: the shorter ones lack their ends too', () => {
    const longest = times(3, { ...withoutEnd, entries: 100 })
    expect(foundIn([...times(18, plain), ...times(2, { ...withoutEnd, entries: 5 }), ...longest])).toBe(3)
    expect(foundIn([...times(17, plain), ...times(3, { ...withoutEnd, entries: 5 }), ...longest])).toBe(0)
  })

  test('tickets that came from other projects, whose workflows begin elsewhere', () => {
    const longest = times(3, { ...withoutBeginning, entries: 100, movedFrom: 'OLD-1' })
    expect(foundIn([...times(10, plain), ...longest])).toBe(0)
  })

  test('tickets that are made in a later status, or older than their workflow: all begin in that one', () => {
    const longest = times(3, { ...withoutBeginning, entries: 100 })
    expect(foundIn([...times(10, plain), ...longest])).toBe(0)
  })

  test('long ones with gaps between their moves: what is cut off lacks an end', () => {
    const longest = times(3, { path: [open, doing, done], statusId: done, entries: 100 }).map((one) => ({
      ...one,
      events: one.events.map((event) =>
        event.kind === 'status' && event.toStatusId === done ? { ...event, fromStatusId: open } : event,
      ),
    }))
    expect(foundIn([...times(10, plain), ...longest])).toBe(0)
  })

  test('a length that is the whole one by a ticket’s own list, on later pages neither', () => {
    const histories = new CutHistories()
    const longest = times(3, { ...withoutEnd, entries: 100 })
    const find = (...came: ReturnType<typeof history>[]) => histories.find(came).length
    expect(find(...longest)).toBe(3)
    expect(find(history({ ...withoutEnd, entries: 99, isWhole: true, hasNoMore: true }), ...longest)).toBe(3)
    expect(find(history({ ...withoutEnd, entries: 100, isWhole: true, hasNoMore: true }), ...longest)).toBe(0)
    expect(find(...longest)).toBe(0)
    expect(histories.find(longest)).toEqual([])
  })

  test('those of which the rest came when they were asked for alone', () => {
    expect(foundIn(times(3, { ...withoutEnd, entries: 100, isWhole: true }))).toBe(0)
  })
})
