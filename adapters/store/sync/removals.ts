import type { Instant } from '../../../domain/instant.ts'
import type { Removal } from '../../../domain/ticket.ts'
import { timestampOf } from '../sql/rows.ts'
import { sanitizeJson } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'

/** A ticket that its tracker no longer has where it was read. */
export interface RemovedTicket {
  readonly ticketId: string
  readonly removal: Removal
}

/** A ticket that its tracker has archived, by the tracker's clock. */
export interface ArchivedTicket {
  readonly ticketId: string
  readonly archivedAt: Instant
}

/**
 * Marks tickets as gone; one that was gone before keeps its time.
 * @param removedAt by the tracker's clock: when it no longer had them
 */
export async function markRemoved(
  on: Queryable,
  connectionId: string,
  removed: readonly RemovedTicket[],
  removedAt: Instant,
): Promise<void> {
  if (removed.length === 0) return
  await on.query(
    `update tickets t set removal = input.removal, removed_at = coalesce(t.removed_at, $3)
     from json_to_recordset($2::json) as input("ticketId" text, removal text)
     where t.connection_id = $1 and t.ticket_id = input."ticketId" and not t.is_context
       and t.removal is distinct from input.removal`,
    [connectionId, sanitizeJson(removed).value, timestampOf(removedAt)],
  )
}

/** Marks tickets as archived, which lists of tickets don't tell. */
export async function markArchived(
  on: Queryable,
  connectionId: string,
  archived: readonly ArchivedTicket[],
): Promise<void> {
  if (archived.length === 0) return
  await on.query(
    `update tickets t set archived_at = to_timestamp(input."archivedAt" / 1000)
     from json_to_recordset($2::json) as input("ticketId" text, "archivedAt" double precision)
     where t.connection_id = $1 and t.ticket_id = input."ticketId" and not t.is_context`,
    [connectionId, sanitizeJson(archived).value],
  )
}
