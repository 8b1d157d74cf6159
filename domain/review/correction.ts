import { type Bucket, type Category, categories } from '../category.ts'
import type { MilliDays } from '../effort/effort.ts'
import type { ScopeReconciliation } from '../reconcile/dataset/scope.ts'

/** Days of a team that move from one category to another. */
export interface Move {
  readonly from: Bucket
  readonly to: Category
  readonly milliDays: MilliDays
}

/** A category's days and its share of categorised work, 0..1. */
export interface CategoryStanding {
  readonly milliDays: MilliDays
  readonly share: number
}

/** What a correction would change in a team's figures. */
export interface CorrectionEffect {
  readonly categories: readonly {
    readonly category: Category
    readonly plannedShare: number
    readonly before: CategoryStanding
    readonly after: CategoryStanding
  }[]
  readonly uncategorised: { readonly beforeMilliDays: MilliDays; readonly afterMilliDays: MilliDays }
  /** Of the reliability budget. */
  readonly reliability: {
    readonly budgetMilliDays: MilliDays
    readonly beforeMilliDays: MilliDays
    readonly afterMilliDays: MilliDays
  }
}

/** What `move` would change in a team's drafted figures, on top of what was corrected before. Everything else stays as measured. */
export function correctionEffect(
  team: ScopeReconciliation,
  earlier: readonly Move[],
  move: Move,
): CorrectionEffect {
  const drafted = new Map<Bucket, MilliDays>([
    ...team.categories.map(({ category, actualMilliDays }) => [category, actualMilliDays] as const),
    ['uncategorised', team.uncategorised.milliDays],
  ])
  const before = afterMoves(drafted, earlier)
  const after = afterMoves(before, [move])
  const spent = ({ reliability }: ScopeReconciliation, days: ReadonlyMap<Bucket, MilliDays>) =>
    reliability.spentMilliDays + daysOf(days, 'reliability') - daysOf(drafted, 'reliability')
  return {
    categories: team.categories.map(({ category, plannedShare }) => ({
      category,
      plannedShare,
      before: standingOf(before, category),
      after: standingOf(after, category),
    })),
    uncategorised: {
      beforeMilliDays: daysOf(before, 'uncategorised'),
      afterMilliDays: daysOf(after, 'uncategorised'),
    },
    reliability: {
      budgetMilliDays: team.reliability.budgetMilliDays,
      beforeMilliDays: spent(team, before),
      afterMilliDays: spent(team, after),
    },
  }
}

/** No more days leave a category than it has. */
function afterMoves(
  days: ReadonlyMap<Bucket, MilliDays>,
  moves: readonly Move[],
): ReadonlyMap<Bucket, MilliDays> {
  const moved = new Map(days)
  for (const { from, to, milliDays } of moves) {
    const leaving = Math.min(milliDays, daysOf(moved, from))
    moved.set(from, daysOf(moved, from) - leaving)
    moved.set(to, daysOf(moved, to) + leaving)
  }
  return moved
}

function standingOf(days: ReadonlyMap<Bucket, MilliDays>, category: Category): CategoryStanding {
  const categorised = categories.reduce((sum, each) => sum + daysOf(days, each), 0)
  const milliDays = daysOf(days, category)
  return { milliDays, share: categorised === 0 ? 0 : milliDays / categorised }
}

function daysOf(days: ReadonlyMap<Bucket, MilliDays>, bucket: Bucket): MilliDays {
  return days.get(bucket) ?? 0
}
