import { DateTime, type DateTimeUnit } from 'luxon'
import type { Instant } from '../../../domain/instant.ts'

const absolute = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?: (\d{1,2}):(\d{2}))?$/
const period = /^([+-]?)((?:\d+[yMwdhm]\s*)+)$/
const periodPart = /(\d+)([yMwdhm])/g
const epochMs = /^-?\d+$/
const boundary = /^(startof|endof)(day|week|month|year)$/
const units = { y: 'years', M: 'months', w: 'weeks', d: 'days', h: 'hours', m: 'minutes' } as const

/**
 * Reads a date of JQL; null where it is none.
 * Bare dates and times have minute resolution and are read in the caller's zone, a period counts from now, and only
 * an unquoted whole number is epoch milliseconds.
 */
export function dateOfText(text: string, quoted: boolean, nowAt: Instant, timeZone: string): Instant | null {
  const date = absolute.exec(text)
  if (date !== null) {
    const [year, month, day, hour = 0, minute = 0] = date.slice(1).map((part) => Number(part ?? 0))
    const at = DateTime.fromObject({ year, month, day, hour, minute }, { zone: timeZone })
    return at.isValid ? at.toMillis() : null
  }
  if (epochMs.test(text)) return quoted ? null : Number(text)
  return shifted(DateTime.fromMillis(nowAt, { zone: timeZone }), text)?.toMillis() ?? null
}

/** Evaluates `now()`, `startOfDay(-1d)`, `endOfWeek()` and their kin; null for another function or a bad argument. */
export function dateOfFunction(
  name: string,
  given: readonly string[],
  nowAt: Instant,
  timeZone: string,
): Instant | null {
  const now = DateTime.fromMillis(nowAt, { zone: timeZone })
  const lower = name.toLowerCase()
  if (lower === 'now') return nowAt
  const match = boundary.exec(lower)
  const unit = unitOf(match?.[2])
  if (match === null || unit === null) return null
  const [increment] = given
  const moved = increment === undefined ? now : shifted(now, increment, unit)
  if (moved === null) return null
  return (match[1] === 'startof' ? moved.startOf(unit) : moved.endOf(unit)).toMillis()
}

function unitOf(word: string | undefined): (DateTimeUnit & ('day' | 'week' | 'month' | 'year')) | null {
  return word === 'day' || word === 'week' || word === 'month' || word === 'year' ? word : null
}

function shifted(
  from: DateTime,
  text: string,
  bareUnit?: 'day' | 'week' | 'month' | 'year',
): DateTime | null {
  if (bareUnit !== undefined && /^[+-]?\d+$/.test(text)) return from.plus({ [bareUnit]: Number(text) })
  const match = period.exec(text.trim())
  if (match === null) return null
  const sign = match[1] === '-' ? -1 : 1
  let at = from
  for (const [, count, unit] of (match[2] ?? '').matchAll(periodPart)) {
    if (unit === 'y' || unit === 'M' || unit === 'w' || unit === 'd' || unit === 'h' || unit === 'm') {
      at = at.plus({ [units[unit]]: sign * Number(count) })
    }
  }
  return at
}
