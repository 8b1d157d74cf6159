import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, lstatSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { Client, Connection } from '@temporalio/client'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { startPostgres } from '../../embedded/postgres/server.ts'
import { findTemporalBinary } from '../../embedded/temporal/binary.ts'
import { startTemporal } from '../../embedded/temporal/server.ts'
import { makeTestFolder } from '../setup/test-folder.ts'
import { waitUntil } from '../setup/wait-until.ts'

const log = (): void => undefined
let folder: string
const started: ChildProcess[] = []

beforeEach(() => {
  folder = makeTestFolder()
})

afterEach(async () => {
  for (const child of started.splice(0)) await kill(child)
  rmSync(folder, { recursive: true, force: true })
})

test('servers end with a process that is killed with -9, and the next start finds their data', {
  timeout: 60_000,
}, async () => {
  const killed = await startScript()
  await query(killed.url, 'create table kept as select 42 as answer')
  await withTemporal(killed.address, (client) =>
    client.workflow.start('waitsForItsWorker', { taskQueue: 'nobody', workflowId: 'kept' }),
  )
  await kill(killed.child)

  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log })
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

test('servers end by themselves within seconds when nobody starts again', { timeout: 60_000 }, async () => {
  const { child, url, address } = await startScript()
  await kill(child)
  await waitUntil(async () => !(await answers(url)), 8_000)
  await waitUntil(() => withTemporal(address, () => Promise.resolve(false)).catch(() => true), 8_000)
})

test('a second start on the same folder attaches, and its stop leaves the server alone', {
  timeout: 60_000,
}, async () => {
  const { url, address } = await startScript()
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log })
  const temporal = await startTemporal({
    dataDir: join(folder, 'temporal'),
    log,
    binary: await binary(),
    uiPort: null,
  })
  expect([postgres.attached, postgres.url, temporal.attached, temporal.address]).toEqual([
    true,
    url,
    true,
    address,
  ])
  await Promise.all([postgres.stop(), temporal.stop()])
  expect(await answers(url)).toBe(true)
})

test('two first starts at once share one server', async () => {
  const dataDir = join(folder, 'postgres')
  const both = await Promise.all([startPostgres({ dataDir, log }), startPostgres({ dataDir, log })])
  expect(both.map(({ attached }) => attached).sort()).toEqual([false, true])
  expect(both[0].url).toBe(both[1].url)
  await Promise.all(both.map((server) => server.stop()))
})

test("a lock file that a crash left doesn't block the start, even when its number is another process's by now", async () => {
  const dataDir = join(folder, 'postgres')
  const first = await startPostgres({ dataDir, log })
  const lock = join(dataDir, 'data', 'postmaster.pid')
  const left = readFileSync(lock, 'utf8').replace(/^\d+/, String(process.pid))
  await first.stop()
  writeFileSync(lock, left)
  const second = await startPostgres({ dataDir, log })
  expect(second).toMatchObject({ resumed: true, attached: false })
  await second.stop()
})

test("a claim that a crash left doesn't block the start, even when its number is another process's by now", {
  timeout: 30_000,
}, async () => {
  const options = { dataDir: join(folder, 'temporal'), log, binary: await binary(), uiPort: null }
  const first = await startTemporal(options)
  const claimFile = join(options.dataDir, 'server.json')
  const left = { ...JSON.parse(readFileSync(claimFile, 'utf8')), ownerPid: process.ppid }
  await first.stop()
  writeFileSync(claimFile, JSON.stringify(left))
  const second = await startTemporal(options)
  expect(second).toMatchObject({ resumed: true, attached: false })
  await second.stop()
})

test('data can lie in a folder that only we may enter: as root, it is kept where the server may', async () => {
  const dataDir = join(folder, 'postgres')
  chmodSync(folder, 0o700)
  const said: string[] = []
  const postgres = await startPostgres({ dataDir, log: (line) => said.push(line) })
  await query(postgres.url, 'create table kept as select 42 as answer')
  await postgres.stop()
  const again = await startPostgres({ dataDir, log })
  expect(await query(again.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  await again.stop()
  const data = join(dataDir, 'data')
  const isRoot = process.getuid?.() === 0
  expect(lstatSync(data).isSymbolicLink()).toBe(isRoot)
  expect(said.some((line) => line.includes('remove both'))).toBe(isRoot)
  if (isRoot) rmSync(dirname(realpathSync(data)), { recursive: true })
})

test('a server that ends at its start is told with its own words and its log file', async () => {
  const dataDir = join(folder, 'postgres')
  await (await startPostgres({ dataDir, log })).stop()
  writeFileSync(join(dataDir, 'data', 'PG_VERSION'), '12\n')
  await expect(startPostgres({ dataDir, log })).rejects.toThrow(
    /postgres\.log[\s\S]*initialized by PostgreSQL version 12/,
  )
})

async function startScript(): Promise<{ child: ChildProcess; url: string; address: string }> {
  const script = join(import.meta.dirname, 'guarded-servers.ts')
  const child = spawn(process.execPath, [script, folder, await binary()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  started.push(child)
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, ...z.object({ url: z.string(), address: z.string() }).parse(JSON.parse(line)) }
  }
  throw new Error('The script ended before its servers were ready.')
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
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

async function answers(url: string): Promise<boolean> {
  return await query(url, 'select').then(
    () => true,
    () => false,
  )
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
