import { compareTexts } from '../../text/text-order.ts'
import { type TicketEvent, ticketRefKey } from '../../ticket.ts'

/**
 * Puts events in order, ticket by ticket: each once, however often it was read, and in the order in which
 * they happened, however they arrived. Keys are `ticketRefKey`s.
 *
 * Events of one instant follow their ids (a changelog's `1001/0` before `1001/1`); where the tracker's ids
 * say nothing (UUIDs), status and assignee changes follow one another: the next starts from where the last
 * one ended, and the first from where none of them ended.
 * @internal for tests
 */
export function historiesOf(events: readonly TicketEvent[]): Map<string, readonly TicketEvent[]> {
  const histories = new Map<string, TicketEvent[]>()
  for (const event of events) {
    const key = ticketRefKey(event)
    const history = histories.get(key)
    if (history === undefined) histories.set(key, [event])
    else history.push(event)
  }
  return new Map([...histories].map(([key, history]) => [key, inOrder(eachOnce(history))]))
}

/** One ticket's events, each once. */
export function eachOnce(history: readonly TicketEvent[]): TicketEvent[] {
  return [...new Map(history.map((event) => [`${event.kind} ${event.eventId}`, event])).values()]
}

/** One ticket's events in order; see `historiesOf`. */
export function inOrder(history: readonly TicketEvent[]): readonly TicketEvent[] {
  if (isInOrder(history)) return history
  const sorted = sortedByTime(history)
  const hasTies = sorted.some((event, index) => event.happenedAt === sorted[index + 1]?.happenedAt)
  return hasTies ? chained(sorted) : sorted
}

/** Whether each event happened after the one before: so nearly all histories come. */
function isInOrder(history: readonly TicketEvent[]): boolean {
  let lastAt = Number.NEGATIVE_INFINITY
  for (const { happenedAt } of history) {
    if (happenedAt <= lastAt) return false
    lastAt = happenedAt
  }
  return true
}

/** Above it the engine's sort is faster than moving each event to its place. */
const fewEvents = 32

function sortedByTime(history: readonly TicketEvent[]): TicketEvent[] {
  if (history.length > fewEvents) return history.toSorted(compareEvents)
  const sorted: TicketEvent[] = []
  for (const event of history) {
    let index = sorted.length
    for (let before = sorted[index - 1]; before !== undefined; before = sorted[index - 1]) {
      if (compareEvents(before, event) <= 0) break
      sorted[index] = before
      index -= 1
    }
    sorted[index] = event
  }
  return sorted
}

function compareEvents(a: TicketEvent, b: TicketEvent): number {
  return a.happenedAt - b.happenedAt || compareIds(a.eventId, b.eventId) || compareTexts(a.kind, b.kind)
}

const idOrder = new Intl.Collator('en', { numeric: true })

/** Orders ids by the numbers in them: `9/0` before `10/0`. */
function compareIds(a: string, b: string): number {
  return idOrder.compare(a, b) || compareTexts(a, b)
}

/** Swaps status (and assignee) changes of one instant so that each starts where the one before ended. */
function chained(sorted: TicketEvent[]): TicketEvent[] {
  for (const kind of ['status', 'assignee'] as const) {
    let value: string | null | undefined
    for (let index = 0; index < sorted.length; index += 1) {
      const event = sorted[index]
      if (event?.kind !== kind) continue
      const fit = indexOfFollower(sorted, index, kind, value)
      const follower = sorted[fit]
      if (fit !== index && follower !== undefined) {
        sorted[fit] = event
        sorted[index] = follower
      }
      value = changeOf(sorted[index])?.to
    }
  }
  return sorted
}

/** The place of the change that comes next: the one that starts from the value, else one that none of its instant leads to. */
function indexOfFollower(
  sorted: readonly TicketEvent[],
  start: number,
  kind: 'status' | 'assignee',
  value: string | null | undefined,
): number {
  const happenedAt = sorted[start]?.happenedAt
  const candidates: { index: number; from: string | null; to: string | null }[] = []
  for (let index = start; sorted[index]?.happenedAt === happenedAt; index += 1) {
    const event = sorted[index]
    const change = event?.kind === kind ? changeOf(event) : null
    if (change !== null) candidates.push({ index, ...change })
  }
  const follower = candidates.find(({ from }) => from === value)
  const head = candidates.find(({ from }) => candidates.every(({ to }) => to !== from))
  return (follower ?? head)?.index ?? start
}

function changeOf(event: TicketEvent | undefined): { from: string | null; to: string | null } | null {
  if (event?.kind === 'status') return { from: event.fromStatusId, to: event.toStatusId }
  if (event?.kind === 'assignee') return { from: event.fromId, to: event.toId }
  return null
}
