import { type Category, categories } from '../../domain/category.ts'
import type { Instant } from '../../domain/instant.ts'
import { shortBucketLabels } from '../../domain/report/words/categories.ts'
import type { TicketRef } from '../../domain/ticket.ts'
import type { QueuedTicket } from '../../queries/queue/queue.ts'
import { ticketDays } from '../../wording/ticket-days.ts'
import { suggestionText } from '../../wording/tickets/suggestion-text.ts'
import { formStart } from '../page/form/form.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { outsideLink } from '../page/parts.ts'
import { type QueuePlace, queuePath } from './place.ts'

/** The keys of the terminal's `plumbline queue --ask`. */
const keys: Readonly<Record<Category, string>> = { roadmap: 'r', ktlo: 'k', reliability: 'l' }

export interface AskedTicket {
  readonly ticket: QueuedTicket
  readonly place: QueuePlace
  readonly formToken: string
  /** What was done just before: the keyboard goes on here then, and who hears the page is told. Null for nothing. */
  readonly done: string | null
  readonly nowAt: Instant
}

/** The ticket that is asked about, with a button for each answer. */
export function ticketCard({ ticket, place, formToken, done, nowAt }: AskedTicket): Html {
  const { key, connectionName, title, url, milliDays, suggestion } = ticket
  return html`<section class="card" aria-labelledby="asked">
<div class="group">${done === null ? null : html`<p class="unseen" id="done">${outsideSentence(done)}</p>`}
<h2 class="asked" id="asked"${done === null ? null : html` tabindex="-1" autofocus aria-describedby="done"`}>${outsideLink(title, url)}</h2>
<p class="quiet">${outside(key)} on ${outside(connectionName)}${milliDays === null ? null : ` · ${ticketDays(milliDays)} person-days`}</p>
${suggestion === null ? null : html`<p>${outsideSentence(suggestionText(suggestion))}</p>`}</div>
${formStart('/queue', formToken)}${placeFields({ place, nowAt }, ticket.ticket)}
<div class="answers">${categories.map((category) => answerButton(category, shortBucketLabels[category], keys[category]))}${answerButton('unclear', 'Can’t tell', '?')}
<a class="button plain" href="${queuePath({ ...place, skip: place.skip + 1 })}" data-key="s">Skip <kbd>s</kbd></a></div></form>
<label class="keys-switch small"><input type="checkbox" data-keys-switch> Keyboard shortcuts</label>
</section>`
}

function answerButton(value: string, label: string, key: string): Html {
  return html`<button class="plain ${value}" name="answer" value="${value}" data-key="${key}">${label} <kbd>${key}</kbd></button>`
}

/** Which ticket, and where in the queue to go on. */
export function placeFields(
  { place: { quarter, order, skip }, nowAt }: Pick<AskedTicket, 'place' | 'nowAt'>,
  { connectionId, ticketId }: TicketRef,
): Html {
  const fields = {
    connection: connectionId,
    ticket: ticketId,
    quarter,
    order,
    skip: `${skip}`,
    shownAt: `${nowAt}`,
  }
  return html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`
}
