import type { ForecastEstimate } from '../../reconcile/dataset/forecast.ts'
import type { ReportView } from '../content/view.ts'
import { dayFigure, percent, points } from '../words/figures.ts'
import { type Sentence, say, strong } from '../words/sentence.ts'

const groundsInWords: Readonly<Record<ForecastEstimate['grounds'], string>> = {
  one_quarter: ' Only one quarter is known, which says little about the next.',
  few_quarters: ' Few quarters are known.',
  enough_quarters: '',
}

/** "Of 150 days in Q3 … 77 to 101 can be promised": before a quarter is planned; null afterwards, and where nothing is forecast. */
export function forecastSentence(view: ReportView): Sentence | null {
  const { availableMilliDays, estimate } = view.scope.forecast
  if (!view.running || availableMilliDays === null || estimate === null) return null
  const { lowShare, highShare } = estimate.ktloInterval
  const { lowMilliDays, highMilliDays } = estimate.promisable
  return say`Of ${dayFigure(availableMilliDays)} days in ${view.nextQuarter}, ${strong(
    `${dayFigure(lowMilliDays)} to ${dayFigure(highMilliDays)} can be promised`,
  )}: keeping things running is expected to take ${percent(estimate.ktloShare)} (in 8 of 10 quarters ${points(lowShare)} to ${percent(highShare)}).${groundsInWords[estimate.grounds]}`
}
