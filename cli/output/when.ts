import { InvalidArgumentError } from 'commander'
import { dayMs, hourMs, type Instant } from '../../domain/instant.ts'
import { parseQuarterId, QuarterFormatError, type QuarterId } from '../../domain/quarter.ts'
import { readExpiryDate } from '../../domain/sync/secret-expiry.ts'

const datePattern = /^\d{4}-\d{2}-\d{2}$/
const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/

/** Reads `--as-of`: an instant in UTC, or a date, which means the last millisecond of that day in UTC. */
export function readAsOf(text: string): Instant {
  const startAt = Date.parse(datePattern.test(text) ? `${text}T00:00:00Z` : text)
  // Date.parse takes the 31st of February for a day in March.
  const isReal = Number.isFinite(startAt) && new Date(startAt).toISOString().startsWith(text.slice(0, 10))
  if (!isReal || !(datePattern.test(text) || instantPattern.test(text))) {
    throw new InvalidArgumentError('write a date such as 2026-06-30, or a time such as 2026-06-30T16:00:00Z.')
  }
  return datePattern.test(text) ? startAt + dayMs - 1 : startAt
}

/** Reads `--expires`. */
export function readExpiry(text: string): Instant {
  const at = readExpiryDate(text)
  if (at === null) throw new InvalidArgumentError('write a date such as 2027-01-31.')
  return at
}

/** Reads `--quarter`. */
export function readQuarter(text: string): QuarterId {
  try {
    return parseQuarterId(text)
  } catch (error) {
    if (!(error instanceof QuarterFormatError)) throw error
    throw new InvalidArgumentError('write a year and a quarter, such as 2026-Q2.')
  }
}

const durationPattern = /^(\d+)(s|m|h)$/
const msPerUnit: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: hourMs }

/** Reads a duration such as `30s`, `2m` or `1h` into milliseconds. */
export function readDuration(text: string): number {
  const [, amount, unit = ''] = durationPattern.exec(text) ?? []
  const ms = Number(amount) * (msPerUnit[unit] ?? Number.NaN)
  if (!(ms > 0)) throw new InvalidArgumentError('write a duration such as 30s, 2m or 1h.')
  return ms
}
