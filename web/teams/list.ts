import type { QuarterId } from '../../domain/quarter.ts'
import { toldApart } from '../../domain/report/content/view.ts'
import { projectionFigures } from '../../domain/report/words/budget.ts'
import { dateInWords, longQuarter } from '../../domain/report/words/dates.ts'
import { dayFigure } from '../../domain/report/words/figures.ts'
import type { Drift, TeamBudget } from '../../queries/drift/drift.ts'
import { type Html, html, outside } from '../page/html.ts'
import { empty } from '../page/parts.ts'
import { teamPath } from '../page/paths.ts'
import { sentence } from '../page/report/sentence.ts'
import { time } from '../page/times.ts'
import { quarterChooser } from './quarters.ts'
import { driftMark } from './state.ts'

/** Before anything was measured. */
export function unmeasuredView(): Html {
  return html`<header><h1>Reliability budgets</h1></header>${empty(
    'Nothing was measured yet',
    'Figures appear here once a tracker is synced, a plan is in force and a quarter is measured.',
  )}`
}

/** A line for each team, with its state. */
export function teamsView(drift: Drift<TeamBudget>, measured: readonly QuarterId[]): Html {
  const { quarter, asOfAt, isRunning, teams, leftOut } = drift
  return html`<header><h1>Reliability budgets</h1>
<p class="quiet">${longQuarter(quarter)}${isRunning ? ' so far' : ''}, in person-days, as of ${time(asOfAt)}</p>
${quarterChooser(measured, quarter, (each) => `/teams?quarter=${each}`)}</header>
${
  teams.length === 0 && leftOut.length === 0
    ? empty('No team of yours has figures', 'The plan lists you for no team in this quarter.')
    : html`<ul class="rows">${toldApart(teams).map((team) => row(team, quarter))}${leftOut.map(leftOutRow)}</ul>`
}`
}

function row({ scopeId, name, reliability }: TeamBudget, quarter: QuarterId): Html {
  const { spentMilliDays, budgetMilliDays, lastDayToRecover } = reliability
  const projection = projectionFigures(reliability)
  const planned =
    reliability.state === 'no_budget'
      ? `${dayFigure(spentMilliDays)} spent`
      : `${dayFigure(spentMilliDays)} of ${dayFigure(budgetMilliDays)} spent`
  const end = projection === null ? '' : ` · at this pace ${projection.end} by the end (${projection.range})`
  const recover = lastDayToRecover === null ? '' : ` · work has to start by ${dateInWords(lastDayToRecover)}`
  return html`<li class="bar"><span><a class="title" href="${teamPath(scopeId, quarter)}">${outside(name)}</a><br>
<span class="quiet small">${planned}${end}${recover}</span></span>${driftMark(reliability)}</li>`
}

function leftOutRow({ name, reason }: Drift['leftOut'][number]): Html {
  return html`<li><strong>${outside(name)}</strong><span class="quiet small">${sentence(reason)}</span></li>`
}
