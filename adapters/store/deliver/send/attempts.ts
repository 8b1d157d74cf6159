import { z } from 'zod'
import { uuid } from '../../../../domain/fields.ts'
import type { Store } from '../../sql/client.ts'
import { durably } from '../../sql/durably.ts'
import { selectRows } from '../../sql/rows.ts'
import { selectFrom } from '../../sql/table.ts'
import { attemptTable, type DeliveryAttempt } from '../tables.ts'

/** What a claimer holds. */
export interface Claim {
  readonly deliveryId: string
  readonly attemptId: string
}

/**
 * The ids of attempts' rows, for a set's statement to name: the database takes any JSON for a hundred rows, and reads all of the table
 * for these as long as it holds some thousands.
 *
 * @returns of the deliveries, then of the attempts
 */
export function idsOf(claims: readonly Claim[]): readonly [deliveryIds: string[], attemptIds: string[]] {
  return [claims.map(({ deliveryId }) => deliveryId), claims.map(({ attemptId }) => attemptId)]
}

const heldRow = z.object({ attemptId: uuid })

/**
 * Notes that the bytes are about to be sent. Only the holder of an attempt that is being sent may go on: the rows are locked
 * first, so that a holder and `markInterrupted` come one after the other.
 *
 * @returns whether each claim is still held
 */
export async function noteHandingOver(store: Store, claims: readonly Claim[]): Promise<boolean[]> {
  const held = await selectRows(
    store.prepared,
    heldRow,
    `with held as (
       select delivery_id, attempts from deliveries
       where delivery_id = any($1) and state = 'sending' order by delivery_id for update),
     noted as (
       update delivery_attempts a set handed_over = true from held
       where a.attempt_id = any($2) and a.delivery_id = held.delivery_id and a.attempt_number = held.attempts
         and a.ended_at is null
       returning a.attempt_id)
     select attempt_id as "attemptId", ${durably} from noted`,
    [...idsOf(claims)],
  )
  const ids = new Set(held.map(({ attemptId }) => attemptId))
  return claims.map(({ attemptId }) => ids.has(attemptId))
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
