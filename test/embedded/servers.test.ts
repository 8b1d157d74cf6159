import { chmodSync, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startPostgres } from '../../embedded/postgres/server.ts'
import { findTemporalBinary } from '../../embedded/temporal/binary.ts'
import { startTemporal } from '../../embedded/temporal/server.ts'
import { putPostgresFolder } from '../setup/postgres-folder.ts'
import { makeFolderInMemory } from '../setup/test-folder.ts'
import { waitUntil } from '../setup/wait-until.ts'
import { answers, query, type ServerUser, startServerUser } from './server-users.ts'

const log = (): void => undefined
let folder: string
const users: ServerUser[] = []

beforeEach(() => {
  folder = makeFolderInMemory()
})

afterEach(async () => {
  for (const user of users.splice(0)) await user.kill()
  rmSync(folder, { recursive: true, force: true })
})

test('servers end with a process that is killed with -9, and the next start finds their data', async () => {
  await putPostgresFolder(join(folder, 'postgres'))
  const killed = await start()
  await query(killed.url, 'create table kept as select 42 as answer')
  await withTemporal(killed.address, (client) =>
    client.workflow.start('waitsForItsWorker', { taskQueue: 'nobody', workflowId: 'kept' }),
  )
  await killed.kill()

  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log, durable: false })
  expect(postgres).toMatchObject({ resumed: true, attached: false })
  expect(await query(postgres.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  await postgres.stop()

  const temporal = await startTemporal({
    dataDir: join(folder, 'temporal'),
    log,
    binary: await binary(),
    uiPort: null,
  })
  expect(temporal).toMatchObject({ resumed: true, attached: false, uiUrl: null })
  const kept = await withTemporal(temporal.address, (client) => client.workflow.getHandle('kept').describe())
  expect(kept.status.name).toBe('RUNNING')
  await temporal.stop()
  // Nothing of either life is left: whoever listened, listens no more.
  for (const place of [killed.url, postgres.url])
    await expect(query(place, 'select')).rejects.toThrow('ECONNREFUSED')
})

test('servers end by themselves within seconds when nobody starts again', async () => {
  await putPostgresFolder(join(folder, 'postgres'))
  const { kill, url, address } = await start()
  await kill()
  await waitUntil(async () => !(await answers(url)))
  await waitUntil(() => withTemporal(address, () => Promise.resolve(false)).catch(() => true))
})

test('two first starts at once share one server', async () => {
  const dataDir = join(folder, 'postgres')
  const both = await Promise.all([
    startPostgres({ dataDir, log, durable: false }),
    startPostgres({ dataDir, log, durable: false }),
  ])
  expect(both.map(({ attached }) => attached).sort()).toEqual([false, true])
  expect(both[0].url).toBe(both[1].url)
  await Promise.all(both.map((server) => server.stop()))
})

test("a lock file that a crash left doesn't block the start, even when its number is another process's by now", async () => {
  const dataDir = join(folder, 'postgres')
  await putPostgresFolder(dataDir)
  const first = await startPostgres({ dataDir, log, durable: false })
  const lock = join(dataDir, 'data', 'postmaster.pid')
  const left = readFileSync(lock, 'utf8').replace(/^\d+/, String(process.pid))
  await first.stop()
  writeFileSync(lock, left)
  const second = await startPostgres({ dataDir, log, durable: false })
  expect(second).toMatchObject({ resumed: true, attached: false })
  await second.stop()
})

test("an owner file that a crash left doesn't block the start, even when its number is another process's by now", async () => {
  const options = { dataDir: join(folder, 'temporal'), log, binary: await binary(), uiPort: null }
  const first = await startTemporal(options)
  const ownerFile = join(options.dataDir, 'server.json')
  const left = { ...JSON.parse(readFileSync(ownerFile, 'utf8')), pid: process.ppid }
  await first.stop()
  writeFileSync(ownerFile, JSON.stringify(left))
  const second = await startTemporal(options)
  expect(second).toMatchObject({ resumed: true, attached: false })
  await second.stop()
})

test('data can lie in a folder that only we may enter, even when root runs the server as another account', async () => {
  const dataDir = join(folder, 'postgres')
  chmodSync(folder, 0o700)
  const postgres = await startPostgres({ dataDir, log, durable: false })
  await query(postgres.url, 'create table kept as select 42 as answer')
  await postgres.stop()
  const again = await startPostgres({ dataDir, log, durable: false })
  expect(await query(again.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  await again.stop()
  expect(lstatSync(join(dataDir, 'data')).isDirectory()).toBe(true)
})

test('the error for a server that ends at its start has its output and its log file', async () => {
  const dataDir = join(folder, 'postgres')
  await putPostgresFolder(dataDir)
  writeFileSync(join(dataDir, 'data', 'PG_VERSION'), '12\n')
  await expect(startPostgres({ dataDir, log, durable: false })).rejects.toThrow(
    /postgres\.log[\s\S]*initialized by PostgreSQL version 12/,
  )
})

async function start(): Promise<ServerUser & { readonly address: string }> {
  const user = await startServerUser(folder, await binary())
  users.push(user)
  return { ...user, address: user.address ?? '' }
}

function binary(): Promise<string> {
  return findTemporalBinary({ explicitPath: process.env['TEMPORAL_CLI_PATH'] ?? null, log: console.error })
}

async function withTemporal<T>(address: string, ask: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address, connectTimeout: 2_000 })
  try {
    return await ask(new Client({ connection }))
  } finally {
    await connection.close()
  }
}
