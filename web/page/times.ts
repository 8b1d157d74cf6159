import { type Instant, isoOf } from '../../domain/instant.ts'
import { dayOf, type TimedText, timeOf, type Written, writtenIn } from '../../wording/times.ts'
import { type Html, html, tidySentence } from './html.ts'

/** An instant for people, and for programs. The layout writes it in the reader's zone. */
export function time(at: Instant): Html {
  return element(timeOf(at))
}

/** The day of an instant, as the reader's clock has it. */
export function day(at: Instant): Html {
  return element(dayOf(at))
}

function element(written: Written): Html {
  return html`<time datetime="${isoOf(written.at)}"${written.shows === 'day' ? html` class="day"` : null}>${writtenIn('UTC', written)}</time>`
}

/** A text of ours with instants in it. */
export function timedWords(text: TimedText): Html {
  return html`${text.map((part) => (typeof part === 'string' ? html`${part}` : element(part)))}`
}

/** The same for one that holds what a person or a server wrote. */
export function timedSentence(text: TimedText): Html {
  return html`<bdi>${text.map((part) => (typeof part === 'string' ? spaced(part) : element(part)))}</bdi>`
}

/** The spaces beside an instant stay. */
function spaced(text: string): string {
  const [before = '', after = ''] = [/^\s/.exec(text)?.[0], /\S(\s)$/.exec(text)?.[1]]
  return `${before}${tidySentence(text)}${after}`
}

const timeElement = /<time datetime="([^"]+)"( class="day")?>[^<]*<\/time>/g

/** A whole document with its instants as they are in a zone. What is from outside is escaped in it, and can't look like one. */
export function timesIn(timeZone: string, document: string): string {
  return document.replaceAll(timeElement, (_whole, iso: string, asDay: string | undefined) => {
    const at = Date.parse(iso)
    const words = writtenIn(timeZone, asDay === undefined ? timeOf(at) : dayOf(at))
    return `<time datetime="${iso}"${asDay ?? ''}>${words}</time>`
  })
}
