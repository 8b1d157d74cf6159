import { afterAll, beforeAll } from 'vitest'
import { type Connection, createConnection } from '../../../adapters/store/connections/connections.ts'
import { openStore, type Store } from '../../../adapters/store/sql/client.ts'
import { type PageToSave, type SavedPage, savePage } from '../../../adapters/store/sync/save-page.ts'
import { openRun, type RunStart } from '../../../adapters/store/sync/sync-runs.ts'
import { emptyPage, type TicketPage } from '../../../adapters/trackers/tracker.ts'
import type { Edition } from '../../../domain/report/content/edition.ts'
import { at } from '../../builders/ticket.ts'
import { createTestDatabase } from '../../setup/database.ts'

export const nowAt = at('2026-06-12T12:00:00Z')

/** A database of its own for one test file; ask for the store inside tests only. */
export function storeForThisFile(): () => Store {
  let store: Store | null = null
  let drop = (): Promise<void> => Promise.resolve()
  beforeAll(async () => {
    const database = await createTestDatabase()
    drop = database.drop
    store = await openStore({ databaseUrl: database.url, applicationName: 'plumbline test' })
  })
  afterAll(async () => {
    await store?.close()
    await drop()
  })
  return () => {
    if (store === null) throw new Error('the store is open while tests run')
    return store
  }
}

/** Until so many statements of the store's database wait for other transactions. */
export async function waitForLocks({ pool }: Store, statements = 1): Promise<void> {
  for (let waiting = 0; waiting < statements; ) {
    const { rows } = await pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    waiting = rows.length
  }
}

let connections = 0

/** A Jira connection, of a name of its own unless one is given. */
export function aConnection(store: Store, name?: string): Promise<Connection> {
  connections += 1
  return createConnection(store, {
    name: name ?? `tracker-${connections}`,
    tracker: 'jira',
    baseUrl: 'https://tracker.example',
    siteId: null,
    authKind: 'api_token',
    accountEmail: 'ada@company.example',
    scopeKeys: [],
    secret: { keyId: 'key-1', iv: 'aXY=', tag: 'dGFn', ciphertext: 'c2VhbGVk' },
    nowAt,
  })
}

export function aRunStart(connectionId: string, changes: Partial<RunStart> = {}): RunStart {
  return {
    connectionId,
    depth: 'full',
    startedAt: at('2026-06-12T11:59:00.123Z'),
    reading: { kind: 'full', scopes: [{ scopeId: '10', key: 'CORE', name: 'Core', changedSinceAt: null }] },
    approximateTickets: 3,
    takesCensus: false,
    acceptsMissing: false,
    nowAt,
    ...changes,
  }
}

/** The same of a recent run, which reads what changed. */
export function aRecentStart(connectionId: string, changes: Partial<RunStart> = {}): RunStart {
  const scope = { scopeId: '10', key: 'CORE', name: 'Core', changedSinceAt: at('2026-06-12T11:00:00Z') }
  return {
    ...aRunStart(connectionId),
    depth: 'recent',
    reading: { kind: 'incremental', scopes: [scope] },
    ...changes,
  }
}

/** A page whose records all belong to this connection, whatever the builders said. */
export function pageOf(connectionId: string, records: Partial<TicketPage>): TicketPage {
  const { tickets, events, users, containers, statuses, quarantined } = { ...emptyPage, ...records }
  const here = <Row extends object>(row: Row) => ({ ...row, connectionId })
  return {
    tickets: tickets.map(here),
    events: events.map(here),
    users: users.map(here),
    containers: containers.map(here),
    statuses: statuses.map(here),
    quarantined: quarantined.map(here),
  }
}

/** Saves one page, the run's last, in a run of its own that stays open. */
export async function storeRecords(
  store: Store,
  connectionId: string,
  records: Partial<TicketPage>,
  changes: Partial<PageToSave> = {},
): Promise<SavedPage> {
  const run = await openRun(store, aRunStart(connectionId))
  const page = pageOf(connectionId, records)
  const save = { runId: run.runId, connectionId, page, part: 0, checkpoint: null, requests: 1, nowAt }
  return savePage(store, { ...save, ...changes })
}

export function anEdition(editionId: string, changes: Partial<Edition> = {}): Edition {
  return {
    editionId,
    quarter: '2026-Q2',
    kind: 'pre-planning',
    audience: 'executive',
    scope: { kind: 'company' },
    renderedAt: nowAt,
    subject: 'Where the time went',
    preheader: 'In one sentence',
    html: '<p>Hello</p>',
    text: 'Hello',
    pictures: [
      { contentId: 'plan', altText: 'Plan against actual', png: Uint8Array.of(137, 80, 0, 255) },
      { contentId: 'drift', altText: 'Drift', png: Uint8Array.of(1, 2) },
    ],
    ...changes,
  }
}
