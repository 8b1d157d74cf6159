import { ticketsPath } from '../../domain/page-paths.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { Source } from '../../domain/reconcile/dataset/scope.ts'
import { projectionFigures } from '../../domain/report/words/budget.ts'
import { dateInWords, longQuarter } from '../../domain/report/words/dates.ts'
import { dayFigure } from '../../domain/report/words/figures.ts'
import type { Drift, TeamDrift } from '../../queries/drift/drift.ts'
import type { NoticedDrift } from '../../queries/drift/notices.ts'
import type { ChosenQuarter } from '../../queries/drift/quarters.ts'
import { commitmentLeft, commitmentSpent } from '../../wording/report/commitment-left.ts'
import { interruptionsText } from '../../wording/report/interruptions-text.ts'
import { ticketDays } from '../../wording/ticket-days.ts'
import { type Html, html, outside } from '../page/html.ts'
import { empty, table } from '../page/parts.ts'
import { teamPath, ticketPath } from '../page/paths.ts'
import { pictureView } from '../page/report/picture.ts'
import { paragraph, sentence } from '../page/report/sentence.ts'
import { time } from '../page/times.ts'
import { type Speaker, statementsView } from './intended.ts'
import { noticesView } from './notices-view.ts'
import { quarterChooser } from './quarters.ts'
import { driftMark } from './state.ts'

/** A team without figures of its own, and why. */
export function leftOutView(team: Drift['leftOut'][number], { quarter, measured }: ChosenQuarter): Html {
  return html`${head(team.teamId, team.name, html`${longQuarter(quarter)}`, quarter, measured)}
${empty('No figures of its own', sentence(team.reason))}`
}

/** What stands around a team's figures. */
interface Surroundings {
  readonly measured: readonly QuarterId[]
  readonly noticed: readonly NoticedDrift[]
  readonly speaker: Speaker
}

/** One team whole: what a PM looks at between two reports. */
export function teamView(drift: Drift, team: TeamDrift, { measured, noticed, speaker }: Surroundings): Html {
  const { quarter, asOfAt, isRunning } = drift
  const { scopeId, name, reliability, standing, doubt } = team
  const when = html`${longQuarter(quarter)}${isRunning ? ' so far' : ''}, as of ${time(asOfAt)}`
  return html`${head(scopeId, name, when, quarter, measured)}
<section class="card" aria-label="State of the budget">
<p>${driftMark(reliability)}</p>
${doubt === null ? null : paragraph(doubt.sentences)}
${paragraph(standing.sentences)}
${facts(team)}
${burnDown(team)}
</section>
${statementsView(team, quarter, speaker)}
${noticesView(noticed)}
${commitments(team)}
${sources('What the reliability days went into', team.spentOn, {
  path: ticketsPath({ teamId: scopeId, quarter, bucket: 'reliability' }),
  every: 'Every reliability ticket',
  none: 'No reliability work was measured.',
})}
${pulledAway(team, quarter)}
${past(team)}
${
  team.forecast === null
    ? null
    : html`<section class="card"><h2>What can be promised next quarter</h2><p>${sentence(team.forecast)}</p></section>`
}
<section class="card"><h2>${isRunning ? 'What the next mail says first' : 'What the quarter’s mail says first'}</h2>
<p><strong>${outside(team.nextMail.subject)}</strong></p><p>${sentence(team.nextMail.answer)}</p></section>`
}

function head(
  teamId: string,
  name: string,
  when: Html,
  quarter: QuarterId,
  measured: readonly QuarterId[],
): Html {
  return html`<header><h1>${outside(name)}: reliability budget</h1>
<p class="quiet">${when}</p>
${quarterChooser(measured, quarter, (each) => teamPath(teamId, each))}</header>`
}

