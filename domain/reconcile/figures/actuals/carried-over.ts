import type { EffortRow } from '../../../effort/effort.ts'
import type { Commitment } from '../../../plan/plan.ts'
import { ticketRefKey } from '../../../ticket.ts'
import type { CarriedOver } from '../../dataset/scope.ts'
import { sumByBucket } from '../shares/shares.ts'
import type { FactLookup } from '../tickets/ticket-facts.ts'

/**
 * The days of a quarter that went on with tickets on which days were spent in an earlier quarter, by bucket, and the commitments
 * that they are in. Null where no earlier quarter was measured.
 *
 * @param begunBefore `ticketRefKey`s
 */
export function carriedOverOf(
  rows: readonly EffortRow[],
  commitments: readonly Commitment[],
  facts: FactLookup,
  begunBefore: ReadonlySet<string> | null,
): CarriedOver | null {
  if (begunBefore === null) return null
  const carried = rows.filter((row) => begunBefore.has(ticketRefKey(row.ticket)))
  const milliDays = sumByBucket(
    carried,
    (row) => facts.bucketOf(row.ticket),
    (row) => row.milliDays,
  )
  const spent = new Map<string, number>()
  for (const { ticket, milliDays: each } of carried) {
    spent.set(ticketRefKey(ticket), (spent.get(ticketRefKey(ticket)) ?? 0) + each)
  }
  return {
    tickets: spent.size,
    milliDays,
    commitments: commitments.flatMap(({ name, target }) => {
      const inside = facts.subjects.named(target).flatMap((found) => facts.subjects.within(found))
      const sum = inside.reduce((total, ticket) => total + (spent.get(ticketRefKey(ticket)) ?? 0), 0)
      return sum === 0 ? [] : [{ name, milliDays: sum }]
    }),
  }
}
