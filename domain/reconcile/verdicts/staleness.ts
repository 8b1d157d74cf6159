import { buckets } from '../../category.ts'
import { dayMs, type Instant, isoOf, type LocalDate } from '../../instant.ts'
import type { ScopeReconciliation } from '../dataset/scope.ts'

/**
 * A connection that was last read longer ago than this is stale. Ours: the schedules read several times an hour,
 * so a whole day without a reading is never ordinary, and a day of a team's tickets is missing from the figures.
 */
export const staleAfterMs = dayMs

export type Staleness = 'fresh' | 'stale' | 'never_read'

/**
 * How old a connection's last whole reading is at an instant.
 *
 * @param syncedAt when the connection was last read whole, by the tracker's clock; null before the first time
 */
export function stalenessOf({
  syncedAt,
  asOfAt,
}: {
  readonly syncedAt: Instant | null
  readonly asOfAt: Instant
}): Staleness {
  if (syncedAt === null) return 'never_read'
  return asOfAt - syncedAt > staleAfterMs ? 'stale' : 'fresh'
}

/** Until when the tickets of each stale connection are known; null for one that is fresh, or was never read whole. */
export function readUntilLookup(
  connections: readonly { readonly connectionId: string; readonly syncedAt: Instant | null }[],
  asOfAt: Instant,
): (connectionId: string) => Instant | null {
  const readUntil = new Map(
    connections.flatMap(({ connectionId, syncedAt }) =>
      stalenessOf({ syncedAt, asOfAt }) === 'stale' ? [[connectionId, syncedAt]] : [],
    ),
  )
  return (connectionId) => readUntil.get(connectionId) ?? null
}

/** The last day (UTC) that the records of the connection read longest ago reach, where it is stale; null where all are fresh. */
export function readUntilOf(
  connections: readonly { readonly syncedAt: Instant | null }[],
  asOfAt: Instant,
): LocalDate | null {
  const stale = connections.flatMap(({ syncedAt }) =>
    syncedAt !== null && stalenessOf({ syncedAt, asOfAt }) === 'stale' ? [syncedAt] : [],
  )
  return stale.length === 0 ? null : isoOf(Math.min(...stale)).slice(0, 10)
}

/** Whether all that could be known of a week's work lies after the last reading: its days are no zeros, they are not known. */
export function isWeekUnread({
  milliDays,
  unreadMilliDays,
}: Pick<ScopeReconciliation['weeks'][number], 'milliDays' | 'unreadMilliDays'>): boolean {
  return unreadMilliDays > 0 && buckets.every((bucket) => milliDays[bucket] === 0)
}
