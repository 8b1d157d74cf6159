import type { QuarterId } from '../../domain/quarter.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { type Html, html } from '../page/html.ts'

const mostAtOnce = 5

/** Links to the same page for other quarters, newest first; nothing where there is only one. */
export function quarterChooser(
  measured: readonly QuarterId[],
  current: QuarterId,
  pathOf: (quarter: QuarterId) => string,
): Html | null {
  if (measured.length < 2) return null
  const link = (quarter: QuarterId) =>
    html`<li><a href="${pathOf(quarter)}"${quarter === current ? html` aria-current="page"` : null}>${longQuarter(quarter)}</a></li>`
  const [near, far] = [measured.slice(0, mostAtOnce), measured.slice(mostAtOnce)]
  return html`<nav class="tabs" aria-label="Quarters"><ul>${near.map(link)}</ul>${
    far.length === 0
      ? null
      : html`<details${far.includes(current) ? html` open` : null}><summary class="opens">Earlier</summary><ul>${far.map(link)}</ul></details>`
  }</nav>`
}
