import { z } from 'zod'
import { text } from '../../../domain/fields.ts'
import { type TicketReference, ticketReferences, type UntoldFields } from '../../../domain/sync/incomplete.ts'
import { selectRow } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'

const columnsOf: Readonly<Record<TicketReference, readonly string[]>> = {
  assignee: ['assignee_id'],
  creator: ['creator_id'],
  parent: ['parent_id', 'parent_key'],
  project: ['project_id', 'project_key', 'project_name'],
}

const rowsRow = z.object({ rows: text })

/** Fields of tickets as they are stored, as JSON by what they name. */
export type KeptFields = ReadonlyMap<TicketReference, string>

/** Remembers fields that a page doesn't tell, before it is stored. */
export async function keepUntold(
  on: Queryable,
  connectionId: string,
  untold: readonly UntoldFields[],
): Promise<KeptFields> {
  const kept = new Map<TicketReference, string>()
  for (const field of ticketReferences) {
    const ticketIds = untold.flatMap((each) => (each.fields.includes(field) ? [each.ticketId] : []))
    if (ticketIds.length === 0) continue
    const stored = await selectRow(
      on,
      rowsRow,
      `select coalesce(json_agg(row_to_json(stored)), '[]')::text as rows from (
         select ticket_id, ${columnsOf[field].join(', ')} from tickets where connection_id = $1 and ticket_id = any($2)) stored`,
      [connectionId, ticketIds],
    )
    kept.set(field, stored?.rows ?? '[]')
  }
  return kept
}

/** Puts them back after the page was stored. */
export async function restoreUntold(on: Queryable, connectionId: string, kept: KeptFields): Promise<void> {
  for (const [field, rows] of kept) {
    const columns = columnsOf[field]
    await on.query(
      `update tickets t set ${columns.map((column) => `${column} = input.${column}`).join(', ')}
       from json_to_recordset($2::json) as input(ticket_id text, ${columns.map((column) => `${column} text`).join(', ')})
       where t.connection_id = $1 and t.ticket_id = input.ticket_id`,
      [connectionId, rows],
    )
  }
}
