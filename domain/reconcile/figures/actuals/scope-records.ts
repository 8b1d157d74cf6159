import type { Bucket, Category } from '../../../category.ts'
import type { CapacityRow, EffortRow, MilliDays, SecondOpinionRow } from '../../../effort/effort.ts'
import type { LocalDate } from '../../../instant.ts'
import type { CapacityFigures, ScopeReconciliation } from '../../dataset/scope.ts'
import type { ScopePlan } from '../plan/scope-plan.ts'
import { sharesOf, sumByBucket, sumOfCategories, uncategorisedShareOf } from '../shares/shares.ts'
import type { Interruption } from '../tickets/interruptions.ts'
import type { FactLookup } from '../tickets/ticket-facts.ts'
import type { CommittedWork } from './carried-over.ts'

/** What was planned for a team or the company, and what was recorded of it. */
export interface ScopeRecords {
  readonly scopeId: string
  readonly name: string
  readonly people: ReadonlySet<string>
  /** Working days of the quarter that have begun. */
  readonly countedDays: number
  readonly planned: ScopePlan
  readonly rows: readonly EffortRow[]
  /** Those whose tickets may be named: of a company, not those of teams without figures of their own. */
  readonly namedRows: readonly EffortRow[]
  /** Of a company, each team's that has figures of its own. */
  readonly committed: readonly CommittedWork[]
  readonly capacity: readonly CapacityRow[]
  readonly opinions: readonly SecondOpinionRow[]
  readonly interruptions: readonly Interruption[]
}

/** A scope's totals: days and shares by bucket, and capacity. */
export interface ScopeActuals {
  readonly milliDays: Readonly<Record<Bucket, MilliDays>>
  readonly categorisedMilliDays: MilliDays
  /** Of categorised work. */
  readonly shares: Readonly<Record<Category, number>>
  /** Of all attributed days. */
  readonly uncategorisedShare: number
  readonly capacity: CapacityFigures
}

/** Sums up what a scope did. */
export function actualsOf({ rows, capacity, planned }: ScopeRecords, facts: FactLookup): ScopeActuals {
  const milliDays = sumByBucket(
    rows,
    (row) => facts.bucketOf(row.ticket),
    (row) => row.milliDays,
  )
  const sum = (part: (row: CapacityRow) => MilliDays) => capacity.reduce((total, row) => total + part(row), 0)
  return {
    milliDays,
    categorisedMilliDays: sumOfCategories(milliDays),
    shares: sharesOf(milliDays),
    uncategorisedShare: uncategorisedShareOf(milliDays),
    capacity: {
      workingMilliDays: sum((row) => row.workingMilliDays),
      absenceMilliDays: sum((row) => row.absenceMilliDays),
      onCallMilliDays: sum((row) => row.onCallMilliDays),
      attributedMilliDays: sum((row) => row.attributedMilliDays),
      unattributedMilliDays: sum((row) => row.unattributedMilliDays),
      unreadMilliDays: sum((row) => row.unreadMilliDays),
      daysOffLoggedMilliDays: sum((row) => row.daysOffLoggedMilliDays),
      plannedMilliDays: sumOfCategories(planned.milliDays),
      plannedQuarterMilliDays: sumOfCategories(planned.quarterMilliDays),
    },
  }
}

/** Effort on tickets that were not in the baseline; null without a baseline. */
export function unplannedOf(
  rows: readonly EffortRow[],
  facts: FactLookup,
  attributedMilliDays: MilliDays,
): ScopeReconciliation['unplanned'] {
  if (facts.all.every((each) => each.inBaseline === null)) return null
  const milliDays = rows
    .filter((row) => facts.of(row.ticket)?.inBaseline !== true)
    .reduce((sum, row) => sum + row.milliDays, 0)
  return { milliDays, share: attributedMilliDays > 0 ? milliDays / attributedMilliDays : 0 }
}

/** A scope's reliability days by week. */
export function reliabilityByWeek(
  rows: readonly EffortRow[],
  facts: FactLookup,
): ReadonlyMap<LocalDate, MilliDays> {
  const weeks = new Map<LocalDate, MilliDays>()
  for (const { ticket, weekStart, milliDays } of rows) {
    if (facts.bucketOf(ticket) !== 'reliability') continue
    weeks.set(weekStart, (weeks.get(weekStart) ?? 0) + milliDays)
  }
  return weeks
}
