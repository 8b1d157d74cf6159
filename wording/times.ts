import { clockIn } from '../domain/calendar.ts'
import type { Instant } from '../domain/instant.ts'
import { dayInZone, instantInWords } from '../domain/report/words/dates.ts'
import { capitalised } from '../domain/report/words/sentence.ts'

/** An instant within a text, for its reader's own clock: with the time of day, or as the day that it lies in. */
export interface Written {
  readonly at: Instant
  readonly shows: 'time' | 'day'
}

/** A text with instants in it: whoever shows it knows its reader's zone. */
export type TimedText = readonly (string | Written)[]

export function timeOf(at: Instant): Written {
  return { at, shows: 'time' }
}

export function dayOf(at: Instant): Written {
  return { at, shows: 'day' }
}

/** A template with instants and timed texts in it. */
export function timed(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | Written | TimedText)[]
): TimedText {
  const parts: (string | Written)[] = []
  const add = (part: string | Written): void => {
    const last = parts.at(-1)
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = `${last}${part}`
    else if (part !== '') parts.push(part)
  }
  for (const [index, text] of strings.entries()) {
    add(text)
    const value = values[index] ?? ''
    if (typeof value === 'string' || typeof value === 'number') add(`${value}`)
    else if (isText(value)) value.forEach(add)
    else add(value)
  }
  return parts
}

function isText(value: Written | TimedText): value is TimedText {
  return Array.isArray(value)
}

/** With a capital letter at its start. */
export function capitalisedText([first, ...rest]: TimedText): TimedText {
  if (first === undefined) return []
  return [typeof first === 'string' ? capitalised(first) : first, ...rest]
}

/** The whole text for a reader in a zone. */
export function textIn(timeZone: string, text: TimedText): string {
  return text.map((part) => (typeof part === 'string' ? part : writtenIn(timeZone, part))).join('')
}

/**
 * "12 June 2026, 18:00 UTC+2", or "12 June".
 * @param timeZone an IANA name; one that this machine doesn't know is read as UTC
 */
export function writtenIn(timeZone: string, { at, shows }: Written): string {
  return shows === 'day' ? dayInZone(at, timeZone) : instantInWords(at, timeZone)
}

/** "2026-06-12 18:00", for lists whose head names the zone. */
export function minuteIn(timeZone: string, at: Instant): string {
  return clockIn(timeZone, at).toFormat('yyyy-MM-dd HH:mm')
}
