import { dayMs, hourMs } from '../instant.ts'

/** How long a webhook is remembered that came, so that it counts once: longer than a tracker sends it again, or we take an old one. */
export const deliveriesKeptMs = dayMs

/** How many tickets of a connection wait to be read at most. What a storm names beyond is found by the next sync. */
export const mostAsked = 10_000

/** How long whoever reads tickets has them for itself: another worker takes them up after it died. */
export const askedLeaseMs = 60_000

/** A ticket that is named again and again is read once in this time. */
export const askedGapMs = 3_000

const firstRetryMs = 5_000
const mostTries = 6

/**
 * When a ticket is asked for again that the tracker named and doesn't show yet as it is: its index lags.
 * @param tries those before this one
 * @returns null where it is left to the next sync
 */
export function askAgainMs(tries: number): number | null {
  return tries + 1 >= mostTries ? null : firstRetryMs * 2 ** tries
}

/** How long nothing is read by webhooks after a failure. Credentials that aren't taken are not tried until an account is locked. */
export const askedPauseMs = { usual: 60_000, final: hourMs } as const
