import { loadOpenWork, type NamedTicket, type OpenWork } from '../../adapters/store/classify/open-work.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Suggestion } from '../../domain/classify/suggest/suggest.ts'
import type { MilliDays } from '../../domain/effort/effort.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { compareTexts } from '../../domain/text-order.ts'
import { type TicketRef, ticketRefKey } from '../../domain/ticket.ts'

/** A ticket that nothing decides, as a person reviews it. */
export interface QueuedTicket {
  readonly ticket: TicketRef
  readonly key: string
  readonly connectionName: string
  readonly title: string
  readonly url: string
  /** Of teams that have figures of their own; null where none of them worked on it, because its days would be a person's. */
  readonly milliDays: MilliDays | null
  readonly suggestion: Suggestion | null
}

export interface Queue {
  /** Days of tickets whose days may be shown. */
  readonly milliDays: MilliDays
  readonly tickets: number
  /** The largest first. */
  readonly listed: readonly QueuedTicket[]
}

/** The uncategorised tickets of a quarter by the person-days at stake. */
export async function reviewQueue(store: Store, quarter: QuarterId, limit: number): Promise<Queue> {
  const tickets = queuedTickets(await loadOpenWork(store, quarter)).filter(
    ({ milliDays }) => milliDays !== null,
  )
  const largestFirst = tickets.toSorted(
    (a, b) =>
      (b.milliDays ?? 0) - (a.milliDays ?? 0) || compareTexts(ticketRefKey(a.ticket), ticketRefKey(b.ticket)),
  )
  return {
    milliDays: tickets.reduce((sum, { milliDays }) => sum + (milliDays ?? 0), 0),
    tickets: tickets.length,
    listed: largestFirst.slice(0, limit),
  }
}

/** A ticket's days of all teams that may be shown, together. */
function queuedTickets(work: readonly OpenWork[]): QueuedTicket[] {
  const tickets = new Map<string, QueuedTicket>()
  for (const each of work) {
    const key = ticketRefKey(each)
    const before = tickets.get(key)?.milliDays ?? null
    const milliDays = each.isShown ? (before ?? 0) + each.milliDays : before
    tickets.set(key, { ...queuedTicket(each), milliDays })
  }
  return [...tickets.values()]
}

/** A ticket without its days. */
export function queuedTicket(named: NamedTicket): QueuedTicket {
  const { connectionId, ticketId, key, connectionName, title, url, category, probability, words } = named
  const isSuggested = category !== null && probability !== null && words !== null
  return {
    ticket: { connectionId, ticketId },
    key,
    connectionName,
    title,
    url,
    milliDays: null,
    suggestion: isSuggested ? { category, probability, words } : null,
  }
}
