import { type Bucket, buckets } from '../../domain/category.ts'
import { ticketsPath } from '../../domain/page-paths.ts'
import { bucketLabels } from '../../domain/report/words/categories.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { counted, dayFigure } from '../../domain/report/words/figures.ts'
import type { TeamTickets } from '../../queries/drift/team-tickets.ts'
import { ticketDays } from '../../wording/ticket-days.ts'
import { type Html, html, outside } from '../page/html.ts'
import { empty, table } from '../page/parts.ts'
import { teamPath, ticketPath } from '../page/paths.ts'

/** The tickets behind one of a team's figures, by the days it spent on them. */
export function ticketsView(name: string, found: TeamTickets): Html {
  const { teamId, quarter, bucket, tickets, milliDays, listed } = found
  return html`<header><p class="small no-print"><a href="${teamPath(teamId, quarter)}">${outside(name)}</a></p>
<h1>${bucketLabels[bucket]}: tickets by effort</h1>
<p class="quiet">${longQuarter(quarter)}: ${counted(tickets, 'ticket')}, ${dayFigure(milliDays)} person-days, by the latest categories</p>
<nav class="tabs" aria-label="Categories"><ul>${buckets.map((each) => tab(found, each))}</ul></nav></header>
${
  listed.length === 0
    ? empty('No ticket', 'The team spent no days on work of this category in this quarter.')
    : table(
        'Tickets, most days first',
        [{ head: 'Ticket' }, { head: 'Person-days', isFigure: true }],
        listed.map((ticket) => [
          html`<a class="key" href="${ticketPath(ticket)}">${outside(ticket.key)}</a> ${outside(ticket.title)}`,
          html`${ticketDays(ticket.milliDays)}`,
        ]),
      )
}
${pager(found)}`
}

function tab(found: TeamTickets, bucket: Bucket): Html {
  const current = bucket === found.bucket ? html` aria-current="page"` : null
  return html`<li><a href="${ticketsPath({ ...found, bucket })}"${current}>${bucketLabels[bucket]}</a></li>`
}

function pager(found: TeamTickets): Html | null {
  const { page, pages } = found
  if (pages === 1) return null
  return html`<nav class="bar" aria-label="Pages of the list">${
    page > 1 ? html`<a href="${ticketsPath(found, page - 1)}" rel="prev">More days</a>` : html`<span></span>`
  }<span class="quiet">Page ${page} of ${pages}</span>${
    page < pages
      ? html`<a href="${ticketsPath(found, page + 1)}" rel="next">Fewer days</a>`
      : html`<span></span>`
  }</nav>`
}
