import { z } from 'zod'
import { instant, text, uuid, wholeNumber } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import { askAgainMs, askedGapMs, askedLeaseMs } from '../../../domain/sync/asked-tickets.ts'
import type { TicketPage } from '../../trackers/tracker.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, selectRows, timestampOf } from '../sql/rows.ts'
import { sanitizeJson } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'
import { describeTable } from '../sql/table.ts'
import { noteTried } from '../sync/incomplete.ts'
import { batchesOf } from '../sync/page-batches.ts'
import { type ArchivedTicket, markArchived, markRemoved, type RemovedTicket } from '../sync/removals.ts'
import { storeBatches } from '../sync/save-page.ts'

/** @internal for tests */
export const askedTicketTable = describeTable(
  'asked_tickets',
  z.object({
    connectionId: uuid,
    ticketId: text,
    /** How often it was asked for: one more while it is being read asks anew. */
    asks: wholeNumber,
    /** How often it was read without having been shown as it is. */
    tries: wholeNumber,
    notBeforeAt: instant,
  }),
  { key: ['connectionId', 'ticketId'] },
)

const idRow = z.object({ connectionId: uuid })

/** Connections of which tickets are to be read now; one that has never been read whole waits for that. */
export async function connectionsAsked(store: Store, nowAt: Instant): Promise<string[]> {
  const rows = await selectRows(
    store.pool,
    idRow,
    `select distinct connection_id as "connectionId" from asked_tickets join connections using (connection_id)
     where not_before_at <= $1 and cursor_at is not null order by 1`,
    [timestampOf(nowAt)],
  )
  return rows.map(({ connectionId }) => connectionId)
}

const askedRow = z.object({ ticketId: text, asks: wholeNumber, tries: wholeNumber })

/** A ticket that is ours to read until the lease runs out. */
export type AskedTicket = z.infer<typeof askedRow>

/** Takes the tickets that have waited longest; what another worker has taken is passed over. */
export function claimAsked(
  store: Store,
  connectionId: string,
  { nowAt, limit }: { readonly nowAt: Instant; readonly limit: number },
): Promise<AskedTicket[]> {
  return selectRows(
    store.pool,
    askedRow,
    `with due as (
       select ticket_id from asked_tickets where connection_id = $1 and not_before_at <= $2
       order by not_before_at, ticket_id collate "C" limit $3 for update skip locked)
     update asked_tickets a set not_before_at = $4 from due
     where a.connection_id = $1 and a.ticket_id = due.ticket_id
     returning a.ticket_id as "ticketId", a.asks, a.tries`,
    [connectionId, timestampOf(nowAt), limit, timestampOf(nowAt + askedLeaseMs)],
  )
}

/** Gives tickets back that could not be read, until later. */
export async function postponeAsked(store: Store, connectionId: string, untilAt: Instant): Promise<void> {
  await store.pool.query('update asked_tickets set not_before_at = $2 where connection_id = $1', [
    connectionId,
    timestampOf(untilAt),
  ])
}

/** What became of tickets that were asked for. */
export interface AskedRead {
  readonly page: TicketPage
  readonly removals: readonly RemovedTicket[]
  readonly archived: readonly ArchivedTicket[]
  /** By the tracker's clock: when it no longer had them. */
  readonly removedAt: Instant
  /** Those that the tracker doesn't show yet as they are. */
  readonly lateIds: ReadonlySet<string>
}

/** Stores what was read, outside of any run, and forgets what was asked for. @returns whether it names new accounts */
export function saveAsked(
  store: Store,
  connectionId: string,
  asked: readonly AskedTicket[],
  { page, removals, archived, removedAt, lateIds, nowAt }: AskedRead & { readonly nowAt: Instant },
): Promise<boolean> {
  return inTransaction(store, async (client) => {
    // A connection that is removed meanwhile takes its tickets with it.
    await client.query('select from connections where connection_id = $1 for key share', [connectionId])
    const saved = await storeBatches(client, { connectionId, nowAt }, batchesOf(page))
    await noteTried(client, connectionId, { ticketIds: asked.map(({ ticketId }) => ticketId), nowAt })
    await markRemoved(client, connectionId, removals, removedAt)
    await markArchived(client, connectionId, archived)
    await settle(client, connectionId, asked, { lateIds, nowAt })
    return saved.hasNewAccounts
  })
}

/** Forgets those that are read; one that was asked for meanwhile, or comes late, is read once more. */
async function settle(
  on: Queryable,
  connectionId: string,
  asked: readonly AskedTicket[],
  { lateIds, nowAt }: { readonly lateIds: ReadonlySet<string>; readonly nowAt: Instant },
): Promise<void> {
  const again = asked.flatMap(({ ticketId, tries }) => {
    const waitMs = lateIds.has(ticketId) ? askAgainMs(tries) : null
    return waitMs === null ? [] : [{ ticketId, tries: tries + 1, waitMs }]
  })
  const late = new Set(again.map(({ ticketId }) => ticketId))
  const done = asked.filter(({ ticketId }) => !late.has(ticketId))
  await on.query(
    `delete from asked_tickets a using json_to_recordset($2::json) as input("ticketId" text, asks integer)
     where a.connection_id = $1 and a.ticket_id = input."ticketId" and a.asks = input.asks`,
    [connectionId, sanitizeJson(done).value],
  )
  await on.query(
    `update asked_tickets set not_before_at = $3 where connection_id = $1 and ticket_id = any($2)`,
    [connectionId, done.map(({ ticketId }) => ticketId), timestampOf(nowAt + askedGapMs)],
  )
  await on.query(
    `update asked_tickets a set tries = input.tries, not_before_at = $3::timestamptz + input."waitMs" * interval '1 millisecond'
     from json_to_recordset($2::json) as input("ticketId" text, tries integer, "waitMs" double precision)
     where a.connection_id = $1 and a.ticket_id = input."ticketId"`,
    [connectionId, sanitizeJson(again).value, timestampOf(nowAt)],
  )
}
