import { buckets } from '../../category.ts'
import { isoOf } from '../../instant.ts'
import type { FiguresTable } from '../content/content.ts'
import { figuresOf, hasEffort, isPlanless, isSorted, type ReportView } from '../content/view.ts'
import { bucketLabels } from '../words/categories.ts'
import { dateInWords } from '../words/dates.ts'
import { percent, tableDays } from '../words/figures.ts'
import { say } from '../words/sentence.ts'

/** Planned and spent of each category, as shares and as days; null where nothing was measured. */
export function figuresTable(view: ReportView): FiguresTable | null {
  if (!hasEffort(view.scope)) return null
  const until = dateInWords(isoOf(view.reconciliation.asOfAt).slice(0, 10))
  return {
    caption: view.running
      ? `Shares of the sorted work, and person-days, until ${until}`
      : `Shares of the sorted work, and person-days, ${view.quarter}`,
    columns: ['Planned', 'Spent', 'Days planned', 'Days spent'],
    rows: buckets.flatMap((bucket) => {
      const name = say`${bucketLabels[bucket]}`
      if (bucket === 'uncategorised') {
        const { share, milliDays } = view.scope.uncategorised
        return milliDays === 0
          ? []
          : // Nothing is planned for it; a dash beside its share would read as a minus.
            [{ name, cells: ['', `${percent(share)} of all`, '', tableDays(milliDays)] }]
      }
      const { plannedShare, actualShare, plannedMilliDays, actualMilliDays } = figuresOf(view.scope, bucket)
      const planned = isPlanless(view.scope)
        ? { share: '–', days: '–' }
        : { share: percent(plannedShare), days: tableDays(plannedMilliDays) }
      return [
        {
          name,
          cells: [
            planned.share,
            isSorted(view.scope) ? percent(actualShare) : '–',
            planned.days,
            tableDays(actualMilliDays),
          ],
        },
      ]
    }),
  }
}
