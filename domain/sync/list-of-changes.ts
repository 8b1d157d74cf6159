import type { Instant } from '../instant.ts'
import { grouped } from '../text/numbers.ts'
import type { IncompleteList } from './incomplete.ts'

const marginMs = 60_000

/**
 * Within which times a ticket that is known to have changed must be in the tracker's list of changes: without a minute at both ends, for
 * searches compare minutes and lag behind by seconds.
 */
export function surelyListed({
  changedSinceAt,
  startedAt,
}: {
  readonly changedSinceAt: Instant
  readonly startedAt: Instant
}): {
  readonly fromAt: Instant
  readonly toAt: Instant
} {
  return { fromAt: changedSinceAt + marginMs, toAt: startedAt - marginMs }
}

/**
 * Whether a list of changes is believed that lacks tickets which are there and are known to have changed. A search index may have lost a
 * ticket for good; one that lacks most of them lacks others too.
 */
export function lacksTooMany({
  known,
  lacking,
}: {
  readonly known: number
  readonly lacking: number
}): boolean {
  return lacking > known / 2
}

/** Such a list, as one that the next run asks for again from the same instant on. */
export function unbelievedChanges(lacking: number): IncompleteList {
  const tickets = lacking === 1 ? 'a ticket that has' : `${grouped(lacking)} tickets that have`
  return { list: 'list of changes', cause: `it lacks ${tickets} changed` }
}
