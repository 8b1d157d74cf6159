import type { DeliveryState } from '../../domain/deliver/delivery.ts'

/** A mail's state, as every page says it. */
export const deliveryStateText: Readonly<Record<DeliveryState, string>> = {
  ambiguous: 'in doubt',
  failed: 'failed',
  bounced: 'came back',
  deferred: 'deferred',
  sending: 'being sent',
  queued: 'queued',
  suppressed: 'suppressed',
  sent: 'sent',
}