/** The figures of the state, each with its name. */
function facts({ reliability }: TeamDrift): Html {
  const { spentMilliDays, expectedMilliDays, budgetMilliDays, lastDayToRecover } = reliability
  const projection = projectionFigures(reliability)
  const shown = [
    ['Spent', dayFigure(spentMilliDays)],
    ...(reliability.state === 'no_budget'
      ? []
      : [
          ['Planned by now', dayFigure(expectedMilliDays)],
          ['Planned in all', dayFigure(budgetMilliDays)],
        ]),
    ...(projection === null ? [] : [['By the end, at this pace', `${projection.end} (${projection.range})`]]),
    ...(lastDayToRecover === null ? [] : [['Last day to recover', dateInWords(lastDayToRecover)]]),
  ]
  return html`<dl class="facts">${shown.map(([label, figure]) => html`<div><dt>${label}</dt><dd>${figure}</dd></div>`)}</dl>`
}

function burnDown({ picture }: TeamDrift): Html | null {
  return picture === null ? null : pictureView(picture, 'Reliability: days left')
}

function commitments({ commitments: planned }: TeamDrift): Html {
  if (planned.length === 0)
    return empty(
      'No reliability work was planned by name',
      'The plan has no reliability commitment for this team.',
    )
  return table(
    'Planned reliability work, in person-days',
    [
      { head: 'Work' },
      { head: 'Spent', isFigure: true },
      { head: 'Planned', isFigure: true },
      { head: 'Left', isFigure: true },
    ],
    planned.map((each) => [
      outside(each.name),
      html`${commitmentSpent(each)}`,
      html`${dayFigure(each.plannedMilliDays)}`,
      html`${commitmentLeft(each)}`,
    ]),
  )
}

function pulledAway(team: TeamDrift, quarter: QuarterId): Html {
  return html`<section class="card"><h2>What pulled people away</h2>
<p>${interruptionsText(team)}</p></section>
${sources('What keeping things running took', team.pulledAway, {
  path: ticketsPath({ teamId: team.scopeId, quarter, bucket: 'ktlo' }),
  every: 'Every ticket that keeps things running',
  none: 'No work that keeps things running was measured.',
})}`
}

/** Where days went, largest first, with the largest tickets of each. */
function sources(
  caption: string,
  listed: readonly Source[],
  { path, every, none }: { readonly path: string; readonly every: string; readonly none: string },
): Html {
  if (listed.length === 0) return empty(caption, none)
  return html`<section class="group"><div class="bar"><h2>${caption}</h2><a href="${path}">${every}</a></div>
<ul class="rows">${listed.map(sourceRow)}</ul></section>`
}

const mostTickets = 4

function sourceRow({ label, url, milliDays, tickets }: Source): Html {
  const own = sentence([url === null ? { kind: 'outside', text: label } : { kind: 'link', text: label, url }])
  return html`<li><div class="bar"><strong>${own}</strong><span class="figure">${dayFigure(milliDays)} person-days</span></div>
<ul class="plain-list">${tickets
    .slice(0, mostTickets)
    .map(
      (ticket) =>
        html`<li class="bar"><span><a class="key" href="${ticketPath(ticket)}">${outside(ticket.key)}</a> ${outside(ticket.title)}</span><span class="figure quiet">${ticketDays(ticket.milliDays)}</span></li>`,
    )}</ul></li>`
}

function past({ scopeId, past: earlier }: TeamDrift): Html | null {
  if (earlier.length === 0) return null
  return table(
    'Earlier quarters, reliability in person-days',
    [{ head: 'Quarter' }, { head: 'Spent', isFigure: true }, { head: 'Planned', isFigure: true }],
    earlier
      .toReversed()
      .map(({ quarter, spentMilliDays, budgetMilliDays }) => [
        html`<a href="${teamPath(scopeId, quarter)}">${longQuarter(quarter)}</a>`,
        html`${dayFigure(spentMilliDays)}`,
        html`${dayFigure(budgetMilliDays)}`,
      ]),
  )
}
