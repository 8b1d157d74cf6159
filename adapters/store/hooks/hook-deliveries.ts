import { z } from 'zod'
import { instant, text, uuid } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import { deliveriesKeptMs, mostAsked } from '../../../domain/sync/asked-tickets.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, timestampOf } from '../sql/rows.ts'
import { sanitizeText } from '../sql/sanitize-text.ts'
import { describeTable } from '../sql/table.ts'

/** @internal for tests */
export const hookDeliveryTable = describeTable(
  'hook_deliveries',
  z.object({
    connectionId: uuid,
    /** The tracker's id of the delivery, or else the hash of its body. */
    deliveryKey: text,
    receivedAt: instant,
  }),
  { key: ['connectionId', 'deliveryKey'] },
)

export interface HookToNote {
  readonly connectionId: string
  /** What two requests have in common that are one delivery. */
  readonly deliveryKey: string
  readonly ticketIds: readonly string[]
  readonly nowAt: Instant
}

/**
 * Notes a webhook, and asks for the tickets that it names, in one transaction. One that came before asks for nothing. Where very
 * many tickets wait already, more are left to the next sync, which finds them by itself.
 * @returns whether it is new
 */
export function noteHook(
  store: Store,
  { connectionId, deliveryKey, ticketIds, nowAt }: HookToNote,
): Promise<boolean> {
  const at = timestampOf(nowAt)
  return inTransaction(store, async (client) => {
    await client.query('delete from hook_deliveries where connection_id = $1 and received_at < $2', [
      connectionId,
      timestampOf(nowAt - deliveriesKeptMs),
    ])
    const { rowCount } = await client.query(
      `insert into hook_deliveries (connection_id, delivery_key, received_at)
       values ($1, $2, $3) on conflict do nothing`,
      [connectionId, sanitizeText(deliveryKey).value, at],
    )
    if (rowCount !== 1) return false
    await client.query('update hook_secrets set received_at = $2 where connection_id = $1', [
      connectionId,
      at,
    ])
    await client.query(
      `insert into asked_tickets as a (connection_id, ticket_id, asks, tries, not_before_at)
       select $1, id, 1, 0, $3 from unnest($2::text[]) as id
       where (select count(*) from asked_tickets where connection_id = $1) < $4
         or exists (select from asked_tickets b where b.connection_id = $1 and b.ticket_id = id)
       on conflict (connection_id, ticket_id) do update set asks = a.asks + 1, tries = 0`,
      [connectionId, [...new Set(ticketIds)].sort(), at, mostAsked],
    )
    return true
  })
}
