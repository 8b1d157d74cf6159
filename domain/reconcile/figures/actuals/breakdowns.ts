import { categories } from '../../../category.ts'
import {
  type CapacityRow,
  type EffortRow,
  type SecondOpinionRow,
  secondOpinions,
} from '../../../effort/effort.ts'
import { compareTexts } from '../../../text/text-order.ts'
import { ticketRefKey } from '../../../ticket.ts'
import type { ScopeReconciliation } from '../../dataset/scope.ts'
import { sharesOf, sumByBucket } from '../shares/shares.ts'
import type { Interruption } from '../tickets/interruptions.ts'
import type { FactLookup } from '../tickets/ticket-facts.ts'

/** The work type of tickets to which the rules give none. */
const unnamedWorkType = 'other'

/** A scope's effort by week and bucket, for every week in which it had people; interruptions by creation. */
export function weeksOf(
  rows: readonly EffortRow[],
  capacity: readonly CapacityRow[],
  interruptions: readonly Interruption[],
  facts: FactLookup,
): ScopeReconciliation['weeks'] {
  const weekStarts = [...new Set(capacity.map((row) => row.weekStart))].sort()
  return weekStarts.map((weekStart) => ({
    weekStart,
    milliDays: sumByBucket(
      rows.filter((row) => row.weekStart === weekStart),
      (row) => facts.bucketOf(row.ticket),
      (row) => row.milliDays,
    ),
    unreadMilliDays: capacity
      .filter((row) => row.weekStart === weekStart)
      .reduce((sum, row) => sum + row.unreadMilliDays, 0),
    interruptions: interruptions.filter((each) => each.weekStart === weekStart).length,
  }))
}

/** A scope's effort by category and work type, largest first. */
export function workTypesOf(rows: readonly EffortRow[], facts: FactLookup): ScopeReconciliation['workTypes'] {
  const sums = new Map<string, { milliDays: number; tickets: Set<string> }>()
  for (const row of rows) {
    const known = facts.of(row.ticket)
    if (known === undefined || known.bucket === 'uncategorised') continue
    const key = `${known.bucket}\u0000${known.workType ?? unnamedWorkType}`
    const sum = sums.get(key) ?? { milliDays: 0, tickets: new Set<string>() }
    sum.milliDays += row.milliDays
    sum.tickets.add(ticketRefKey(row.ticket))
    sums.set(key, sum)
  }
  return categories
    .flatMap((category) =>
      [...sums]
        .filter(([key]) => key.startsWith(`${category}\u0000`))
        .map(([key, { milliDays, tickets }]) => ({
          category,
          workType: key.slice(category.length + 1),
          milliDays,
          tickets: tickets.size,
        })),
    )
    .sort((a, b) => b.milliDays - a.milliDays || compareTexts(a.workType, b.workType))
}

/** Shares of categorised work by each other measure that has data on the scope. */
export function opinionsOf(
  rows: readonly SecondOpinionRow[],
  facts: FactLookup,
): ScopeReconciliation['secondOpinions'] {
  return secondOpinions.flatMap((measure) => {
    // Sums of fractions depend on their order, which a store makes by ids of its own.
    const own = rows
      .filter((row) => row.measure === measure)
      .map((row) => ({ row, place: facts.placeOf(row.ticket) }))
      .sort((a, b) => a.place - b.place)
      .map(({ row }) => row)
    if (own.length === 0) return []
    const amounts = sumByBucket(
      own,
      (row) => facts.bucketOf(row.ticket),
      (row) => row.amount,
    )
    return [{ measure, shares: sharesOf(amounts) }]
  })
}
