import type { EditionHead } from '../../adapters/store/report/edition-heads.ts'
import { reviewPath } from '../../domain/page-paths.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { grouped } from '../../domain/text/numbers.ts'
import type { QuarterReports } from '../../queries/reports/quarters.ts'
import type { ReviewStart } from '../../queries/review/startable.ts'
import { audienceLabels, editionKinds } from '../../wording/report/edition-text.ts'
import { type Html, html, outside } from '../page/html.ts'
import { empty, stateMark } from '../page/parts.ts'
import { draftPath, quarterPath, startReviewPath } from '../page/paths.ts'
import { draftsTable, scopeName } from '../page/report/drafts-table.ts'
import { time } from '../page/times.ts'
import { changesView } from './changes-view.ts'
import { mailsView } from './mails.ts'
import { mailedPath } from './paths.ts'

/** One quarter: what stands in the way of its reports, its drafts, what was mailed, and what has changed since. */
export function quarterView(reports: QuarterReports, making: Html, review: ReviewStart): Html {
  const { quarter, figures, leftOut, missingReaders, sinceMailed } = reports
  return html`<header><p class="small no-print"><a href="/reports">All reports</a></p>
<h1>Reports of ${longQuarter(quarter)}</h1>
<p class="quiet">${figures === null ? 'Not measured yet.' : html`Figures as of ${time(figures.asOfAt)}, made ${time(figures.savedAt)}. <a class="no-print" href="${quarterPath(quarter)}/figures/export">Download the figures as CSV</a>`}</p></header>
${making}
${reviewLink(review)}
${
  missingReaders.length === 0
    ? null
    : section(
        'Missing readers',
        html`<p>${stateMark('problem')} Nothing is sent until each of them has one: <a href="/plan/readers">choose readers</a>.</p>
<ul>${missingReaders.map(({ teamName, audience }) => html`<li>${outside(teamName)} has no ${audience} reader</li>`)}</ul>`,
      )
}
${section('Drafts', draftsView(reports))}
${section('Mailed', mailedView(reports))}
${sinceMailed === null ? null : section('What has changed since it was mailed', changesView(sinceMailed))}
${leftOut.length === 0 ? null : section('Without a report of their own', leftOutView(leftOut))}`
}

const mostLeftOut = 5

/** Of a company with dozens of small teams, the first few stand for what they have in common. */
function leftOutView(leftOut: QuarterReports['leftOut']): Html {
  const row = ({ reason, readerEmails }: QuarterReports['leftOut'][number]) =>
    html`<li>${reason}${readerEmails.length === 0 ? null : html`<span class="quiet small">Its readers: ${readerEmails.join(', ')}</span>`}</li>`
  const more = leftOut.slice(mostLeftOut)
  return html`<ul class="rows">${leftOut.slice(0, mostLeftOut).map(row)}</ul>
${more.length === 0 ? null : html`<details><summary class="opens">${grouped(more.length)} more</summary><ul class="rows">${more.map(row)}</ul></details>`}`
}

/** Where its reviewers are asked, or can be; null where they can't be any more. */
function reviewLink(review: ReviewStart): Html | null {
  switch (review.kind) {
    case 'open':
      return html`<p><a href="${reviewPath(review.quarter)}">It is under review</a>: the review sends its report.</p>`
    case 'startable':
      return html`<p class="no-print"><a href="${startReviewPath(review.quarter)}">Start its review</a>: each team’s reviewers confirm, explain or correct it before it is sent.</p>`
    case 'report made':
    case 'missing readers':
    case 'no_plan':
    case 'not_planned':
    case 'not_begun':
      return null
  }
}

function section(heading: string, body: Html): Html {
  return html`<section class="group"><h2>${heading}</h2>${body}</section>`
}

function draftsView({ quarter, figures, drafts }: QuarterReports): Html {
  if (figures === null)
    return empty(
      'Nothing to show yet',
      'The quarter is measured every Monday, and whenever you ask for it above.',
    )
  if (drafts.length === 0)
    return empty('Nobody reads a report yet', html`<a href="/plan/readers">Choose readers</a>`)
  return draftsTable('Drafts, made from the last figures', drafts, (draft) => draftPath(quarter, draft))
}

function mailedView({ editions, teamNames, drafts }: QuarterReports): Html {
  if (editions.length === 0)
    return empty(
      'Nothing was mailed yet',
      drafts.length === 0
        ? 'Reports are mailed once there are figures and readers.'
        : 'They are mailed before planning begins, after the quarter has ended, and by plumbline report send.',
    )
  return html`<ul class="rows">${editions.map((edition) => mailedRow(edition, teamNames))}</ul>`
}

function mailedRow(edition: EditionHead, teamNames: ReadonlyMap<string, string>): Html {
  const { subject, kind, audience, scopeKey, states, firstSentAt } = edition
  const teamId = scopeKey.startsWith('team:') ? scopeKey.slice('team:'.length) : null
  const scope = scopeName({ teamName: teamId === null ? null : (teamNames.get(teamId) ?? teamId) })
  return html`<li><a class="title" href="${mailedPath(edition)}">${outside(subject)}</a>
<span class="small">${scope} · ${audienceLabels[audience]} · ${editionKinds[kind]}</span>
<span class="quiet small">${mailsView(states, firstSentAt)}</span></li>`
}
