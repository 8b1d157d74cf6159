import type { Bucket } from '../category.ts'
import type { Decision } from '../classify/decision.ts'
import type { EffortRow } from '../effort/effort.ts'
import { ticketRefKey } from '../ticket.ts'
import type { CurrentUnit } from './sampled-shares.ts'

/** Each team's days on each ticket, with the bucket that they count in. */
export function currentUnitsOf(rows: readonly EffortRow[], decisions: readonly Decision[]): CurrentUnit[] {
  const bucketOf = new Map(
    decisions.map(({ ticket, category }): [string, Bucket] => [
      ticketRefKey(ticket),
      category ?? 'uncategorised',
    ]),
  )
  const units = new Map<string, CurrentUnit>()
  for (const { teamId, ticket, milliDays } of rows) {
    const key = `${teamId}\u0000${ticketRefKey(ticket)}`
    const bucket = bucketOf.get(ticketRefKey(ticket)) ?? 'uncategorised'
    units.set(key, { teamId, ticket, bucket, milliDays: milliDays + (units.get(key)?.milliDays ?? 0) })
  }
  return [...units.values()]
}
