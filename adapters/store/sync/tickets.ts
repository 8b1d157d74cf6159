import { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import { eventKindsOf } from '../../../domain/sync/incomplete.ts'
import { partsOf } from '../../../domain/sync/reading.ts'
import type {
  Container,
  Status,
  Ticket,
  TicketEvent,
  TicketRef,
  TrackerUser,
} from '../../../domain/ticket.ts'
import type { TicketPage } from '../../trackers/tracker.ts'
import type { Store } from '../sql/client.ts'
import { collectRows, inTransaction, selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'
import { selectFrom } from '../sql/table.ts'
import { upsertRows } from '../sql/upsert.ts'
import { emptiedHistories } from './emptied-histories.ts'
import { type EventsOfKind, replaceEvents, storedEvent } from './events.ts'
import { noteIncomplete } from './incomplete.ts'
import { nameAccounts } from './named-accounts.ts'
import { namesNewAccounts } from './new-accounts.ts'
import { quarantineRecords, releaseArrivals } from './quarantine.ts'
import { sanitizePage } from './sanitize-page.ts'
import { lockRun, type SyncRun, SyncRunEndedError } from './sync-runs.ts'
import {
  containerTable,
  eventTable,
  statusTable,
  type TicketKey,
  ticketKeyTable,
  ticketTable,
  userTable,
} from './tables.ts'

/** By identity, and alike on every server, whatever its language. */
const inRefOrder = 'connection_id, ticket_id collate "C"'

export interface PageToSave {
  readonly runId: string
  readonly connectionId: string
  readonly page: TicketPage
  /** Which of the run's parts the page is of, from 0. */
  readonly part: number
  /** What the tracker returned with the page; null after the part's last one. */
  readonly checkpoint: string | null
  /** Requests that this page took. */
  readonly requests: number
  readonly nowAt: Instant
}

/** What a page brought, after keys that came twice were made one. */
export interface SavedPage {
  readonly tickets: number
  readonly events: number
  readonly quarantined: number
  readonly removedCharacters: number
  /** Whether it names accounts that no page and no list has told of before. */
  readonly hasNewAccounts: boolean
}

/**
 * Stores one page with the checkpoint behind it, in one transaction; a ticket's stored events become those of the page.
 * The run's row already holds a replayed page's checkpoint (or that its part was read): that is how a replay is known. It
 * counts nothing, and its rows, being the same, aren't written again.
 * @throws SyncRunEndedError when the run isn't running
 */
export function savePage(store: Store, save: PageToSave): Promise<SavedPage> {
  return inTransaction(store, async (client) => {
    const run = await lockRunning(client, save)
    const replayed =
      run.partsRead > save.part || (save.checkpoint !== null && run.checkpoint === save.checkpoint)
    const saved = await storePage(client, save, replayed)
    if (!replayed) await advance(client, { run, save, saved })
    return saved
  })
}

/** The run, locked. @throws SyncRunEndedError when it isn't running */
export async function lockRunning(
  on: Queryable,
  { runId, connectionId }: Pick<PageToSave, 'runId' | 'connectionId'>,
): Promise<SyncRun> {
  const run = await lockRun(on, runId)
  if (run?.state !== 'running' || run.connectionId !== connectionId) throw new SyncRunEndedError(runId)
  return run
}

/** Stores the records of a page; a ticket's stored events become those of the page. */
export async function storePage(
  on: Queryable,
  { connectionId, page: read, nowAt }: Pick<PageToSave, 'connectionId' | 'page' | 'nowAt'>,
  replayed: boolean,
): Promise<SavedPage> {
  const { tickets, events, quarantined } = sanitizePage(read)
  const emptied = await emptiedHistories(on, connectionId, { tickets, events })
  // Of one ticket the cause that the tracker gave comes last, and counts.
  const page = { ...read, incomplete: [...emptied, ...(read.incomplete ?? [])] }
  const ticketIds = tickets.map((ticket) => ticket.ticketId)
  const accountIds = page.users.map((user) => user.accountId)
  const containerIds = page.containers.map((container) => container.containerId)
  const hasNewAccounts = await namesNewAccounts(on, connectionId, page)
  const batches = [
    await upsertRows(on, statusTable, page.statuses),
    await upsertRows(on, userTable, page.users),
    await upsertRows(on, containerTable, page.containers),
    await nameAccounts(on, page.named ?? []),
    await upsertRows(on, ticketTable, tickets),
    await replaceEvents(on, connectionId, ticketIds, events, keptOf(page)),
  ] as const
  await noteIncomplete(on, connectionId, { page, tickets, nowAt })
  await upsertRows(on, ticketKeyTable, keysOf(tickets, events))
  await releaseArrivals(on, connectionId, { ticketIds, accountIds, containerIds }, quarantined)
  return {
    tickets: batches[4].rows,
    events: batches[5].rows,
    quarantined: await quarantineRecords(on, quarantined, { nowAt, replayed }),
    removedCharacters: batches.reduce((sum, batch) => sum + batch.removedCharacters, 0),
    hasNewAccounts,
  }
}

/** What is stored of a list that didn't come whole may be more than what came. */
function keptOf({ incomplete = [] }: TicketPage): EventsOfKind[] {
  return incomplete.flatMap(({ ticketId, part }) => eventKindsOf[part].map((kind) => ({ ticketId, kind })))
}

async function advance(
  on: Queryable,
  { run, save, saved }: { readonly run: SyncRun; readonly save: PageToSave; readonly saved: SavedPage },
): Promise<void> {
  const { runId, part, checkpoint, requests } = save
  const partsRead = checkpoint === null ? part + 1 : part
  await on.query(
    `update sync_runs set checkpoint = $2, parts_read = $3, read_complete = $4, pages = pages + 1,
       tickets = tickets + $5, requests = requests + $6, removed_characters = removed_characters + $7,
       has_new_accounts = has_new_accounts or $8
     where run_id = $1`,
    [
      ...[runId, checkpoint, partsRead, partsRead >= partsOf(run.scopes).length],
      ...[saved.tickets, requests, saved.removedCharacters, saved.hasNewAccounts],
    ],
  )
}

/** Keys are only ever added: those tickets have now, and those that their history names. */
export function keysOf(tickets: readonly Ticket[], events: readonly TicketEvent[]): TicketKey[] {
  const keys: TicketKey[] = tickets.map(({ connectionId, ticketId, key }) => ({
    connectionId,
    ticketId,
    key,
  }))
  for (const event of events) {
    if (event.kind !== 'key') continue
    const { connectionId, ticketId } = event
    keys.push({ connectionId, ticketId, key: event.fromKey }, { connectionId, ticketId, key: event.toKey })
  }
  return keys
}

/** Every ticket of every connection, those that left the tracker and those that are only context included, in the order of their ids. */
export function loadTickets(store: Store): Promise<Ticket[]> {
  return collectRows(store, ticketTable.row, `${selectFrom(ticketTable)} order by ${inRefOrder}`)
}

/**
 * Events of a time (half-open; all without bounds), in the order in which they happened.
 * @internal for tests
 */
export function loadEvents(
  store: Store,
  { fromAt, toAt }: { readonly fromAt?: Instant; readonly toAt?: Instant } = {},
): Promise<TicketEvent[]> {
  return collectRows(
    store,
    storedEvent,
    `${selectFrom(eventTable)}
     where happened_at >= coalesce($1, '-infinity'::timestamptz) and happened_at < coalesce($2, 'infinity'::timestamptz)
     order by happened_at, ${inRefOrder}, kind collate "C", event_id collate "C"`,
    [timestampOf(fromAt ?? null), timestampOf(toAt ?? null)],
  )
}

/** Every status of every connection. */
export function loadStatuses(store: Store): Promise<Status[]> {
  return selectRows(
    store.pool,
    statusTable.row,
    `${selectFrom(statusTable)} order by connection_id, status_id collate "C"`,
  )
}

/** Every account of every connection. */
export function loadUsers(store: Store): Promise<TrackerUser[]> {
  return selectRows(
    store.pool,
    userTable.row,
    `${selectFrom(userTable)} order by connection_id, account_id collate "C"`,
  )
}

/** Every project and initiative of every connection. */
export function loadContainers(store: Store): Promise<Container[]> {
  return selectRows(
    store.pool,
    containerTable.row,
    `${selectFrom(containerTable)} order by connection_id, container_id collate "C"`,
  )
}

/** The tickets that have or had this key, on any connection; those that have it now come first. */
export function loadTicket(store: Store, key: string): Promise<Ticket[]> {
  return selectRows(
    store.pool,
    ticketTable.row,
    `${selectFrom(ticketTable)} t
     where exists (select from ticket_keys k where k.connection_id = t.connection_id
       and k.ticket_id = t.ticket_id and k.key = any($1))
     order by key <> all($1), ${inRefOrder}`,
    // Trackers write keys in capitals, people don't always.
    [[key, key.toUpperCase()]],
  )
}

/** One ticket by its ids; null where it isn't stored. */
export function loadTicketByRef(store: Store, ref: TicketRef): Promise<Ticket | null> {
  return selectRow(
    store.pool,
    ticketTable.row,
    `${selectFrom(ticketTable)} where connection_id = $1 and ticket_id = $2`,
    [ref.connectionId, ref.ticketId],
  )
}

const formerKeyRow = z.object({ key: z.string(), connectionId: z.string(), ticketId: z.string() })

/**
 * Tickets by the keys that they had and that no ticket has now; several may have had the same one.
 * @param ofTickets defaults to all
 */
export async function loadFormerKeys(
  store: Store,
  ofTickets?: readonly TicketRef[],
): Promise<Map<string, TicketRef[]>> {
  const rows = await collectRows(
    store,
    formerKeyRow,
    `select key, connection_id as "connectionId", ticket_id as "ticketId" from ticket_keys former
     where not exists (select from tickets where tickets.key = former.key)
       and ($1::text[] is null or (connection_id, ticket_id) in (select * from unnest($2::uuid[], $1::text[])))
     order by key collate "C", ${inRefOrder}`,
    [
      ofTickets?.map(({ ticketId }) => ticketId) ?? null,
      ofTickets?.map(({ connectionId }) => connectionId) ?? null,
    ],
  )
  return Map.groupBy(rows, ({ key }) => key)
}

/** The events of one ticket, in the order in which they happened. */
export function loadTicketEvents(store: Store, ref: TicketRef): Promise<TicketEvent[]> {
  return selectRows(
    store.pool,
    storedEvent,
    `${selectFrom(eventTable)} where connection_id = $1 and ticket_id = $2
     order by happened_at, kind collate "C", event_id collate "C"`,
    [ref.connectionId, ref.ticketId],
  )
}

const countRow = z.object({ tickets: z.number() })

/**
 * How many tickets are stored, those that left the tracker included.
 * @internal for tests
 */
export async function countTickets(store: Store): Promise<number> {
  const row = await selectRow(store.pool, countRow, 'select count(*)::integer as tickets from tickets')
  return row?.tickets ?? 0
}
