import { z } from 'zod'
import { text, uuid, wholeNumber } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { TicketRef } from '../../../domain/ticket.ts'
import type { ContextRead } from '../../trackers/tracker.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'
import { selectFrom } from '../sql/table.ts'
import { upsertRows } from '../sql/upsert.ts'
import {
  type ContextReading,
  contextReadingTable,
  statusTable,
  ticketKeyTable,
  ticketTable,
} from '../tickets/tables.ts'
import { keysOf } from './page-batches.ts'
import { followContextKeys } from './parent-keys.ts'
import { sanitizePage } from './sanitize-page.ts'
import { lockRunning } from './save-page.ts'

const idRow = z.object({ ticketId: text })

/**
 * Ids of parents that no page brings, because they are outside the chosen projects or teams: those that were not asked for since
 * `dueBefore`, whether they are stored as context or not at all.
 */
export async function contextToRead(
  store: Store,
  { connectionId, dueBefore }: { readonly connectionId: string; readonly dueBefore: Instant },
): Promise<string[]> {
  const rows = await selectRows(
    store.pool,
    idRow,
    `select named.ticket_id as "ticketId"
     from (select distinct parent_id as ticket_id from tickets where connection_id = $1 and parent_id is not null) named
       left join tickets stored on stored.connection_id = $1 and stored.ticket_id = named.ticket_id
       left join context_readings last on last.connection_id = $1 and last.ticket_id = named.ticket_id
     where coalesce(stored.is_context, true) and coalesce(last.tried_at < $2, true)
     order by named.ticket_id collate "C"`,
    [connectionId, timestampOf(dueBefore)],
  )
  return rows.map(({ ticketId }) => ticketId)
}

export interface ContextToSave {
  readonly runId: string
  readonly connectionId: string
  readonly askedIds: readonly string[]
  readonly read: ContextRead
  /** Requests that reading it took. */
  readonly requests: number
  readonly nowAt: Instant
}

/**
 * Stores tickets that were read as context, and what could not be read, in one transaction. A ticket that a page brought stays as it
 * is. Context that can't be read any more stays too, marked as such: tickets below go on inheriting from it.
 * @throws SyncRunEndedError when the run isn't running
 */
export function saveContext(store: Store, save: ContextToSave): Promise<void> {
  const { runId, connectionId, askedIds, read, nowAt } = save
  const none = { events: [], users: [], containers: [], quarantined: [] }
  const page = sanitizePage({ ...none, tickets: read.tickets, statuses: read.statuses })
  const notUnderstood = new Set([
    ...read.notUnderstoodIds,
    ...page.quarantined.map(({ recordId }) => recordId),
  ])
  return inTransaction(store, async (client) => {
    await lockRunning(client, save)
    const inScope = await idsInScope(client, connectionId, askedIds)
    const tickets = page.tickets.filter(({ ticketId }) => !inScope.has(ticketId))
    const readIds = new Set(page.tickets.map(({ ticketId }) => ticketId))
    const readings = askedIds.map((ticketId): ContextReading => {
      const unread = notUnderstood.has(ticketId) ? 'not_understood' : 'not_shown'
      return { connectionId, ticketId, triedAt: nowAt, outcome: readIds.has(ticketId) ? 'read' : unread }
    })
    await upsertRows(client, statusTable, read.statuses)
    await upsertRows(client, ticketTable, tickets)
    await upsertRows(client, ticketKeyTable, keysOf(tickets, []))
    await upsertRows(client, contextReadingTable, readings)
    await followContextKeys(client, connectionId, [...readIds])
    const notShown = readings.filter(({ outcome }) => outcome === 'not_shown').map(({ ticketId }) => ticketId)
    await client.query(
      `update tickets set removal = 'access_lost'
       where connection_id = $1 and ticket_id = any($2) and is_context and removal is null`,
      [connectionId, notShown],
    )
    await client.query('update sync_runs set requests = requests + $2 where run_id = $1', [
      runId,
      save.requests,
    ])
  })
}

async function idsInScope(
  on: Queryable,
  connectionId: string,
  ticketIds: readonly string[],
): Promise<Set<string>> {
  const rows = await selectRows(
    on,
    idRow,
    `select ticket_id as "ticketId" from tickets
     where connection_id = $1 and ticket_id = any($2) and not is_context`,
    [connectionId, ticketIds],
  )
  return new Set(rows.map(({ ticketId }) => ticketId))
}

/** When a parent was last asked for; null for one that never was. */
export function loadContextReading(store: Store, parent: TicketRef): Promise<ContextReading | null> {
  return selectRow(
    store.pool,
    contextReadingTable.row,
    `${selectFrom(contextReadingTable)} where connection_id = $1 and ticket_id = $2`,
    [parent.connectionId, parent.ticketId],
  )
}

const unreadableParent = z.object({
  connectionId: uuid,
  /** Its id where no ticket tells its key. */
  key: text,
  /** Tickets right below it. */
  children: wholeNumber,
})

/** A parent that tickets name and that could not be read when it was last asked for. */
export type UnreadableParent = z.infer<typeof unreadableParent>

/** By connection, those with the most tickets below first. A parent that is named by a key alone was looked for with its ticket. */
export function unreadableParents(store: Store): Promise<UnreadableParent[]> {
  return selectRows(
    store.pool,
    unreadableParent,
    `select connection_id as "connectionId", key, count(*)::int as children from (
       select connection_id, parent_key as key from tickets where parent_id is null and parent_key is not null
       union all
       select below.connection_id, coalesce(stored.key, below.parent_key, below.parent_id)
       from context_readings last
         join tickets below on below.connection_id = last.connection_id and below.parent_id = last.ticket_id
         left join tickets stored on stored.connection_id = last.connection_id and stored.ticket_id = last.ticket_id
       where last.outcome <> 'read' and coalesce(stored.is_context, true)) unreadable
     group by connection_id, key order by connection_id, count(*) desc, key collate "C"`,
  )
}
