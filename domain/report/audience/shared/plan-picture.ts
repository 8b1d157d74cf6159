import { buckets } from '../../../category.ts'
import type { PlanBesideActual } from '../../content/picture.ts'
import {
  actualShareOf,
  figuresOf,
  isPlanless,
  isSorted,
  pastShareOf,
  type ReportView,
} from '../../content/view.ts'
import { bucketLabels } from '../../words/categories.ts'
import { percent } from '../../words/figures.ts'
import { mostPastQuarters } from '../../words/lengths.ts'
import { soFar } from '../../words/scope.ts'

/** Plan beside actual by category, the last four quarters faint; null without any sorted work. */
export function planPicture(view: ReportView): PlanBesideActual | null {
  if (!isSorted(view.scope)) return null
  const rows = buckets
    .filter((bucket) => bucket !== 'uncategorised' || view.scope.uncategorised.milliDays > 0)
    .map((bucket) => {
      const figures = bucket === 'uncategorised' ? null : figuresOf(view.scope, bucket)
      return {
        bucket,
        label: bucketLabels[bucket],
        plannedShare: isPlanless(view.scope) ? null : (figures?.plannedShare ?? null),
        actualShare: actualShareOf(view.scope, bucket),
        band: figures?.band ?? null,
        past: view.past
          .slice(-mostPastQuarters)
          .map(({ label, figures: past }) => ({ label, actualShare: pastShareOf(past, bucket) })),
      }
    })
  // Its figures stand in the table too: the text twin has no picture.
  const words = rows.map(({ label, bucket, plannedShare, actualShare }) =>
    plannedShare === null
      ? `${label}: ${percent(actualShare)}${bucket === 'uncategorised' ? ' of all' : ''}`
      : `${label}: planned ${percent(plannedShare)}, spent ${percent(actualShare)}`,
  )
  return {
    kind: 'plan_beside_actual',
    rows,
    altText: `Bars of planned beside spent shares of the sorted work, ${view.quarter}${soFar(view)}. ${words.join('. ')}.`,
  }
}
