import type { MilliDays } from '../../effort/effort.ts'
import { type Ticket, ticketRefKey } from '../../ticket.ts'
import { compareTickets } from '../../ticket-order.ts'
import type { ChangedTicket } from '../dataset/change.ts'
import { isFinding } from '../verdicts/least-finding.ts'
import type { DaysAfter, QuarterDays } from './quarter-days.ts'

/** How many tickets are named of a scope. */
const mostTickets = 5

type Place = ChangedTicket['now']

/**
 * The tickets whose days changed most, or changed their category; from a day on, largest first. Not those whose days the plan moved by
 * a day or more: of one person who changed teams, they would tell what that person worked on.
 *
 * @param tickets all that the days may name; of two with one identity the last counts
 */
export function heaviestTickets(
  after: readonly DaysAfter[],
  teamIds: ReadonlySet<string>,
  tickets: readonly Ticket[],
): ChangedTicket[] {
  const places = after.map(({ cause, days }) => ({ cause, placeOf: placesOf(days, teamIds) }))
  const [first] = places
  const last = places.at(-1)
  if (first === undefined || last === undefined) return []
  const ticketOf = new Map(tickets.map((ticket) => [ticketRefKey(ticket), ticket]))
  const worked = new Set([...first.placeOf.keys(), ...last.placeOf.keys()])
  return [...worked]
    .flatMap((key) => {
      const ticket = ticketOf.get(key)
      const mailed = first.placeOf.get(key) ?? null
      const now = last.placeOf.get(key) ?? null
      const weight = weightOf(mailed, now)
      const isTold = isFinding(weight) && !isFinding(movedByPlan(key, places))
      return ticket !== undefined && isTold ? [{ key, ticket, mailed, now, weight }] : []
    })
    .toSorted((a, b) => b.weight - a.weight || compareTickets(a.ticket, b.ticket))
    .slice(0, mostTickets)
    .map(({ key, ticket, mailed, now }) => ({
      key: ticket.key,
      title: ticket.title,
      url: ticket.url,
      cause: causeOf(key, places),
      mailed,
      now,
    }))
}

function placesOf({ rows }: QuarterDays, teamIds: ReadonlySet<string>): Map<string, NonNullable<Place>> {
  const places = new Map<string, NonNullable<Place>>()
  for (const { teamId, ticketKey, bucket, milliDays } of rows) {
    if (!teamIds.has(teamId)) continue
    places.set(ticketKey, { bucket, milliDays: milliDays + (places.get(ticketKey)?.milliDays ?? 0) })
  }
  return places
}

/** The days that lie elsewhere: all of them where the category changed. */
function weightOf(a: Place, b: Place): MilliDays {
  const before = a?.milliDays ?? 0
  const after = b?.milliDays ?? 0
  const isElsewhere = a !== null && b !== null && a.bucket !== b.bucket
  return isElsewhere ? Math.max(before, after) : Math.abs(after - before)
}

type PlacesAfter = Pick<DaysAfter, 'cause'> & { readonly placeOf: ReadonlyMap<string, Place> }

function movedByPlan(key: string, places: readonly PlacesAfter[]): MilliDays {
  const index = places.findIndex(({ cause }) => cause === 'plan')
  const [before, after] = [places[index - 1], places[index]].map((each) => each?.placeOf.get(key) ?? null)
  return weightOf(before ?? null, after ?? null)
}

/** Of those that weigh alike, the first. */
function causeOf(key: string, places: readonly PlacesAfter[]): ChangedTicket['cause'] {
  let most: { readonly cause: ChangedTicket['cause']; readonly weight: MilliDays } | null = null
  let before: Place = null
  for (const [index, { cause, placeOf }] of places.entries()) {
    const place = placeOf.get(key) ?? null
    const weight = index === 0 ? 0 : weightOf(before, place)
    if (most === null || weight > most.weight) most = { cause, weight }
    before = place
  }
  return most?.cause ?? 'rest'
}
