import type { MilliDays } from '../../effort/effort.ts'
import type { ForecastEstimate } from '../../reconcile/dataset/forecast.ts'
import type { Doubt } from '../../reconcile/dataset/verdicts.ts'
import type { ReportView } from '../content/view.ts'
import { dayFigure, daysBetween, grouped, isADay } from '../words/figures.ts'
import { type Sentence, say, strong } from '../words/sentence.ts'

const groundsInWords: Readonly<Record<ForecastEstimate['grounds'], string>> = {
  one_quarter: ' Only one quarter is known, which says little about the next.',
  few_quarters: '',
  enough_quarters: '',
}

/** Doubts that say nothing of where the time goes: what is measured is as good as ever. */
const soundDoubts: readonly Doubt['because'][] = ['no_plan', 'too_early']

/**
 * "Q3 has 520 person-days; keeping things running will take about 215 of them (180 to 255), so 265 to 340 can be promised.", whose
 * figures add up as they stand; none where nothing is forecast, nobody has a day, or the records don't say where the time goes.
 */
export function forecastSentences(view: ReportView): Sentence[] {
  const forecast = toldForecastOf(view)
  if (forecast === null) return []
  const { availableMilliDays, estimate } = forecast
  const takes = (promisable: MilliDays) => daysBetween(availableMilliDays, promisable)
  const { milliDays, lowMilliDays, highMilliDays } = estimate.promisable
  const most = takes(lowMilliDays)
  const taken =
    takes(milliDays) === 0
      ? `is expected to take none of them (at most ${grouped(most)})`
      : takes(milliDays) === daysBetween(availableMilliDays, 0)
        ? `is expected to take all of them (at least ${grouped(takes(highMilliDays))})`
        : `will take about ${grouped(takes(milliDays))} of them (${grouped(takes(highMilliDays))} to ${grouped(most)})`
  return [
    say`${view.nextQuarter} has ${dayFigure(availableMilliDays)} person-days; keeping things running ${taken}, so ${strong(
      rangeInWords(estimate),
    )} can be promised.${groundsInWords[estimate.grounds]}`,
  ]
}

/** "Q3 can promise 342 to 444 person-days."; null where nothing is forecast. */
export function promiseInWords(view: ReportView): string | null {
  const forecast = toldForecastOf(view)
  return forecast === null
    ? null
    : `${view.nextQuarter} can promise ${rangeInWords(forecast.estimate)} person-days.`
}

/** "265 to 340", "at most 51". */
function rangeInWords({ promisable: { lowMilliDays, highMilliDays } }: ForecastEstimate): string {
  const most = dayFigure(highMilliDays)
  return isADay(lowMilliDays) ? `${dayFigure(lowMilliDays)} to ${most}` : `at most ${most}`
}

/** Null where nothing of it is told. */
export function toldForecastOf({ scope: { doubt, forecast } }: ReportView): {
  readonly availableMilliDays: MilliDays
  readonly estimate: ForecastEstimate
} | null {
  const { availableMilliDays, estimate } = forecast
  if (doubt !== null && !soundDoubts.includes(doubt.because)) return null
  if (availableMilliDays === null || estimate === null || !isADay(availableMilliDays)) return null
  return { availableMilliDays, estimate }
}
