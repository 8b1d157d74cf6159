import { addDays, isoOf } from '../../../instant.ts'
import { isWeekUnread } from '../../../reconcile/verdicts/staleness.ts'
import { wholeTenths } from '../../../text/numbers.ts'
import type { BurnDown } from '../../content/picture.ts'
import { isSorted, type ReportView } from '../../content/view.ts'
import { budgetClause, isOneDay, rangeInWords, toldProjection } from '../../words/budget.ts'
import { dateInWords, daysOfWeek, lastDayOf } from '../../words/dates.ts'
import { dayFigure, isADay } from '../../words/figures.ts'
import { plainText } from '../../words/sentence.ts'

/**
 * The reliability budget's burn-down with the projection; null where a day or less was budgeted, nothing is sorted, or the quarter
 * is too young for a line.
 */
export function burnDownPicture(view: ReportView): BurnDown | null {
  const { budgetMilliDays } = view.scope.reliability
  if (!isADay(budgetMilliDays) || isOneDay(budgetMilliDays) || !isSorted(view.scope)) return null
  if (view.scope.doubt?.because === 'too_early') return null
  const asOfDate = addDays(isoOf(view.reconciliation.asOfAt).slice(0, 10), 1)
  const left = [{ date: view.from, days: days(budgetMilliDays) }]
  let leftMilliDays = budgetMilliDays
  for (const week of view.scope.weeks) {
    if (isWeekUnread(week)) continue
    leftMilliDays -= week.milliDays.reliability
    const end = addDays(week.weekStart, daysOfWeek)
    const [until = end] = [end, view.to, asOfDate].toSorted()
    left.push({ date: until, days: days(leftMilliDays) })
  }
  const ahead = view.running ? toldProjection(view.scope.reliability) : null
  const projection =
    ahead === null
      ? ''
      : ` At this pace ${dayFigure(ahead.milliDays)} will be spent by ${dateInWords(lastDayOf(view))} (${rangeInWords(ahead)}).`
  return {
    kind: 'burn_down',
    budgetDays: days(budgetMilliDays),
    from: view.from,
    to: view.to,
    left,
    projected:
      ahead === null
        ? null
        : {
            days: days(budgetMilliDays - ahead.milliDays),
            lowDays: days(budgetMilliDays - ahead.highMilliDays),
            highDays: days(budgetMilliDays - ahead.lowMilliDays),
          },
    altText: `Reliability days left, week by week, beside the planned course: ${plainText(budgetClause(view, view.scope.reliability))}.${projection}`,
  }
}

function days(milliDays: number): number {
  return wholeTenths(milliDays) / 10
}
