import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { openStore, type Store, StoreUnavailableError } from '../../../../adapters/store/sql/client.ts'
import { migrate } from '../../../../adapters/store/sql/migrate.ts'
import { collectRows, inTransaction, streamRows } from '../../../../adapters/store/sql/rows.ts'
import { openSession } from '../../../../adapters/store/sql/session.ts'
import { type EmbeddedPostgres, startPostgres } from '../../../../embedded/postgres/server.ts'
import { commandLineOf } from '../../../../embedded/process/processes.mjs'
import { putPostgresFolder } from '../../../setup/postgres-folder.ts'
import { makeFolderInMemory } from '../../../setup/test-folder.ts'
import { waitUntil } from '../../../setup/wait-until.ts'

// An error event that nobody hears fails the run as an unhandled error, whatever the tests themselves expect.

let folder: string
let server: EmbeddedPostgres
let store: Store

beforeEach(async () => {
  folder = makeFolderInMemory()
  await putPostgresFolder(join(folder, 'postgres'))
  server = await startPostgres({ dataDir: join(folder, 'postgres'), log: () => undefined, durable: false })
  store = await openStore({ databaseUrl: server.url })
})

afterEach(async () => {
  await store.close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const anyRow = z.object({})

/** Of the sessions that the killed server had. */
let sessionPids: readonly number[]

/** Kills the server's first process; its others end by themselves ("unexpected postmaster exit"). */
async function killServer(): Promise<void> {
  sessionPids = await pidsOfSessions()
  const lock = readFileSync(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8')
  process.kill(Number.parseInt(lock, 10), 'SIGKILL')
  await expect(server.lost).rejects.toThrow()
}

async function pidsOfSessions(): Promise<number[]> {
  const onlooker = await openStore({ databaseUrl: server.url })
  try {
    const others =
      "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"
    return z
      .array(z.object({ pid: z.number() }))
      .parse((await onlooker.pool.query(others)).rows)
      .map(({ pid }) => pid)
  } finally {
    await onlooker.close()
  }
}

/** A session that hasn't yet seen that the first process is gone would still answer. */
async function whenGone(): Promise<void> {
  await waitUntil(() => sessionPids.every((pid) => commandLineOf(pid) === null))
}

test('a server that dies while nobody asks it fails the next query, and only that', async () => {
  await Promise.all([1, 2, 3].map(() => store.pool.query('select pg_sleep(0.1)')))
  await killServer()
  await whenGone()
  await expect(store.pool.query('select 1')).rejects.toBeInstanceOf(StoreUnavailableError)
})

test('a server that dies in a query fails that query', async () => {
  const sleeping = store.pool.query('select pg_sleep(60)')
  await Promise.all([expect(sleeping).rejects.toBeInstanceOf(StoreUnavailableError), killServer()])
})

test('a server that dies between two statements of a transaction fails the next one', async () => {
  const transaction = inTransaction(store, async (client) => {
    await client.query('select 1')
    await killServer()
    await whenGone()
    await client.query('select 2')
  })
  await expect(transaction).rejects.toBeInstanceOf(StoreUnavailableError)
})

test('a server that dies while rows are read fails the reading', async () => {
  let killed = false
  const reading = async () => {
    for await (const _ of streamRows(store, anyRow, 'select from generate_series(1, 20000)')) {
      if (killed) continue
      killed = true
      await killServer()
      await whenGone()
    }
  }
  await expect(reading()).rejects.toBeInstanceOf(StoreUnavailableError)
})

test('a server that dies in a migration, or while a session of its own is idle, is reported as such', async () => {
  const session = await openSession(server.url)
  await session.query(`select pg_advisory_lock(72707369)`)
  const migrating = migrate(server.url)
  const refused = expect(migrating).rejects.toBeInstanceOf(StoreUnavailableError)
  await waitUntil(async () => {
    const waiting = await collectRows(store, anyRow, `select from pg_locks where not granted`)
    return waiting.length > 0
  })
  await killServer()
  await refused
  await whenGone()
  await expect(session.query('select 1')).rejects.toBeInstanceOf(StoreUnavailableError)
  await session.end()
})

test('a server that is killed and started again is used again', async () => {
  await store.pool.query('select 1')
  await killServer()
  await whenGone()
  // A server's own process may still serve a moment after the postmaster has gone.
  const failure = () =>
    store.pool.query('select 1').then(
      () => null,
      (error: unknown) => error,
    )
  await expect.poll(failure).toBeInstanceOf(StoreUnavailableError)
  await server.stop()
  server = await startPostgres({ dataDir: join(folder, 'postgres'), log: () => undefined, durable: false })
  const again = await openStore({ databaseUrl: server.url })
  expect((await again.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await again.close()
})
