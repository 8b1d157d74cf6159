import { compareTexts } from '../../text/text-order.ts'
import { isZoneOfPlace } from '../file/zone-of-place.ts'

/** A time zone, and how many of those who work somewhere have set it in their trackers. */
export interface CommonZone {
  /** An IANA name. */
  readonly zone: string
  readonly people: number
  readonly of: number
}

/** The time zone that most people have set; null where nobody's is known. Ties go to the first by name. */
export function commonZone(people: readonly { readonly timeZone: string | null }[]): CommonZone | null {
  const counts = new Map<string, number>()
  for (const { timeZone } of people) {
    if (timeZone !== null) counts.set(timeZone, (counts.get(timeZone) ?? 0) + 1)
  }
  const [most] = [...counts].toSorted(([a, x], [b, y]) => y - x || compareTexts(a, b))
  return most === undefined ? null : { zone: most[0], people: most[1], of: people.length }
}

/** A zone as trackers write it; null for what is none, or what a plan takes for none. */
export function readZone(text: string | null): string | null {
  return text !== null && isZoneOfPlace(text) ? text : null
}
