import { categories } from '../../../domain/category.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import { percent, points } from '../../../domain/report/words/figures.ts'
import { grouped, tenths } from '../../../domain/text/numbers.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import type { Queue, QueuedTicket } from '../../../queries/queue/queue.ts'
import type { SampleQueue } from '../../../queries/queue/sample.ts'
import { counted } from '../../../wording/counted.ts'
import { suggestionText } from '../../../wording/tickets/suggestion-text.ts'

/** A ticket as a person is asked about it. */
export function ticketLines({ key, title, url, milliDays, suggestion }: QueuedTicket): string[] {
  const days = milliDays === null ? '' : `  ${tenths(milliDays)} person-days`
  return [
    `${plainText(key)}${days}  ${plainText(title)}`,
    `    ${plainText(url)}`,
    ...(suggestion === null ? [] : [`    ${plainText(suggestionText(suggestion))}`]),
  ]
}

/** The queue by days, for a person. */
export function queueLines(quarter: QuarterId, { milliDays, tickets, listed }: Queue): string[] {
  if (tickets === 0) return [nothingOpen(quarter)]
  const [first] = listed
  return [
    `Uncategorised in ${quarter}: ${counted(tickets, 'ticket')}, ${tenths(milliDays)} person-days`,
    ...listed.flatMap(ticketLines),
    ...(first === undefined
      ? []
      : [
          `Say what one is: plumbline queue --answer ${plainText(first.key)} ${categories.join('|')}|unclear; all in turn: plumbline queue --ask`,
        ]),
  ]
}

/** The sample so far, and what to answer next, for a person. */
export function sampleLines(quarter: QuarterId, sample: SampleQueue | null): string[] {
  if (sample === null) return [nothingOpen(quarter)]
  const { draws, missing, shares, next } = sample
  return [
    draws === 0
      ? `Uncategorised work in ${quarter}: no draws count yet.`
      : `Uncategorised work in ${quarter} by ${counted(draws, 'draw')} (95 % interval): ${categories
          .map((category) => {
            const { share, lowShare, highShare } = shares[category]
            return `${category} ${percent(share)} (${points(lowShare)} to ${points(highShare)})`
          })
          .join(', ')}`,
    ...(missing === 0
      ? ['Nothing is left to draw.']
      : [`Draws until more count: ${grouped(missing)}. Next:`]),
    ...next.flatMap(ticketLines),
  ]
}

/** The queue by days, for a script. */
export function queueJson(quarter: QuarterId, { milliDays, tickets, listed }: Queue) {
  return { quarter, tickets, personDays: milliDays / 1000, listed: listed.map(ticketJson) }
}

/** The sample, for a script; no shares before any draw counts. */
export function sampleJson(quarter: QuarterId, sample: SampleQueue | null) {
  if (sample === null) return { quarter, draws: 0, missing: 0, shares: null, next: [] }
  const { draws, missing, shares, next } = sample
  return { quarter, draws, missing, shares: draws === 0 ? null : shares, next: next.map(ticketJson) }
}

function ticketJson({ key, connectionName, title, url, milliDays, suggestion }: QueuedTicket) {
  return {
    key,
    connection: connectionName,
    title,
    url,
    personDays: milliDays === null ? null : milliDays / 1000,
    suggestion,
  }
}

function nothingOpen(quarter: QuarterId): string {
  return `Nothing that a team with figures of its own worked on in ${quarter} is uncategorised, or it was not measured yet: plumbline report preview`
}
