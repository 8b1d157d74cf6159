import { describe, expect, it } from 'vitest'
import { childrenInProgress, isWithin, outside } from '../../../../domain/effort/records/children.ts'
import { parentNumbersOf } from '../../../../domain/effort/records/parents.ts'
import type { Holding } from '../../../../domain/effort/records/presence.ts'
import { aTicket, refOf } from '../../../builders/ticket.ts'

const day = 86_400_000
const span = (startAt: number, endAt: number) => ({ startAt, endAt })

/** When something below the first ticket was in progress: each other ticket is a child of it, of another, or of none. */
function belowFirst(
  children: readonly {
    readonly parent?: string | null
    readonly spans?: readonly ReturnType<typeof span>[]
    readonly events?: readonly number[]
  }[],
) {
  const tickets = [{}, ...children].map((_, number) => {
    const parent = number === 0 ? null : children[number - 1]?.parent
    const parentId = parent === null ? null : refOf(parent ?? 'CORE-0').ticketId
    return aTicket(`CORE-${number}`, { parentId: number === 0 ? null : parentId })
  })
  return childrenInProgress(
    parentNumbersOf(tickets),
    [[], ...children.map(({ spans = [] }) => spans)],
    (number) => children[number - 1]?.events ?? [],
  )(0)
}

describe('time in progress below a ticket', () => {
  it('is that of all its descendants, joined where it overlaps or touches', () => {
    expect(
      belowFirst([
        { spans: [span(10, 20)] },
        { spans: [span(15, 18), span(30, 40)] },
        { parent: 'CORE-1', spans: [span(20, 25)] },
      ]),
    ).toEqual([span(10, 25), span(30, 40)])
  })

  it('is none without descendants, or of tickets elsewhere', () => {
    expect(belowFirst([])).toEqual([])
    expect(belowFirst([{ parent: null, spans: [span(10, 20)] }])).toEqual([])
    expect(belowFirst([{ parent: 'CORE-9', spans: [span(10, 20)] }])).toEqual([])
  })

  it('ends although parents form a loop', () => {
    expect(
      belowFirst([
        { parent: 'CORE-2', spans: [span(10, 20)] },
        { parent: 'CORE-1', spans: [span(30, 40)] },
      ]),
    ).toEqual([])
  })

  it('counts for 30 days after its start and after each event within it', () => {
    const forgotten = (events: readonly number[]) => belowFirst([{ spans: [span(0, 100 * day)], events }])
    expect(forgotten([])).toEqual([span(0, 30 * day)])
    expect(forgotten([10 * day])).toEqual([span(0, 40 * day)])
    expect(forgotten([50 * day])).toEqual([span(0, 30 * day), span(50 * day, 80 * day)])
    expect(forgotten([90 * day])).toEqual([span(0, 30 * day), span(90 * day, 100 * day)])
    // Before it began and once it was over, nothing was done on what was in progress.
    expect(forgotten([-day, 100 * day, 120 * day])).toEqual([span(0, 30 * day)])
  })
})

describe('what is left of a holding', () => {
  const holding: Holding = {
    personId: 'ada',
    startAt: 10,
    endAt: 20,
    waiting: false,
    unassigned: false,
    sinceAt: 5,
  }
  const left = (...spans: readonly ReturnType<typeof span>[]) =>
    outside(holding, spans).map(({ startAt, endAt, sinceAt }) => [startAt, endAt, sinceAt])

  it('is all of it beside time that only touches it', () => {
    expect(left()).toEqual([[10, 20, 5]])
    expect(left(span(0, 10), span(20, 30))).toEqual([[10, 20, 5]])
  })

  it('is its parts around time within it, with its presence unbroken', () => {
    expect(left(span(12, 14), span(16, 17))).toEqual([
      [10, 12, 5],
      [14, 16, 5],
      [17, 20, 5],
    ])
    expect(left(span(0, 12))).toEqual([[12, 20, 5]])
    expect(left(span(18, 25), span(30, 40))).toEqual([[10, 18, 5]])
  })

  it('is nothing within time that covers it', () => {
    expect(left(span(10, 20))).toEqual([])
  })
})

it.each([
  [9, false],
  [10, true],
  [19, true],
  [20, false],
])('instant %d lies in 10 to 20: %s', (at, isIn) => {
  expect(isWithin([span(0, 5), span(10, 20)], at)).toBe(isIn)
})
