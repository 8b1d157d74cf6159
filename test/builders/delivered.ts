import type { Delivered } from '../../activities/deliver/deliver.ts'
import type { DeliveryState } from '../../domain/deliver/delivery.ts'

/** What came of a delivery: both of two mails are sent, and none of them by this run. */
export function delivered(changes: Partial<Delivered>): Delivered {
  const byState: Record<DeliveryState, number> = {
    suppressed: 0,
    queued: 0,
    sending: 0,
    sent: 2,
    deferred: 0,
    failed: 0,
    ambiguous: 0,
    bounced: 0,
  }
  return { sentNow: 0, byState, nextAttemptInMs: null, ...changes }
}
