import type { Instant } from '../../../../domain/instant.ts'
import { emailKey } from '../../../../domain/text/email.ts'
import type { Store } from '../../sql/client.ts'
import { inTransaction, timestampOf } from '../../sql/rows.ts'
import { sanitizeJson } from '../../sql/sanitize-text.ts'
import { whySuppressed } from '../returned/suppressed-addresses.ts'

export interface NewDelivery {
  readonly editionId: string
  readonly recipientEmail: string
  readonly recipientName: string
  /** Why nothing is to be sent; null queues it. */
  readonly suppressedBecause: string | null
}

/**
 * Adds what isn't there yet: one delivery for each edition and address, whatever its case. An address that a person has mended
 * since counts as there. Nothing is sent to one that complained or unsubscribed. @returns how many were new
 */
export async function queueDeliveries(
  store: Store,
  rows: readonly NewDelivery[],
  nowAt: Instant,
): Promise<number> {
  const input = rows.map((row) => ({
    ...row,
    recipientEmail: row.recipientEmail.toLowerCase(),
    addressKey: emailKey(row.recipientEmail),
  }))
  return await inTransaction(store, async (client) => {
    // As the rows' foreign key does in the end, but first: who mends an address locks the edition before the row.
    await client.query('select from editions where edition_id = any($1) order by edition_id for key share', [
      rows.map(({ editionId }) => editionId),
    ])
    const { rowCount } = await client.query(
      `insert into deliveries
       (edition_id, recipient_email, planned_email, recipient_name, state, queued_at, last_reply)
     select "editionId", "recipientEmail", "recipientEmail", "recipientName",
       case when coalesce("suppressedBecause", because) is null then 'queued' else 'suppressed' end, $2,
       coalesce("suppressedBecause", because)
     from json_to_recordset($1::json)
       as input("editionId" text, "recipientEmail" text, "recipientName" text, "suppressedBecause" text, "addressKey" text)
     ${whySuppressed("'reports'")}
     on conflict do nothing`,
      [sanitizeJson(input).value, timestampOf(nowAt)],
    )
    return rowCount ?? 0
  })
}
