import { type Instant, minuteMs } from '../instant.ts'

/**
 * How long a claim on a delivery lasts. A row not sent by then was left by a process that died; the next attempt
 * settles it. None starts before the process was silent for its heartbeat timeout (workflows/stages.ts), so a longer lease would
 * only delay the rest.
 */
export const leaseMs = 30_000

/**
 * Senders for each connection to the relay: while the reply to one mail is written down, the next is on the connection.
 */
export const sendersPerConnection = 2

/** A set of claims is sent within about this, well before its leases end. */
const claimAheadMs = 4_000
/** Enough for any relay; it bounds what a dead process leaves to be taken up again. */
const mostClaimsAtOnce = 256

/**
 * How many deliveries to claim next: twice as many after a set that was sent fast, half as many after a slow one.
 * @param size of the set before
 */
export function nextClaimSize(
  size: number,
  { tookMs, senders }: { readonly tookMs: number; readonly senders: number },
): number {
  if (tookMs > claimAheadMs) return Math.max(senders, Math.floor(size / 2))
  return tookMs * 2 > claimAheadMs ? size : Math.max(senders, Math.min(size * 2, mostClaimsAtOnce))
}

/**
 * Between the tries to write how an attempt ended while the database is away: four minutes in all, which is longer than a failover takes,
 * and with the time that a relay has for its reply shorter than `answerMayComeMs`.
 */
export const storeWaitsMs: readonly number[] = [
  250,
  500,
  1_000,
  2_000,
  4_000,
  ...Array<number>(46).fill(5_000),
]

/** How long the relay may still take for a mail under way once its sender is to stop: a supervisor expects its end within 15 s. */
export const lastAnswerMs = 9_000

/** Minutes to wait after the first, second … deferral; RFC 5321 4.5.4.1 asks for 30 at least in the long run. */
const waitMinutes = [2, 10, 30, 60, 120, 240, 480, 960]

/**
 * When a deferred delivery may be tried again; null when it was put off so often that it has failed.
 * @param deferrals this one included; attempts that a dead process or an absent relay cut short don't count
 */
export function nextAttemptAt(deferrals: number, deferredAt: Instant): Instant | null {
  const minutes = waitMinutes[Math.max(0, deferrals - 1)]
  return minutes === undefined ? null : deferredAt + minutes * minuteMs
}
