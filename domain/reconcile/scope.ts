import { type Bucket, type Category, categories } from '../category.ts'
import type { CapacityRow, EffortRow, MilliDays, SecondOpinionRow } from '../effort/effort.ts'
import type { LocalDate } from '../instant.ts'
import type { CapacityFigures, CategoryFigures, CommitmentFigures } from './dataset/reconciliation.ts'
import { bandOf } from './figures/band.ts'
import { opinionsOf, weeksOf, workTypesOf } from './figures/breakdowns.ts'
import type { BudgetDay } from './figures/budget-burn.ts'
import { countInterruptions, type Interruption } from './figures/interruptions.ts'
import { misalignmentOf, sharesOf, sumByBucket } from './figures/shares.ts'
import { sourcesOf } from './figures/sources.ts'
import type { FactLookup } from './figures/ticket-facts.ts'
import { callOf, type Doubt, doubtOf } from './verdicts/call.ts'
import { reliabilityBudgetOf } from './verdicts/drift.ts'
import type { ScopeFigures } from './verdicts/findings.ts'

/** A team's or the company's part of everything: what was planned and what was recorded. */
export interface ScopeMaterial {
  readonly scopeId: string
  readonly name: string
  readonly planned: PlannedMaterial
  readonly rows: readonly EffortRow[]
  readonly capacity: readonly CapacityRow[]
  readonly opinions: readonly SecondOpinionRow[]
  readonly interruptions: readonly Interruption[]
  readonly commitments: readonly CommitmentFigures[]
}

export interface PlannedMaterial {
  readonly shares: Readonly<Record<Category, number>>
  /** Until the as-of day. */
  readonly milliDays: Readonly<Record<Category, MilliDays>>
  readonly quarterMilliDays: Readonly<Record<Category, MilliDays>>
  /** The reliability budget's course. */
  readonly budgetDays: readonly BudgetDay[]
}

/** How far off measured shares can be. */
export interface Uncertainty {
  /** Half-width of the 95 % band by category. */
  readonly halfWidthShares: Readonly<Record<Category, number>>
  /** See `DriftInput`. */
  readonly uncertainMilliDays: number
  readonly unseenMilliDays: number
}

/** What was done, in sums; the first step, on which uncertainty rests. */
export interface Done {
  readonly milliDays: Readonly<Record<Bucket, MilliDays>>
  readonly shares: Readonly<Record<Bucket, number>>
  readonly capacity: CapacityFigures
}

export function doneOf({ rows, capacity, planned }: ScopeMaterial, facts: FactLookup): Done {
  const milliDays = sumByBucket(
    rows,
    (row) => facts.bucketOf(row.ticket),
    (row) => row.milliDays,
  )
  const sum = (part: (row: CapacityRow) => MilliDays) => capacity.reduce((total, row) => total + part(row), 0)
  return {
    milliDays,
    shares: sharesOf(milliDays),
    capacity: {
      workingMilliDays: sum((row) => row.workingMilliDays),
      absenceMilliDays: sum((row) => row.absenceMilliDays),
      onCallMilliDays: sum((row) => row.onCallMilliDays),
      attributedMilliDays: sum((row) => row.attributedMilliDays),
      unattributedMilliDays: sum((row) => row.unattributedMilliDays),
      plannedMilliDays: sumOfCategories(planned.milliDays),
      plannedQuarterMilliDays: sumOfCategories(planned.quarterMilliDays),
    },
  }
}

function sumOfCategories(milliDays: Readonly<Record<Category, MilliDays>>): MilliDays {
  return categories.reduce((sum, category) => sum + milliDays[category], 0)
}

/** Holds one scope's record against its plan; with why nothing can be called, where that is so. */
export function scopeFiguresOf(
  material: ScopeMaterial,
  done: Done,
  uncertainty: Uncertainty,
  facts: FactLookup,
  seed: string,
): { readonly figures: ScopeFigures; readonly doubt: Doubt | null } {
  const { planned, rows, interruptions } = material
  const { milliDays, shares, capacity } = done
  const doubt = doubtOf(capacity, shares.uncategorised)
  const planless = categories.every((category) => planned.shares[category] === 0)
  const inDoubt = doubt !== null || planless
  const figures: ScopeFigures = {
    scopeId: material.scopeId,
    name: material.name,
    capacity,
    categories: categories.map((category) =>
      categoryFiguresOf(category, planned, done, uncertainty.halfWidthShares[category], inDoubt),
    ),
    uncategorised: { milliDays: milliDays.uncategorised, share: shares.uncategorised },
    misalignmentShare: misalignmentOf(planned.shares, shares),
    unplanned: unplannedOf(rows, facts, capacity.attributedMilliDays),
    reliability: reliabilityBudgetOf({
      seed: `${seed} ${material.scopeId}`,
      budgetMilliDays: planned.quarterMilliDays.reliability,
      spentMilliDays: milliDays.reliability,
      expectedMilliDays: planned.milliDays.reliability,
      uncertainMilliDays: uncertainty.uncertainMilliDays,
      unseenMilliDays: uncertainty.unseenMilliDays,
      inDoubt,
      days: planned.budgetDays,
      spentOfWeek: reliabilityByWeek(rows, facts),
    }),
    interruptions: countInterruptions(interruptions, rows, facts),
    commitments: material.commitments,
    sources: sourcesOf(rows, facts),
    workTypes: workTypesOf(rows, facts),
    weeks: weeksOf(rows, material.capacity, interruptions, facts),
    secondOpinions: opinionsOf(material.opinions, facts),
  }
  return { figures, doubt }
}

function categoryFiguresOf(
  category: Category,
  planned: PlannedMaterial,
  { milliDays, shares }: Done,
  halfWidthShare: number,
  inDoubt: boolean,
): CategoryFigures {
  const plannedShare = planned.shares[category]
  const actualShare = shares[category]
  const band = bandOf(actualShare, halfWidthShare)
  return {
    category,
    plannedShare,
    actualShare,
    band,
    plannedMilliDays: planned.milliDays[category],
    actualMilliDays: milliDays[category],
    varianceMilliDays: milliDays[category] - planned.milliDays[category],
    varianceShare: actualShare - plannedShare,
    call: callOf(plannedShare, actualShare, band, inDoubt),
  }
}

function unplannedOf(
  rows: readonly EffortRow[],
  facts: FactLookup,
  attributedMilliDays: MilliDays,
): ScopeFigures['unplanned'] {
  if (facts.all.every((each) => each.inBaseline === null)) return null
  const milliDays = rows
    .filter((row) => facts.of(row.ticket)?.inBaseline !== true)
    .reduce((sum, row) => sum + row.milliDays, 0)
  return { milliDays, share: attributedMilliDays > 0 ? milliDays / attributedMilliDays : 0 }
}

function reliabilityByWeek(rows: readonly EffortRow[], facts: FactLookup): Map<LocalDate, MilliDays> {
  const weeks = new Map<LocalDate, MilliDays>()
  for (const { ticket, weekStart, milliDays } of rows) {
    if (facts.bucketOf(ticket) !== 'reliability') continue
    weeks.set(weekStart, (weeks.get(weekStart) ?? 0) + milliDays)
  }
  return weeks
}
