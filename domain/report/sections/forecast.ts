import type { ForecastEstimate } from '../../reconcile/dataset/forecast.ts'
import type { ReportView } from '../content/view.ts'
import { dayFigure, daysBetween, grouped, isADay } from '../words/figures.ts'
import { type Sentence, say, strong } from '../words/sentence.ts'

const groundsInWords: Readonly<Record<ForecastEstimate['grounds'], string>> = {
  one_quarter: ' Only one quarter is known, which says little about the next.',
  few_quarters: '',
  enough_quarters: '',
}

/**
 * "Q3 has 520 person-days; keeping things running will take about 215 of them (180 to 255), so 265 to 340 can be promised.", whose
 * figures add up as they stand; none where nothing is forecast, or nobody has a day.
 */
export function forecastSentences(view: ReportView): Sentence[] {
  const { availableMilliDays, estimate } = view.scope.forecast
  if (availableMilliDays === null || estimate === null || !isADay(availableMilliDays)) return []
  const { milliDays, lowMilliDays, highMilliDays } = estimate.promisable
  const takes = (promisable: number) => grouped(daysBetween(availableMilliDays, promisable))
  return [
    say`${view.nextQuarter} has ${dayFigure(availableMilliDays)} person-days; keeping things running will take about ${takes(
      milliDays,
    )} of them (${takes(highMilliDays)} to ${takes(lowMilliDays)}), so ${strong(
      `${dayFigure(lowMilliDays)} to ${dayFigure(highMilliDays)}`,
    )} can be promised.${groundsInWords[estimate.grounds]}`,
  ]
}
