import type { ScopeReconciliation } from '../../reconcile/dataset/scope.ts'
import { hasEffort, type ReportView } from '../content/view.ts'
import { costInWords, dayFigure, percent, personDays, points } from '../words/figures.ts'
import { mostTeamsNamed } from '../words/lengths.ts'
import { possessive, tense } from '../words/scope.ts'
import { type Sentence, say } from '../words/sentence.ts'
import { reliabilityAhead, teamsOfTrade } from './choice.ts'
import { toldForecastOf } from './forecast.ts'

/** What the figures of a report's choice are reckoned from, for its page: the forecast, and reliability at plan. */
export function choiceGrounds(view: ReportView): Sentence[] {
  if (!hasEffort(view.scope)) return []
  return [...forecastGrounds(view), ...reliabilityGrounds(view)]
}

/** "Keeping things running is expected to take 45 % of Q3’s days (36 to 55 %): the mean of the last 3 quarters’ shares, each older one at half the weight." */
function forecastGrounds(view: ReportView): Sentence[] {
  const forecast = toldForecastOf(view)
  if (forecast === null) return []
  const { ktloShare, ktloInterval, knownQuarters, runningShare, countsCompany } = forecast.estimate
  const mean =
    knownQuarters === 1
      ? `the share of the one quarter known`
      : `the mean of ${knownQuarters} quarters’ shares, each older one at half the weight`
  const company = countsCompany ? ', with the company’s mean as one quarter more' : ''
  const running =
    runningShare === null
      ? ''
      : `; ${view.quarter} counts by the ${percent(runningShare)} of it that has passed`
  return [
    say`Keeping things running is expected to take ${percent(ktloShare)} of ${view.nextQuarter}’s days (${points(ktloInterval.lowShare)} to ${percent(ktloInterval.highShare)} in 8 of 10 quarters): ${mean}${company}${running}.`,
    ...daysGrounds(view),
  ]
}

/** Whose days those of a quarter without a plan are. */
function daysGrounds({ spec, scope, nextQuarter }: ReportView): Sentence[] {
  if (scope.forecast.daysOf === 'plan') return []
  return [
    spec.scope.kind === 'company'
      ? say`Not every team has a plan for ${nextQuarter} yet: without one, its days are those of today’s team.`
      : say`${nextQuarter} has no plan yet, so its days are those of today’s team.`,
  ]
}

/** "Search’s reliability work at plan is 144 of its 721 person-days in Q3; Q2 is on course to give it 18." */
function reliabilityGrounds(view: ReportView): Sentence[] {
  const teams = teamsOfTrade(view)
  if (teams.length === 0) return []
  return [...teams.slice(0, mostTeamsNamed).map((team) => aheadInWords(view, team)), ...costSentence(view)]
}

/** Where the choice tells money. */
function costSentence({ spec, costPerPersonDay }: ReportView): Sentence[] {
  if (spec.audience !== 'executive' || costPerPersonDay === null) return []
  return [say`A person-day counts as ${costInWords(costPerPersonDay)}.`]
}

function aheadInWords(view: ReportView, team: ScopeReconciliation): Sentence {
  const { daysMilliDays, budgetMilliDays, givenMilliDays } = reliabilityAhead(team)
  return say`${possessive(team)} reliability work at plan is ${dayFigure(budgetMilliDays)} of its ${personDays(daysMilliDays)} in ${view.nextQuarter}; ${view.quarter} ${tense(view, 'is on course to give', 'gave')} it ${dayFigure(givenMilliDays)}.`
}
