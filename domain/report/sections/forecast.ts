import type { MilliDays } from '../../effort/effort.ts'
import type { ForecastEstimate } from '../../reconcile/dataset/forecast.ts'
import { bearsForecast } from '../../reconcile/verdicts/doubt.ts'
import { grouped } from '../../text/numbers.ts'
import type { ReportView } from '../content/view.ts'
import { daysBetween, isADay, stepWithin } from '../words/figures.ts'
import { type Sentence, say, strong } from '../words/sentence.ts'

const groundsInWords: Readonly<Record<ForecastEstimate['grounds'], string>> = {
  one_quarter: ' Only one quarter is known, which says little about the next.',
  few_quarters: '',
  enough_quarters: '',
}

/**
 * "Q3 has 520 person-days; keeping things running will take about 215 of them (180 to 255), so 265 to 340 can be promised.", whose
 * figures add up as they stand; none where nothing is forecast, nobody has a day, or the records don't say where the time goes.
 */
export function forecastSentences(view: ReportView): Sentence[] {
  const forecast = toldForecastOf(view)
  if (forecast === null) return []
  const days = roundedForecast(forecast)
  const has = `${days.available === wholeDays(forecast.availableMilliDays) ? '' : 'about '}${grouped(days.available)}`
  return [
    say`${view.nextQuarter} has ${has} person-days; keeping things running ${takenInWords(forecast, days)}, so ${strong(
      rangeInWords(days),
    )} can be promised.${groundsInWords[forecast.estimate.grounds]}`,
  ]
}

function takenInWords({ availableMilliDays, estimate }: ToldForecast, days: RoundedForecast): string {
  const { available, taken } = days
  const takenDays = daysBetween(availableMilliDays, estimate.promisable.milliDays)
  const expected = 'is expected to take'
  if (taken.middle === 0) {
    return `${expected} ${takenDays === 0 ? 'none' : 'hardly any'} of them (at most ${grouped(taken.high)})`
  }
  if (taken.middle === available) {
    const all = takenDays === wholeDays(availableMilliDays) ? 'all' : 'nearly all'
    return `${expected} ${all} of them (at least ${grouped(taken.low)})`
  }
  return `will take about ${grouped(taken.middle)} of them (${grouped(taken.low)} to ${grouped(taken.high)})`
}

/** "Q3 can promise 340 to 450 person-days."; null where nothing is forecast. */
export function promiseInWords(view: ReportView): string | null {
  const forecast = toldForecastOf(view)
  return forecast === null
    ? null
    : `${view.nextQuarter} can promise ${rangeInWords(roundedForecast(forecast))} person-days.`
}

/** "265 to 340", "at most 50". */
function rangeInWords({ available, taken }: RoundedForecast): string {
  const least = available - taken.high
  const most = grouped(available - taken.low)
  return least > 0 ? `${grouped(least)} to ${most}` : `at most ${most}`
}

/** Days as a forecast tells them: all in one step, so that they add up. */
interface RoundedForecast {
  readonly available: number
  readonly taken: { readonly low: number; readonly middle: number; readonly high: number }
}

function roundedForecast({ availableMilliDays, estimate }: ToldForecast): RoundedForecast {
  const { lowMilliDays, milliDays, highMilliDays } = estimate.promisable
  const step = stepWithin(daysBetween(highMilliDays, lowMilliDays))
  const toStep = (days: number) => Math.round(days / step) * step
  const taken = (promisable: MilliDays) => toStep(daysBetween(availableMilliDays, promisable))
  return {
    available: toStep(wholeDays(availableMilliDays)),
    taken: { low: taken(highMilliDays), middle: taken(milliDays), high: taken(lowMilliDays) },
  }
}

function wholeDays(milliDays: MilliDays): number {
  return daysBetween(milliDays, 0)
}

interface ToldForecast {
  readonly availableMilliDays: MilliDays
  readonly estimate: ForecastEstimate
}

/** Null where nothing of it is told. */
export function toldForecastOf({ scope: { doubt, forecast } }: ReportView): ToldForecast | null {
  const { availableMilliDays, estimate } = forecast
  if (!bearsForecast(doubt)) return null
  if (availableMilliDays === null || estimate === null || !isADay(availableMilliDays)) return null
  return { availableMilliDays, estimate }
}
