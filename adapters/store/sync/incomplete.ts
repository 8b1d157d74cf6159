import { z } from 'zod'
import { type Immutable, instant, text, uuid, wholeNumber } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import {
  countOfTickets,
  type IncompleteTicket,
  listOfPeople,
  longestUnaskedMs,
} from '../../../domain/sync/incomplete.ts'
import { listsAccounts } from '../../../domain/sync/reading.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import type { TicketPage } from '../../trackers/tracker.ts'
import type { Store } from '../sql/client.ts'
import { selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'
import { describeTable } from '../sql/table.ts'
import { batchOf, inputSet, insertFrom } from '../sql/upsert.ts'
import type { SyncRun } from './run-record.ts'

const incompletePart = z.object({
  connectionId: uuid,
  /** Empty for a whole list of the tracker. */
  ticketId: text,
  /** `history`, `comments` or `worklogs` of a ticket, or the list's name. */
  part: text,
  cause: text,
  /** Since when it is lacking, by our clock. */
  missedAt: instant,
  /** When it was last asked for. */
  triedAt: instant,
})

/** @internal for tests */
export const incompletePartTable = describeTable('incomplete_parts', incompletePart, {
  key: ['connectionId', 'ticketId', 'part'],
})

/** Notes what a page lacks, and forgets what it has of what was lacking before. */
export async function noteIncomplete(
  on: Queryable,
  connectionId: string,
  {
    page: { incomplete = [], incompleteLists = [] },
    tickets,
    nowAt,
  }: {
    readonly page: Pick<TicketPage, 'incomplete' | 'incompleteLists'>
    /** Those of the page that can be stored. */
    readonly tickets: readonly Pick<Ticket, 'ticketId'>[]
    readonly nowAt: Instant
  },
): Promise<void> {
  const stored = new Set(tickets.map(({ ticketId }) => ticketId))
  const ofTickets = incomplete
    .filter(({ ticketId }) => stored.has(ticketId))
    .map((each) => ({ connectionId, ...each, missedAt: nowAt, triedAt: nowAt }))
  const ofLists = incompleteLists.map(({ list, cause }) => ({
    connectionId,
    ticketId: '',
    part: list,
    cause,
    missedAt: nowAt,
    triedAt: nowAt,
  }))
  await on.query(
    `delete from incomplete_parts where connection_id = $1 and ticket_id = any($2)
       and (ticket_id, part) not in (select * from unnest($3::text[], $4::text[]))`,
    [connectionId, [...stored], ofTickets.map(({ ticketId }) => ticketId), ofTickets.map(({ part }) => part)],
  )
  const batch = batchOf(incompletePartTable, [...ofTickets, ...ofLists])
  if (batch.rows === 0) return
  // What is lacking already has been since then.
  await on.query(
    `${insertFrom(incompletePartTable, inputSet(incompletePartTable))}
     on conflict (connection_id, ticket_id, part) do update set cause = excluded.cause, tried_at = excluded.tried_at`,
    [batch.json],
  )
}

/** Notes that these were not asked for alone yet: the run that reads them does so. */
export async function noteUntried(
  on: Queryable,
  connectionId: string,
  parts: readonly Pick<IncompleteTicket, 'ticketId' | 'part'>[],
): Promise<void> {
  if (parts.length === 0) return
  await on.query(
    `update incomplete_parts set tried_at = 'epoch' where connection_id = $1
       and (ticket_id, part) in (select * from unnest($2::text[], $3::text[]))`,
    [connectionId, parts.map(({ ticketId }) => ticketId), parts.map(({ part }) => part)],
  )
}

const nameRow = z.object({ name: text })

/** Whole lists that runs before this instant could not read. */
export async function listsToRead(store: Store, connectionId: string, beforeAt: Instant): Promise<string[]> {
  const rows = await selectRows(
    store.pool,
    nameRow,
    `select part as name from incomplete_parts
     where connection_id = $1 and ticket_id = '' and tried_at < $2 order by part collate "C"`,
    [connectionId, timestampOf(beforeAt)],
  )
  return rows.map(({ name }) => name)
}

/**
 * Tickets that runs before this instant could not read whole, those first that were tried longest ago. One that could not be read is
 * asked for after half of the time again that it has been lacking, and each week at least: sites where thousands are refused for good
 * would be asked for all of them each few minutes.
 * @param includesAll whether those are too for which it isn't time yet
 */
export async function ticketsToRead(
  store: Store,
  connectionId: string,
  {
    beforeAt,
    limit,
    includesAll,
  }: { readonly beforeAt: Instant; readonly limit: number; readonly includesAll: boolean },
): Promise<string[]> {
  const rows = await selectRows(
    store.pool,
    nameRow,
    `select ticket_id as name from incomplete_parts where connection_id = $1 and ticket_id <> '' and tried_at < $2
       and ($4 or tried_at + least((tried_at - missed_at) / 2, $5 * interval '1 millisecond') <= $2)
     group by ticket_id order by min(tried_at), ticket_id collate "C" limit $3`,
    [connectionId, timestampOf(beforeAt), limit, includesAll, longestUnaskedMs],
  )
  return rows.map(({ name }) => name)
}

/** Notes that tickets were asked for, also those that didn't come. */
export async function noteTried(
  on: Queryable,
  connectionId: string,
  { ticketIds, nowAt }: { readonly ticketIds: readonly string[]; readonly nowAt: Instant },
): Promise<void> {
  await forgetLackingOfRemoved(on, connectionId)
  await on.query(
    'update incomplete_parts set tried_at = $3 where connection_id = $1 and ticket_id = any($2) and tried_at < $3',
    [connectionId, ticketIds, timestampOf(nowAt)],
  )
}

/** A ticket that is gone from the tracker lacks nothing any more. */
export async function forgetLackingOfRemoved(on: Queryable, connectionId: string): Promise<void> {
  await on.query(
    `delete from incomplete_parts part using tickets t
     where part.connection_id = $1 and t.connection_id = $1 and t.ticket_id = part.ticket_id and t.removal is not null`,
    [connectionId],
  )
}

/**
 * Forgets the lists that a finished run has read: those that it could not read are noted anew. That not all tickets come which the
 * tracker counts is seen by a run that lists all of them, and what of the accounts can't be understood by one that lists those.
 */
export async function forgetReadLists(
  on: Queryable,
  run: Pick<SyncRun, 'connectionId' | 'openedAt' | 'depth' | 'kind'>,
): Promise<void> {
  const kept = [
    ...(run.depth === 'recent' ? [countOfTickets] : []),
    ...(listsAccounts(run) ? [] : [listOfPeople]),
  ]
  await on.query(
    `delete from incomplete_parts where connection_id = $1 and ticket_id = '' and tried_at < $2 and part <> all($3)`,
    [run.connectionId, timestampOf(run.openedAt), kept],
  )
}

const lackingRow = z.object({ connectionId: uuid, part: text, cause: text, tickets: wholeNumber })

/** What could not be read of a connection's tickets (0 tickets: a whole list), and why. */
export type Lacking = Immutable<z.infer<typeof lackingRow>>

/** Of all connections, what most tickets lack first. */
export function lackingParts(store: Store): Promise<Lacking[]> {
  return selectRows(
    store.pool,
    lackingRow,
    `select connection_id as "connectionId", part, min(cause) as cause, count(*) filter (where ticket_id <> '')::integer as tickets
     from incomplete_parts group by connection_id, part, ticket_id = '' order by 4 desc, part collate "C"`,
  )
}

const countRow = z.object({ parts: wholeNumber })

/** How many tickets of a connection, and lists of its tracker, were not read whole. */
export async function countIncomplete(store: Store, connectionId: string): Promise<number> {
  const row = await selectRow(
    store.pool,
    countRow,
    `select (count(distinct ticket_id) filter (where ticket_id <> '') + count(*) filter (where ticket_id = ''))::integer as parts
     from incomplete_parts where connection_id = $1`,
    [connectionId],
  )
  return row?.parts ?? 0
}
