import { capitalised } from '../../domain/report/words/sentence.ts'
import type { NoticedDrift } from '../../queries/drift/notices.ts'
import { nobodyToldText, noticedChangeText } from '../../wording/report/drift-notice-text.ts'
import { type Html, html, outside } from '../page/html.ts'
import { time } from '../page/times.ts'

/** The changes of a team's drift that the weekly watch noticed in the quarter, and what became of each mail; null where there are none. */
export function noticesView(noticed: readonly NoticedDrift[]): Html | null {
  if (noticed.length === 0) return null
  return html`<section class="group" aria-labelledby="notices"><h2 id="notices">Drift notices</h2>
<ul class="rows">${noticed.map(row)}</ul></section>`
}

function row({ noticedAt, mails, ...change }: NoticedDrift): Html {
  return html`<li><strong>${capitalised(noticedChangeText(change))}</strong><span class="quiet small">${time(noticedAt)}</span>
<span>${mails.length === 0 ? nobodyToldText : mails.map(({ name, state }, index) => html`${index === 0 ? '' : '; '}${outside(name)}: ${state}`)}</span></li>`
}
