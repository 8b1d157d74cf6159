import type { Instant } from '../../../domain/instant.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, selectRows, timestampOf } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'
import { selectFrom } from '../sql/table.ts'
import { attemptTable, type DeliveryAttempt } from './tables.ts'

/** What a claimer holds. */
export interface Claim {
  readonly deliveryId: string
  readonly attemptId: string
}

/** The attempt on a delivery's row that is being sent and hasn't ended: only its holder may go on. */
const heldClaim = `d.delivery_id = $1 and d.state = 'sending'
  and a.attempt_id = $2 and a.delivery_id = d.delivery_id and a.attempt_number = d.attempts and a.ended_at is null`

/** Notes that the bytes are about to be sent, under a longer lease if one is given. @returns false when the claim was lost */
export function noteHandingOver(
  store: Store,
  { deliveryId, attemptId }: Claim,
  leaseUntilAt: Instant | null,
): Promise<boolean> {
  return inTransaction(store, async (client) => {
    await lockDelivery(client, deliveryId)
    const { rowCount } = await client.query(
      `update delivery_attempts a set handed_over = true from deliveries d where ${heldClaim}`,
      [deliveryId, attemptId],
    )
    if (rowCount !== 1) return false
    await client.query(
      'update deliveries set lease_until_at = greatest(lease_until_at, $2) where delivery_id = $1',
      [deliveryId, timestampOf(leaseUntilAt)],
    )
    return true
  })
}

/** Locking the delivery before its attempts puts holders and `markInterrupted` one after the other. */
export async function lockDelivery(on: Queryable, deliveryId: string): Promise<void> {
  await on.query('select from deliveries where delivery_id = $1 for update', [deliveryId])
}

/** The attempts of these deliveries, each one's first to last. */
export function loadAttempts(store: Store, deliveryIds: readonly string[]): Promise<DeliveryAttempt[]> {
  return selectRows(
    store.pool,
    attemptTable.row,
    `${selectFrom(attemptTable)} where delivery_id = any($1) order by delivery_id, attempt_number`,
    [deliveryIds],
  )
}
