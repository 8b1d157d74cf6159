import type { Instant } from '../../../domain/instant.ts'
import { eventKindsOf, type IncompleteTicket } from '../../../domain/sync/incomplete.ts'
import { partsOf } from '../../../domain/sync/reading.ts'
import type { TicketPage } from '../../trackers/tracker.ts'
import { nameAccounts } from '../accounts/named-accounts.ts'
import { holdsNewAccounts } from '../accounts/new-accounts.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'
import { batchOf, upsertBatch } from '../sql/upsert.ts'
import { type EventsOfKind, holdsEvents, replaceEvents } from '../tickets/events.ts'
import { quarantineRecords, releaseArrivals } from '../tickets/quarantine.ts'
import { containerTable, statusTable, ticketKeyTable, ticketTable, userTable } from '../tickets/tables.ts'
import { noteIncomplete, noteUntried } from './incomplete.ts'
import { batchesOf, type PageBatches } from './page-batches.ts'
import type { SyncRun } from './run-record.ts'
import { shortenedLists } from './shortened-lists.ts'
import { lockRun, SyncRunEndedError } from './sync-runs.ts'
import { fillUntold } from './untold-fields.ts'

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
export function saveBatches(
  store: Store,
  save: Omit<PageToSave, 'page'>,
  batches: PageBatches,
): Promise<SavedPage> {
  return inTransaction(store, async (client) => {
    const [run] = await Promise.all([
      lockRunning(client, save),
      // A database that fails loses the last pages with their checkpoints, and they are read anew. The part's last one waits for the disk.
      save.checkpoint === null ? null : client.query('set local synchronous_commit = off'),
    ])
    const replayed =
      run.partsRead > save.part || (save.checkpoint !== null && run.checkpoint === save.checkpoint)
    const saved = await storeBatches(client, { ...save, isReplayed: replayed }, batches)
    if (!replayed) await advance(client, { run, save, saved })
    return saved
  })
}

/**
 * Stores a page that isn't prepared yet. @throws SyncRunEndedError as {@link saveBatches}
 * @internal for tests
 */
export function savePage(store: Store, save: PageToSave): Promise<SavedPage> {
  return saveBatches(store, save, batchesOf(save.page))
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

/** What the records of a page are stored with. */
export interface RecordsToStore extends Pick<PageToSave, 'connectionId' | 'nowAt'> {
  /** Whether its tickets were asked for alone, for their lists: what those lack is gone. Defaults to false. */
  readonly isAskedAgain?: boolean
  /** Whether the page was stored before: what it quarantines isn't counted once more. Defaults to false. */
  readonly isReplayed?: boolean
}

/**
 * Stores the records of a page; a ticket's stored events become those of the page.
 *
 * What needs no answer of another statement is sent with it, and the database takes one after the other: whoever waits for an answer
 * waits for the event loop too, which maps the next pages meanwhile.
 */
export async function storeBatches(
  on: Queryable,
  { connectionId, nowAt, isAskedAgain = false, isReplayed = false }: RecordsToStore,
  { page: read, tickets, events, quarantined, ticketIds, accountIds, batches, keys }: PageBatches,
): Promise<SavedPage> {
  const filled = await fillUntold(on, connectionId, tickets, read.untoldFields ?? [])
  const ticketBatch = filled === tickets ? batches.tickets : batchOf(ticketTable, filled)
  const [hasNewAccounts, , , , , , areStored] = await Promise.all([
    holdsNewAccounts(on, connectionId, accountIds),
    upsertBatch(on, statusTable, batches.statuses),
    upsertBatch(on, userTable, batches.users),
    upsertBatch(on, containerTable, batches.containers),
    nameAccounts(on, batches.named),
    upsertBatch(on, ticketTable, ticketBatch),
    holdsEvents(on, connectionId, ticketIds),
  ])
  const short = areStored
    ? await shortenedLists(on, connectionId, {
        tickets,
        events,
        historiesOnlyGrow: read.historiesOnlyGrow === true,
      })
    : []
  const told = new Set([...(read.untold ?? []), ...(read.incomplete ?? [])].map(keyOf))
  const shortened = short.filter(
    (list) => !told.has(keyOf(list)) && !(isAskedAgain && list.part !== 'history'),
  )
  const page = { ...read, incomplete: [...shortened, ...(read.incomplete ?? [])] }
  const arrived = {
    ticketIds,
    accountIds: page.users.map((user) => user.accountId),
    containerIds: page.containers.map((container) => container.containerId),
  }
  const replacing = { ticketIds, batch: batches.events, kept: keptOf(page), areStored }
  const [, , , , setAside] = await Promise.all([
    replaceEvents(on, connectionId, replacing),
    noteIncomplete(on, connectionId, { page, tickets, nowAt }).then(() =>
      noteUntried(on, connectionId, shortened),
    ),
    upsertBatch(on, ticketKeyTable, keys),
    releaseArrivals(on, connectionId, arrived, quarantined),
    quarantineRecords(on, quarantined, { nowAt, isReplayed }),
  ])
  return {
    tickets: batches.tickets.rows,
    events: batches.events.rows,
    quarantined: setAside,
    removedCharacters: Object.values(batches).reduce((sum, batch) => sum + batch.removedCharacters, 0),
    hasNewAccounts,
  }
}

function keyOf({ ticketId, part }: Pick<IncompleteTicket, 'ticketId' | 'part'>): string {
  return `${ticketId} ${part}`
}

/** What is stored of a list that didn't come, or not whole, may be more than what came. */
function keptOf({ incomplete = [], untold = [] }: TicketPage): EventsOfKind[] {
  return [...incomplete, ...untold].flatMap(({ ticketId, part }) =>
    eventKindsOf[part].map((kind) => ({ ticketId, kind })),
  )
}

async function advance(
  on: Queryable,
  {
    run,
    save,
    saved,
  }: { readonly run: SyncRun; readonly save: Omit<PageToSave, 'page'>; readonly saved: SavedPage },
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
