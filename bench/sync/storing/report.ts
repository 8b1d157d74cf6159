import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection, removeConnection } from '../../../adapters/store/connections/connections.ts'
import { openStore, type Store } from '../../../adapters/store/sql/client.ts'
import { migrate } from '../../../adapters/store/sql/migrate.ts'
import { batchesOf } from '../../../adapters/store/sync/page-batches.ts'
import { saveBatches } from '../../../adapters/store/sync/save-page.ts'
import { openRun } from '../../../adapters/store/sync/sync-runs.ts'
import type { TicketPage } from '../../../adapters/trackers/tracker.ts'
import { startPostgres } from '../../../embedded/postgres/server.ts'
import { mappedPages } from './mapped-pages.ts'
import { storePlainly } from './plain-pg.ts'

const rounds = 3

interface Round {
  readonly firstSeconds: number
  readonly againSeconds: number
}

/** Prints how fast pages are stored, and stored again, beside plain `pg`: in turns, the best of each. */
export async function reportStore(tickets: number): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const pages = await mappedPages(tickets)
  const store = await openBenchStore(stack)
  const rows = pages.reduce((sum, page) => sum + page.tickets.length + page.events.length, 0)
  const ours: Round[] = []
  const plain: Round[] = []
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await inRound(store, pages, storeOurs))
    plain.push(await inRound(store, pages, storePlainly))
  }
  console.log(
    `${rows} tickets and events stored in pages; rows a second, the best of ${rounds} rounds in turns`,
  )
  console.log('                ours  plain pg  ours / plain')
  print('new', rows, bestOf(ours, 'firstSeconds'), bestOf(plain, 'firstSeconds'))
  print('as stored', rows, bestOf(ours, 'againSeconds'), bestOf(plain, 'againSeconds'))
  console.log('aims       ours / plain 0.8\n')
}

function bestOf(done: readonly Round[], which: keyof Round): number {
  return Math.min(...done.map((round) => round[which]))
}

function print(what: string, rows: number, ours: number, plain: number): void {
  const cells = [rows / ours, rows / plain].map((perSecond) => perSecond.toFixed(0).padStart(9))
  console.log(`${what.padEnd(10)} ${cells.join(' ')} ${(plain / ours).toFixed(2).padStart(13)}`)
}

type StorePages = (store: Store, connectionId: string, pages: readonly TicketPage[]) => Promise<void>

/** Both times with a connection of its own, which is removed after it. */
async function inRound(store: Store, pages: readonly TicketPage[], storePages: StorePages): Promise<Round> {
  const connectionId = await connect(store)
  const own = pages.map((page) => ofConnection(page, connectionId))
  const firstSeconds = await secondsOf(() => storePages(store, connectionId, own))
  const againSeconds = await secondsOf(() => storePages(store, connectionId, own))
  await removeConnection(store, connectionId)
  await store.pool.query('vacuum tickets, ticket_events, ticket_keys')
  return { firstSeconds, againSeconds }
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / 1000
}

/** As a sync does it: batches are made of a page, and stored with its checkpoint in one transaction. */
async function storeOurs(store: Store, connectionId: string, pages: readonly TicketPage[]): Promise<void> {
  const nowAt = Date.now()
  const { runId } = await openRun(store, {
    connectionId,
    depth: 'full',
    startedAt: nowAt,
    reading: { kind: 'full', scopes: [{ scopeId: '1', key: 'BENCH', name: 'Bench', changedSinceAt: null }] },
    approximateTickets: null,
    takesCensus: false,
    acceptsMissing: false,
    nowAt,
  })
  for (const [place, page] of pages.entries()) {
    const checkpoint = place === pages.length - 1 ? null : `page ${place}`
    await saveBatches(
      store,
      { runId, connectionId, part: 0, checkpoint, requests: 1, nowAt },
      batchesOf(page),
    )
  }
  // The same rows once more are another run's.
  await store.pool.query(`update sync_runs set state = 'finished', ended_at = now() where run_id = $1`, [
    runId,
  ])
}

function ofConnection(page: TicketPage, connectionId: string): TicketPage {
  const own = <Row extends object>(rows: readonly Row[]) => rows.map((row) => ({ ...row, connectionId }))
  const { tickets, events, users, named = [], statuses } = page
  return {
    ...page,
    tickets: own(tickets),
    events: own(events),
    users: own(users),
    named: own(named),
    statuses: own(statuses),
  }
}

async function openBenchStore(stack: AsyncDisposableStack): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  stack.defer(() => rmSync(folder, { recursive: true, force: true }))
  const dataDir = join(folder, 'postgres')
  const postgres = await startPostgres({ dataDir, log: () => undefined, durable: true })
  stack.defer(() => postgres.stop())
  await migrate(postgres.url)
  const store = await openStore({ databaseUrl: postgres.url })
  stack.defer(() => store.close())
  return store
}

async function connect(store: Store): Promise<string> {
  const { connectionId } = await createConnection(store, {
    name: 'bench',
    tracker: 'jira',
    baseUrl: 'https://bench.example',
    siteId: null,
    authKind: 'api_token',
    accountEmail: 'ada@company.example',
    scopeKeys: [],
    secret: { keyId: 'key-1', iv: 'aXY=', tag: 'dGFn', ciphertext: 'c2VhbGVk' },
    nowAt: Date.now(),
  })
  return connectionId
}
