import type { ChangedScope, QuarterChange } from '../../domain/reconcile/dataset/change.ts'
import { bucketLabels } from '../../domain/report/words/categories.ts'
import { tidyOutside } from '../../domain/report/words/outside-text.ts'
import { isolated } from '../../domain/report/words/sentence.ts'
import { causesUnknown, changedFigures, changedPlacesText } from '../../wording/report/change-text.ts'
import { type Html, html, outside } from '../page/html.ts'
import { table } from '../page/parts.ts'
import { time } from '../page/times.ts'

/** What `plumbline changes` says of a quarter: a table for each scope, with the causes below each category. */
export function changesView({ mailedAt, isExplained, scopes }: QuarterChange): Html {
  return html`<p class="quiet">Since ${time(mailedAt)}. The next report says it too.${isExplained ? null : html` ${causesUnknown}`}</p>
${scopes.map(scopeView)}`
}

const columns = [
  { head: 'Category' },
  { head: 'Days mailed', isFigure: true },
  { head: 'Days now', isFigure: true },
  { head: 'Days', isFigure: true },
  { head: 'Points', isFigure: true },
]

function scopeView({ name, categories, tickets, overriddenBy }: ChangedScope): Html {
  const rows = categories.flatMap((changed) => {
    const { mailed, now, days, points, parts } = changedFigures(changed)
    return [
      [bucketLabels[changed.category], mailed, now, days, points].map((cell) => html`${cell}`),
      ...parts.map((part) => [
        html`<span class="quiet">${part.cause}</span>`,
        ...['', '', part.days, part.points].map((cell) => html`${cell}`),
      ]),
    ]
  })
  return html`${table(isolated(tidyOutside(name)), columns, rows)}
${overriddenBy.length === 0 ? null : html`<p class="small">Overrides by ${overriddenBy.map(outside).flatMap((name, index) => (index === 0 ? [name] : [', ', name]))}.</p>`}
${
  tickets.length === 0
    ? null
    : html`<ul class="rows">${tickets.map(
        (ticket) =>
          html`<li><span>${outside(ticket.key)} ${outside(ticket.title)}</span><span class="quiet small">${changedPlacesText(ticket)}</span></li>`,
      )}</ul>`
}`
}
