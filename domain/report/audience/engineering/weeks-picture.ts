import type { MilliDays } from '../../../effort/effort.ts'
import { wholeTenths } from '../../../text/numbers.ts'
import type { WeeksByBucket } from '../../content/picture.ts'
import { figuresOf, isSorted, type ReportView } from '../../content/view.ts'
import { shortDate } from '../../words/dates.ts'
import { percent } from '../../words/figures.ts'
import { soFar } from '../../words/scope.ts'

/** The quarter's weeks stacked by category, interruptions marked; null without any effort. */
export function weeksPicture(view: ReportView): WeeksByBucket | null {
  const weeks = view.scope.weeks
  if (weeks.every((week) => Object.values(week.milliDays).every((milliDays) => milliDays === 0))) return null
  return {
    kind: 'weeks_by_bucket',
    weeks: weeks.map((week) => ({
      // The first week may begin before the quarter does.
      label: shortDate([week.weekStart, view.from].toSorted()[1] ?? view.from),
      days: {
        roadmap: days(week.milliDays.roadmap),
        ktlo: days(week.milliDays.ktlo),
        reliability: days(week.milliDays.reliability),
        uncategorised: days(week.milliDays.uncategorised),
      },
      interruptions: week.interruptions,
    })),
    altText: `Person-days a week by category, ${view.quarter}${soFar(view)}, with each week’s interruptions.${overAll(view)}`,
  }
}

function overAll({ scope }: ReportView): string {
  if (!isSorted(scope)) return ''
  return ` Keeping things running: ${percent(figuresOf(scope, 'ktlo').actualShare)} overall.`
}

function days(milliDays: MilliDays): number {
  return wholeTenths(milliDays) / 10
}
