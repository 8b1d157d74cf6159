import type { CategoryFigures } from '../../reconcile/dataset/scope.ts'
import { grouped } from '../../text/numbers.ts'
import { bucketPhrases } from './categories.ts'
import { dayFigure, daysBetween, percent, personDays, points, shareInWords } from './figures.ts'
import { tense } from './scope.ts'

type View = Parameters<typeof tense>[0]

/** What was planned, beside an actual share: "60 % planned", "none planned", or "as planned" where that is what was called. */
export function plannedBeside({ actualShare, plannedShare, call }: CategoryFigures): string {
  if (plannedShare === 0) return 'none planned'
  const isSame = call === 'on_plan' && points(actualShare) === points(plannedShare)
  return isSame ? 'as planned' : `${percent(plannedShare)} planned`
}

/** The same as a clause: "60 % was planned", "none was planned". */
export function wasPlanned({ plannedShare }: Pick<CategoryFigures, 'plannedShare'>): string {
  return plannedShare === 0 ? 'none was planned' : `${percent(plannedShare)} was planned`
}

/** "34 % of the time on the roadmap, 60 % planned", "keeping things running took 55 %, 25 % planned"; "at 55 %" while it runs. */
export function shareNews(view: View, figures: CategoryFigures): string {
  const share = shareInWords(figures.actualShare)
  const planned = plannedBeside(figures)
  if (figures.category === 'roadmap') return `${share} of the time on the roadmap, ${planned}`
  const takes = tense(view, share === 'none' ? 'takes' : 'at', 'took')
  return `${bucketPhrases[figures.category]} ${takes} ${share}, ${planned}`
}

/**
 * Days beside what was planned of them: "206 person-days, 116 more than planned by now", "25 person-days, where none were planned";
 * null where days and shares are off the plan in different directions: then people were missing or more, and days alone mislead.
 */
export function daysBeside(view: View, figures: CategoryFigures): { days: string; planned: string } | null {
  const { actualMilliDays, plannedMilliDays, varianceShare } = figures
  const more = daysBetween(actualMilliDays, plannedMilliDays)
  if (Math.sign(more) !== Math.sign(varianceShare)) return null
  const days = personDays(actualMilliDays)
  if (plannedMilliDays === 0) return { days, planned: 'where none were planned' }
  const than = tense(view, 'planned by now', 'planned')
  if (actualMilliDays === 0) return { days, planned: `${dayFigure(plannedMilliDays)} ${than}` }
  return { days, planned: `${grouped(Math.abs(more))} ${more > 0 ? 'more' : 'fewer'} than ${than}` }
}
