import type { Instant } from '../../../domain/instant.ts'

const jiraTime =
  /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:(Z)|([+-])(\d{2})(?::?(\d{2})(?::?\d{2})?)?)$/

/**
 * Parses a time in any of Jira's formats.
 *
 * `2026-07-01T10:00:00.123+0000` in most responses, a number of epoch milliseconds in the bulk changelog, and a number of
 * seconds in its documentation. A time without an offset is refused: its zone is unknown.
 * @returns null for anything else
 */
export function parseJiraTime(value: unknown): Instant | null {
  if (typeof value === 'number') return ofEpoch(value)
  if (typeof value !== 'string') return null
  if (/^\d{9,14}$/.test(value)) return ofEpoch(Number(value))
  const match = jiraTime.exec(value)
  if (match === null) return null
  const [, date, time, utc, sign, hours, minutes = '00'] = match
  const at = Date.parse(`${date}T${time}${utc ?? `${sign}${hours}:${minutes}`}`)
  return Number.isNaN(at) ? null : at
}

/** Below 10^11 it is seconds: as milliseconds it would be before Jira existed. */
function ofEpoch(number: number): Instant | null {
  if (!Number.isFinite(number) || number <= 0) return null
  return Math.round(number < 1e11 ? number * 1000 : number)
}
