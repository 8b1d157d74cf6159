import { sumOf } from '../../../calculation/sum.ts'
import type { EffortRow, MilliDays } from '../../../effort/effort.ts'
import type { Commitment } from '../../../plan/plan.ts'
import { ticketRefKey } from '../../../ticket.ts'
import type { CarriedOver } from '../../dataset/scope.ts'
import { sumByBucket } from '../shares/shares.ts'
import type { FactLookup } from '../tickets/ticket-facts.ts'

/** A team's commitments, with the days that it spent. */
export interface CommittedWork {
  readonly commitments: readonly Commitment[]
  readonly rows: readonly EffortRow[]
}

/**
 * The days of a quarter that went on with tickets on which days were spent in an earlier quarter, by bucket, and the commitments
 * that they are in. Null where no earlier quarter was measured.
 *
 * @param committed each team's commitments, with the days that the team itself spent
 * @param begunBefore `ticketRefKey`s
 */
export function carriedOverOf(
  rows: readonly EffortRow[],
  committed: readonly CommittedWork[],
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
  return {
    tickets: new Set(carried.map(({ ticket }) => ticketRefKey(ticket))).size,
    milliDays,
    commitments: committed.flatMap((each) => carriedCommitmentsOf(each, facts, begunBefore)),
  }
}

function carriedCommitmentsOf(
  { commitments, rows }: CommittedWork,
  facts: FactLookup,
  begunBefore: ReadonlySet<string>,
): CarriedOver['commitments'] {
  const spent = new Map<string, MilliDays>()
  for (const { ticket, milliDays } of rows) {
    const key = ticketRefKey(ticket)
    if (begunBefore.has(key)) spent.set(key, (spent.get(key) ?? 0) + milliDays)
  }
  return commitments.flatMap(({ name, target }) => {
    const inside = facts.subjects.named(target).flatMap((found) => facts.subjects.within(found))
    const sum = sumOf([...new Set(inside.map(ticketRefKey))].map((key) => spent.get(key) ?? 0))
    return sum === 0 ? [] : [{ name, milliDays: sum }]
  })
}
