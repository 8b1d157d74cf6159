import type { Forecast, ForecastEstimate, HeldForecast } from '../../../domain/reconcile/dataset/forecast.ts'
import { bearsForecast } from '../../../domain/reconcile/verdicts/doubt.ts'
import { toldApart } from '../../../domain/report/content/view.ts'
import { earlierQuarter, longQuarter } from '../../../domain/report/words/dates.ts'
import { dayFigure, percent, points } from '../../../domain/report/words/figures.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import type { Forecasts, ScopeForecast } from '../../../queries/forecast/forecast.ts'
import { timeOf, writtenIn } from '../../../wording/times.ts'
import { columns } from '../../output/columns.ts'

/** The forecasts as a table, and below it what each stands on and how earlier ones did: the last one, or each of one team. */
export function forecastLines(
  { quarter, asOfAt, scopes: named }: Forecasts,
  { isOneTeam, timeZone }: { readonly isOneTeam: boolean; readonly timeZone: string },
): string[] {
  const scopes = toldApart(named)
  const [first] = scopes
  if (first === undefined) return []
  const next = first.forecast.quarter
  return [
    `What can be promised in ${longQuarter(next)}, by the figures of ${longQuarter(quarter)} (${writtenIn(timeZone, timeOf(asOfAt))}):`,
    '',
    ...columns([
      ['', 'days available', 'keeping things running', 'days left to promise'],
      ...scopes.map(({ name, forecast }) => [plainText(name), ...cellsOf(forecast)]),
    ]),
    '',
    'In brackets: what comes lies between these in 8 of 10 quarters. Roadmap and reliability share what is left.',
    ...notesOf(scopes, quarter),
    ...heldLines(scopes, isOneTeam, next),
  ]
}

/** Earlier forecasts beside what came; what they have in common stands above them. */
function heldLines(scopes: readonly ScopeForecast[], isOneTeam: boolean, next: string): string[] {
  const held = scopes.flatMap(({ name, forecast }) =>
    (isOneTeam ? forecast.held : forecast.held.slice(-1)).map((each) => ({ name, each })),
  )
  if (held.length === 0) return []
  const allInHindsight = held.every(({ each }) => each.inHindsight)
  const how = allInHindsight ? ', made in hindsight of the quarters before' : ''
  return [
    '',
    `Keeping things running, as it was forecast${how}, and what came:`,
    ...held.map(({ name, each }) => `  ${plainText(name)}, ${heldText(each, next, !allInHindsight)}`),
  ]
}

const missingTexts: Readonly<Record<NonNullable<Forecast['missing']>, string>> = {
  no_past: 'cannot tell: no quarter with sorted work is known yet',
  nobody_available: 'nobody is available',
  small_group: 'too few people for figures of their own; counted in the company’s',
  beside_small_group: 'no figures of its own, for those of too small a team could be read from them',
}

function cellsOf({ availableMilliDays, estimate, missing }: Forecast): string[] {
  const available = availableMilliDays === null ? '-' : dayFigure(availableMilliDays)
  if (estimate === null) return [available, '-', missing === null ? '-' : missingTexts[missing]]
  const { ktloShare, ktloInterval } = estimate
  return [
    available,
    `${percent(ktloShare)} (${points(ktloInterval.lowShare)} to ${points(ktloInterval.highShare)})`,
    leftText(estimate),
  ]
}

function leftText({ promisable }: ForecastEstimate): string {
  const { milliDays, lowMilliDays, highMilliDays } = promisable
  return `${dayFigure(milliDays)} (${dayFigure(lowMilliDays)} to ${dayFigure(highMilliDays)})`
}

const groundsTexts: Readonly<Record<ForecastEstimate['grounds'], string | null>> = {
  one_quarter: 'only one quarter is known, which says little about the next',
  few_quarters: 'few quarters are known',
  enough_quarters: null,
}

/** What forecasts stand on, where that is less than the whole: a line for all of which the same is to be said. */
function notesOf(scopes: readonly ScopeForecast[], quarter: string): string[] {
  const namesOf = new Map<string, string[]>()
  for (const scope of scopes) {
    const note = noteOf(scope, quarter)
    if (note !== null) namesOf.set(note, [...(namesOf.get(note) ?? []), plainText(scope.name)])
  }
  return [...namesOf].map(([note, names]) => `${names.join(', ')}: ${note}.`)
}

/** Few quarters, a running one, a quarter without a plan; null where there is nothing to say. */
function noteOf({ scopeId, forecast, doubt }: ScopeForecast, quarter: string): string | null {
  const { estimate, daysOf } = forecast
  if (estimate === null) return null
  const grounds = groundsTexts[estimate.grounds]
  const notes = [
    grounds === null || !estimate.countsCompany
      ? grounds
      : `${grounds}; the company’s mean counts as one more`,
    estimate.runningShare === null
      ? null
      : `${longQuarter(quarter)} counts by the ${percent(estimate.runningShare)} of it that has passed`,
    daysOf === 'plan' ? null : daysOfText(scopeId, forecast.quarter),
    bearsForecast(doubt)
      ? null
      : `reports leave it out, for the records of ${longQuarter(quarter)} don’t show enough of where the time goes`,
  ].filter((note) => note !== null)
  return notes.length === 0 ? null : notes.join('; ')
}

function daysOfText(scopeId: string, quarter: string): string {
  return scopeId === 'company'
    ? `not every team has a plan for ${longQuarter(quarter)} yet`
    : `${longQuarter(quarter)} has no plan yet, so the days are those of today’s team`
}

/** "Q2: forecast 41 % (33 to 49), came 43 %". */
function heldText(
  { quarter, forecastShare, interval, cameShare, inHindsight }: HeldForecast,
  next: string,
  tellsHindsight: boolean,
): string {
  const range = `${points(interval.lowShare)} to ${points(interval.highShare)}`
  const came = cameShare === null ? 'nothing was measured' : `came ${percent(cameShare)}`
  const hindsight = inHindsight && tellsHindsight ? ' (made in hindsight of the quarters before)' : ''
  return `${earlierQuarter(quarter, next)}: forecast ${percent(forecastShare)} (${range}), ${came}${hindsight}`
}
