import { type Bucket, buckets } from '../../category.ts'
import type { MilliDays } from '../../effort/effort.ts'
import { type TicketRef, ticketRefKey } from '../../ticket.ts'
import type { Decision } from '../decision.ts'

/** What one team spent on one ticket. */
export interface TeamTicketDays {
  readonly teamId: string
  readonly ticket: TicketRef
  readonly milliDays: MilliDays
}

/** What goes from one bucket to another. */
export interface Move {
  readonly from: Bucket
  readonly to: Bucket
  readonly tickets: number
  readonly milliDays: MilliDays
}

/** What other rules change in a team's, or the company's, days. */
export interface ScopeEffect {
  /** Tickets with days that move. */
  readonly movedTickets: number
  readonly movedMilliDays: MilliDays
  /** In the order of `buckets`. */
  readonly buckets: readonly {
    readonly bucket: Bucket
    readonly beforeMilliDays: MilliDays
    readonly afterMilliDays: MilliDays
  }[]
  /** From the largest; without those that don't happen. */
  readonly moves: readonly Move[]
}

/** All tickets, whether anybody spent days on them or not. */
export interface TicketsEffect {
  readonly total: number
  readonly moved: number
  /** Their days are those of the rows. From the largest. */
  readonly moves: readonly Omit<Move, 'milliDays'>[]
}

/** Each ticket's bucket by two sets of decisions on the same tickets. */
export class RulesEffect {
  readonly #bucketsOf: ReadonlyMap<string, { readonly from: Bucket; readonly to: Bucket }>

  constructor(before: readonly Decision[], after: readonly Decision[]) {
    const from = new Map(before.map((decision) => [ticketRefKey(decision.ticket), bucketOf(decision)]))
    this.#bucketsOf = new Map(
      after.map((decision) => {
        const key = ticketRefKey(decision.ticket)
        return [key, { from: from.get(key) ?? 'uncategorised', to: bucketOf(decision) }]
      }),
    )
  }

  ofTickets(): TicketsEffect {
    const moves = movesOf(
      [...this.#bucketsOf].map(([ticketKey, each]) => ({ ...each, ticketKey, milliDays: 0 })),
    )
    return {
      total: this.#bucketsOf.size,
      moved: moves.reduce((sum, { tickets }) => sum + tickets, 0),
      moves: moves.map(({ milliDays: _, ...move }) => move),
    }
  }

  /** Days on a ticket that is gone are uncategorised before and after. */
  ofDays(rows: readonly TeamTicketDays[]): ScopeEffect {
    const placed = rows.map(({ ticket, milliDays }) => {
      const ticketKey = ticketRefKey(ticket)
      const { from, to } = this.#bucketsOf.get(ticketKey) ?? { from: 'uncategorised', to: 'uncategorised' }
      return { ticketKey, from, to, milliDays }
    })
    const moves = movesOf(placed)
    const before = daysByBucket(placed, 'from')
    const after = daysByBucket(placed, 'to')
    return {
      movedTickets: moves.reduce((sum, { tickets }) => sum + tickets, 0),
      movedMilliDays: moves.reduce((sum, { milliDays }) => sum + milliDays, 0),
      buckets: buckets.map((bucket) => ({
        bucket,
        beforeMilliDays: before.get(bucket) ?? 0,
        afterMilliDays: after.get(bucket) ?? 0,
      })),
      moves,
    }
  }
}

function bucketOf({ category }: Decision): Bucket {
  return category ?? 'uncategorised'
}

interface Placed {
  readonly ticketKey: string
  readonly from: Bucket
  readonly to: Bucket
  readonly milliDays: MilliDays
}

function daysByBucket(placed: readonly Placed[], side: 'from' | 'to'): ReadonlyMap<Bucket, MilliDays> {
  const days = new Map<Bucket, MilliDays>()
  for (const each of placed) days.set(each[side], (days.get(each[side]) ?? 0) + each.milliDays)
  return days
}

function movesOf(placed: readonly Placed[]): Move[] {
  const moved = Map.groupBy(
    placed.filter(({ from, to }) => from !== to),
    ({ from, to }) => `${from} ${to}`,
  )
  return buckets
    .flatMap((from) => buckets.map((to) => ({ from, to })))
    .flatMap(({ from, to }) => {
      const own = moved.get(`${from} ${to}`) ?? []
      const tickets = new Set(own.map(({ ticketKey }) => ticketKey)).size
      const milliDays = own.reduce((sum, each) => sum + each.milliDays, 0)
      return tickets === 0 ? [] : [{ from, to, tickets, milliDays }]
    })
    .toSorted((a, b) => b.milliDays - a.milliDays || b.tickets - a.tickets)
}
