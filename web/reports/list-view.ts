import { longQuarter } from '../../domain/report/words/dates.ts'
import type { ReportQuarter } from '../../queries/reports/quarters.ts'
import { counted } from '../../wording/counted.ts'
import { editionKinds } from '../../wording/report/edition-text.ts'
import { type Html, html } from '../page/html.ts'
import { empty } from '../page/parts.ts'
import { quarterPath } from '../page/paths.ts'
import { time } from '../page/times.ts'
import { mailsView } from './mails.ts'

/** The quarters with their reports, newest first. */
export function reportsView(quarters: readonly ReportQuarter[]): Html {
  return html`<header><h1>Reports</h1>
<p class="quiet">Each quarter’s drafts, and what was mailed.</p></header>
${
  quarters.length === 0
    ? empty(
        'No quarter to report on yet',
        html`The first quarter of a plan appears here as soon as it begins. <a href="/plan">Go to the plan</a>.`,
      )
    : html`<ul class="rows">${quarters.map(row)}</ul>`
}`
}

function row({ quarter, figures, editions }: ReportQuarter): Html {
  return html`<li><a class="title" href="${quarterPath(quarter)}">${longQuarter(quarter)}</a>
${
  editions.length === 0
    ? html`<span>Nothing was mailed yet.</span>`
    : [...Map.groupBy(editions, ({ kind }) => kind)].map(
        ([kind, those]) =>
          html`<span>${editionKinds[kind]}: ${counted(those.length, 'edition')}, ${mailsOf(those)}</span>`,
      )
}
<span class="quiet small">${figures === null ? 'Not measured yet' : html`Figures as of ${time(figures.asOfAt)}`}</span></li>`
}

function mailsOf(editions: ReportQuarter['editions']): Html {
  const sentAt = editions.flatMap(({ firstSentAt }) => firstSentAt ?? [])
  return mailsView(
    editions.flatMap(({ states }) => states),
    sentAt.length === 0 ? null : Math.min(...sentAt),
  )
}
