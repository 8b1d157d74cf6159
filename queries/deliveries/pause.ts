import {
  addDeliveryPause,
  type DeliveryPause,
  listDeliveryPauses,
  removeDeliveryPause,
} from '../../adapters/store/deliver/delivery-pauses.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { type RefusedReason, reasonOf } from '../../domain/deliver/settlement.ts'
import type { Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'

export interface PauseGiven {
  readonly quarter: QuarterId
  readonly because: string
  readonly actor: string
  readonly nowAt: Instant
}

export type PauseResult = 'done' | 'was so before' | RefusedReason

/** Lets no mail of a quarter be sent until it is resumed. What is under way is sent; it takes some seconds. */
export async function pauseDelivery(store: Store, given: PauseGiven): Promise<PauseResult> {
  const { because, refused } = reasonOf(given.because)
  if (refused !== null) return refused
  const { quarter, actor, nowAt } = given
  const pause = { quarter, pausedAt: nowAt, pausedBy: actor, reason: because }
  return (await addDeliveryPause(store, pause)) ? 'done' : 'was so before'
}

/** Lets the mails of a quarter be sent again. A run that waits goes on by itself; a reason is welcome and not asked for. */
export async function resumeDelivery(store: Store, given: PauseGiven): Promise<PauseResult> {
  const { because, refused } = reasonOf(given.because)
  if (refused === 'reason too long') return refused
  const { quarter, actor, nowAt } = given
  const resumed = { quarter, resumedAt: nowAt, resumedBy: actor, reason: because }
  return (await removeDeliveryPause(store, resumed)) ? 'done' : 'was so before'
}

/** The pause of a quarter's mails; null where they may be sent. */
export async function pauseOf(store: Store, quarter: QuarterId): Promise<DeliveryPause | null> {
  return (await listDeliveryPauses(store)).find((each) => each.quarter === quarter) ?? null
}

export { listDeliveryPauses as deliveryPauses } from '../../adapters/store/deliver/delivery-pauses.ts'
