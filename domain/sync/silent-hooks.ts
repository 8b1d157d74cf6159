import { dayMs, type Instant } from '../instant.ts'

/** Trackers send webhooks within seconds, and go on trying for hours. */
const silentMs = dayMs

/**
 * Whether webhooks no longer arrive: the tracker tells of a change a day after the last one. A team on holiday changes nothing, and is
 * not silent.
 * @param heardAt when the last webhook came; before one, since when they are on
 */
export function hooksAreSilent(heardAt: Instant, lastChangeAt: Instant | null): boolean {
  return lastChangeAt !== null && lastChangeAt - heardAt >= silentMs
}
