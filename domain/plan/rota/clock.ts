import ICAL from 'ical.js'
import { DateTime, IANAZone } from 'luxon'
import type { Instant, LocalDate } from '../../instant.ts'
import { RotaFormatError } from './format-error.ts'

/** What a clock shows, as milliseconds since 1970 began on it. */
export type WallMs = number

/** A clock of an iCalendar file. */
export interface Clock {
  readonly instantOf: (wall: WallMs) => Instant
  readonly wallOf: (at: Instant) => WallMs
}

/** The time that a value shows, whatever its zone; midnight for a date. */
export function wallOfValue({ year, month, day, hour, minute, second }: ICAL.Time): WallMs {
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

export function wallOfDate(date: LocalDate): WallMs {
  return Date.parse(`${date}T00:00:00Z`)
}

export function dateOfWall(wall: WallMs): LocalDate {
  return new Date(wall).toISOString().slice(0, 10)
}

/**
 * The clock by which a value is written: UTC's, that of the zone that it names (by its IANA name, or as the file defines it), else
 * the one to fall back on.
 * @param property that the value stands in; null for a part of a rule, which names no zone
 * @throws RotaFormatError
 */
export function clockOf(value: ICAL.Time, property: ICAL.Property | null, fallback: Clock): Clock {
  if (value.zone?.tzid === 'UTC') return clockOfZone('UTC')
  const named = property?.getFirstParameter('tzid')
  if (named === undefined) return fallback
  const ianaName = ianaNameIn(named)
  if (ianaName !== null) return clockOfZone(ianaName)
  if (value.zone?.tzid !== named)
    throw new RotaFormatError(`has times in a zone that it doesn't define: "${named}"`)
  return clockOfDefinition(value.zone)
}

export function clockOfZone(zone: string): Clock {
  return {
    instantOf: (wall) =>
      DateTime.fromMillis(wall, { zone: 'UTC' }).setZone(zone, { keepLocalTime: true }).toMillis(),
    wallOf: (at) => DateTime.fromMillis(at, { zone }).setZone('UTC', { keepLocalTime: true }).toMillis(),
  }
}

function clockOfDefinition(zone: ICAL.Timezone): Clock {
  return {
    instantOf: (wall) => {
      const shown = ICAL.Time.fromJSDate(new Date(wall), true)
      shown.zone = zone
      return shown.toUnixTime() * 1000
    },
    wallOf: (at) => wallOfValue(ICAL.Time.fromJSDate(new Date(at), true).convertToZone(zone)),
  }
}

/** Some programs write a path before the name: `/freeassociation.sourceforge.net/Europe/Berlin`. */
function ianaNameIn(named: string): string | null {
  const parts = named.split('/')
  return (
    parts.map((_, index) => parts.slice(index).join('/')).find((name) => IANAZone.isValidZone(name)) ?? null
  )
}
