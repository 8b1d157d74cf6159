import type { Instant } from '../../domain/instant.ts'
import { shortBucketLabels } from '../../domain/report/words/categories.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { tenths } from '../../domain/text/numbers.ts'
import type { OwnAnswer } from '../../queries/queue/answers.ts'
import type { Queue, QueuedTicket } from '../../queries/queue/queue.ts'
import type { SampleQueue } from '../../queries/queue/sample.ts'
import { counted } from '../../wording/counted.ts'
import { assetPath } from '../page/assets/assets.ts'
import { formStart } from '../page/form/form.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { empty, notice, outsideLink } from '../page/parts.ts'
import { type QueuePlace, queuePath } from './place.ts'
import { sampleView } from './sample-view.ts'
import { placeFields, ticketCard } from './ticket-view.ts'

export interface QueueShown {
  readonly place: QueuePlace
  readonly queue: Queue
  /** Null before it was begun. */
  readonly sample: SampleQueue | null
  /** In the order that is shown: the first is asked about. */
  readonly listed: readonly QueuedTicket[]
  /** Whether there may be more than those. */
  readonly isMore: boolean
  readonly answers: readonly OwnAnswer[]
  readonly formToken: string
  /** Whether all teams are meant, or the visitor's own. */
  readonly isOfAll: boolean
  /** Whether what was sent last changed nothing. */
  readonly isRefused: boolean
  /** What was done just before; null for nothing. */
  readonly done: string | null
  readonly nowAt: Instant
}

/** Before a plan was imported. */
export const noPlanView = html`<header><h1>Queue</h1></header>${empty(
  'No plan yet',
  html`The plan says which teams there are. <a href="/plan/draft">Start from a draft</a>, or <a href="/plan">upload a file</a>.`,
)}`

/** One ticket to say what it is, what was said last, what the answers tell so far, and the tickets that come next. */
export function queueView(shown: QueueShown): Html {
  const { place, queue, sample, listed, isOfAll, isRefused, done } = shown
  const [ticket] = listed
  return html`<header><h1>Queue</h1>
<p class="quiet">${queue.tickets === 0 ? null : html`${counted(queue.tickets, 'ticket')} of ${isOfAll ? 'all teams' : 'your teams'} in ${longQuarter(place.quarter)} ${queue.tickets === 1 ? 'is' : 'are'} uncategorised: ${tenths(queue.milliDays)} person-days. `}Your answers count from the next report on.</p>
<nav class="choice" aria-label="Order">${orderLink(place, 'days', 'By person-days')}${orderLink(place, 'random', 'Drawn at random')}</nav></header>
${isRefused ? notice('Nothing was changed: somebody else was faster, or the ticket is no longer in your queue.') : null}
${ticket === undefined && done !== null ? notice(outsideSentence(done)) : null}
${ticket === undefined ? nothingToAsk(shown) : ticketCard({ ...shown, ticket })}
${lastAnswers(shown)}
${place.order === 'random' && sample !== null ? sampleView(sample, isOfAll) : null}
${listed.length < 2 ? null : nextTickets(shown)}
<script src="${assetPath('keys.js')}" defer></script>`
}

function orderLink(place: QueuePlace, order: QueuePlace['order'], label: string): Html {
  const isHere = place.order === order
  return html`<a href="${queuePath({ ...place, order, skip: 0 })}"${isHere ? html` aria-current="true"` : null}>${label}</a>`
}

/** What somebody said that a ticket is. */
export function answerText({ category }: Pick<OwnAnswer, 'category'>): string {
  return category === null ? 'Unclear' : shortBucketLabels[category]
}

function lastAnswers({ answers, place, formToken, nowAt }: QueueShown): Html | null {
  if (answers.length === 0) return null
  return html`<section class="group" aria-labelledby="last"><h2 id="last">Your last answers</h2>
<ul class="rows">${answers.map(
    (
      { ticket, key, title, category },
      index,
    ) => html`<li class="answered"><span>${outside(key)} <strong>${answerText({ category })}</strong> <span class="quiet">${outside(title)}</span></span>
${formStart('/queue/take-back', formToken)}${placeFields({ place, nowAt }, ticket)}<button class="plain"${index === 0 ? html` data-key="u"` : null}>Undo${index === 0 ? html` <kbd>u</kbd>` : null}<span class="unseen"> the answer for ${key}</span></button></form></li>`,
  )}</ul></section>`
}

function nothingToAsk({ place, queue, sample, formToken, isOfAll }: QueueShown): Html {
  const quarter = longQuarter(place.quarter)
  if (queue.standing === 'not_measured')
    return empty(
      `${quarter} has not been measured yet`,
      html`The queue begins with the first report or preview: <code>plumbline report preview</code>.`,
    )
  if (queue.standing === 'no_shown_team')
    return empty(
      isOfAll ? 'No team has figures of its own' : 'Your teams have no figures of their own',
      'Tickets of teams with fewer people than the minimum group are not listed: their days would be those of single people.',
    )
  if (place.order === 'random' && sample === null && queue.tickets > 0)
    return html`<section class="empty"><h2>No sample yet</h2>
<p>Tickets are drawn at random, larger ones more often. Your answers estimate what all uncategorised work is, to within 15 points after 50 draws, and reports narrow their bands accordingly.</p>
${formStart('/queue/sample', formToken)}<input type="hidden" name="quarter" value="${place.quarter}"><button>Draw tickets</button></form></section>`
  return place.order === 'random' && sample !== null && sample.missing > 0
    ? empty('None of your teams’ tickets is left to draw', 'The next draws are of other teams.')
    : empty(
        'Nothing is left to sort',
        `Every ticket of ${quarter} that can be shown has a category or your answer.`,
      )
}

function nextTickets({ listed, place, isMore }: QueueShown): Html {
  const { skip } = place
  return html`<section class="group" aria-labelledby="next"><h2 id="next">Next</h2>
<ul class="rows">${listed.slice(1).map(
    (
      { key, title, url, milliDays },
      index,
    ) => html`<li class="queued"><span>${outsideLink(title, url)} <span class="key quiet small">${outside(key)}</span></span>
<span class="quiet figure">${milliDays === null ? null : `${tenths(milliDays)} days`}</span><a href="${queuePath({ ...place, skip: skip + index + 1 })}">Answer<span class="unseen"> ${key}</span></a></li>`,
  )}</ul>
<p class="bar no-print">${skip === 0 ? html`<span></span>` : html`<a href="${queuePath({ ...place, skip: 0 })}">Back to the first</a>`}${isMore ? html`<a href="${queuePath({ ...place, skip: skip + listed.length - 1 })}">More tickets</a>` : null}</p></section>`
}
