import { dateInWords, longQuarter } from '../../domain/report/words/dates.ts'
import { link } from '../../domain/report/words/sentence.ts'
import type { TicketExplanation } from '../../queries/explain/explain.ts'
import { asTimedSentence } from '../../wording/as-sentence.ts'
import { ticketDays } from '../../wording/ticket-days.ts'
import {
  aboveText,
  countedText,
  historyKindText,
  historyText,
  lastReportedText,
  reasonText,
  stepsText,
} from '../../wording/tickets/explain-text.ts'
import { categoryText, factsText } from '../../wording/tickets/facts-text.ts'
import { suggestionText } from '../../wording/tickets/suggestion-text.ts'
import type { TimedText } from '../../wording/times.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { table } from '../page/parts.ts'
import { sentence } from '../page/report/sentence.ts'
import { time, timedSentence } from '../page/times.ts'

/** A ticket's explanation: what it is, why it has its category, what stands above it, its history and its effort. */
export function ticketView(explanation: TicketExplanation): Html {
  const { ticket } = explanation
  return html`<header><p class="quiet">${outside(ticket.key)}</p>
<h1>${outside(ticket.title)}</h1>
<p class="quiet">${commaList(factsText(explanation))}</p>
<p class="no-print">${sentence([link(`Open ${ticket.key} in its tracker`, ticket.url)])}</p></header>
${decision(explanation)}
<section class="card"><h2>Where its days count</h2>${lines(countedText(explanation))}</section>
${effort(explanation)}
<section class="card"><h2>Above it</h2>${html`<ul class="plain-list">${aboveText(explanation).map((each) => html`<li>${timedSentence(asTimedSentence(each))}</li>`)}</ul>`}</section>
${history(explanation)}`
}

function decision({ decision: { now, stored, suggestion } }: TicketExplanation): Html {
  const remarks = [
    ...(suggestion === null ? [] : [`${suggestionText(suggestion)} Suggestions are never counted.`]),
    ...lastReportedText(now, stored),
  ]
  return html`<section class="card"><h2>Category: ${outside(categoryText(now))}</h2>
<p>${outsideSentence(reasonText(now.reason))} <span class="quiet">(rules ${now.rulesVersion})</span></p>
<details><summary class="opens">How it was decided, step by step</summary><ol class="steps">${stepsText(
    now,
  ).map((step) => html`<li>${outsideSentence(step)}</li>`)}</ol></details>
${remarks.map((remark) => html`<p class="quiet">${outsideSentence(remark)}</p>`)}</section>`
}

function effort({ effort: rows, teamNames }: TicketExplanation): Html | null {
  if (rows.length === 0) return null
  return table(
    'Effort by week and team',
    [{ head: 'Week of' }, { head: 'Quarter' }, { head: 'Team' }, { head: 'Person-days', isFigure: true }],
    rows.map(({ quarter, weekStart, teamId, milliDays }) => [
      html`${dateInWords(weekStart)}`,
      html`${longQuarter(quarter)}`,
      outside(teamNames.get(teamId) ?? teamId),
      html`${ticketDays(milliDays)}`,
    ]),
  )
}

function history({ history: entries }: TicketExplanation): Html {
  return table(
    'History',
    [{ head: 'When' }, { head: 'What' }, { head: 'Change' }],
    entries.map((entry) => [
      time(entry.at),
      html`${historyKindText(entry)}`,
      outsideSentence(historyText(entry)),
    ]),
    { stacks: true },
  )
}

function lines(texts: readonly string[]): Html {
  return html`<ul class="plain-list">${texts.map((text) => html`<li>${outsideSentence(text)}</li>`)}</ul>`
}

function commaList(texts: readonly TimedText[]): Html {
  return html`${texts.map((text, index) => html`${index === 0 ? '' : ', '}${timedSentence(text)}`)}`
}
