import { IANAZone } from 'luxon'
import { type Instant, minuteMs } from '../../../domain/instant.ts'

/** A time as Jira writes it: `2026-07-01T12:00:00.123+0200`, in the caller's zone, the offset without a colon. */
export function jiraTimestamp(at: Instant, timeZone: string): string {
  const offsetMinutes = IANAZone.create(timeZone).offset(at)
  const local = new Date(at + offsetMinutes * minuteMs).toISOString().slice(0, -1)
  const sign = offsetMinutes < 0 ? '-' : '+'
  const size = Math.abs(offsetMinutes)
  const hours = String(Math.floor(size / 60)).padStart(2, '0')
  const minutes = String(size % 60).padStart(2, '0')
  return `${local}${sign}${hours}${minutes}`
}
