import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../setup/database.ts'
import { startTcpRelay } from '../setup/tcp-relay.ts'
import { makeTestFolder } from '../setup/test-folder.ts'
import { waitUntil } from '../setup/wait-until.ts'
import { openOwnNamespace } from './own-namespace.ts'
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts'

let folder: string
let database: TestDatabase
let temporal: Awaited<ReturnType<typeof openOwnNamespace>>
const started: WorkerProcess[] = []

beforeAll(async () => {
  folder = makeTestFolder()
  database = await createTestDatabase()
  temporal = await openOwnNamespace()
})

afterAll(async () => {
  for (const { child, exited } of started) {
    child.kill('SIGKILL')
    await exited
  }
  await temporal.close()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

function start(
  name: string,
  environment: Readonly<Record<string, string>>,
  words: readonly string[] = [],
): WorkerProcess {
  const dataDir = join(folder, name)
  mkdirSync(dataDir)
  const worker = startWorkerProcess(
    {
      PLUMBLINE_DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: temporal.namespace,
      ...environment,
    },
    words,
  )
  started.push(worker)
  return worker
}

/** What it wrote beside its log, which is one JSON object a line. */
function linesBesideLog(worker: WorkerProcess): string[] {
  return worker
    .said()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{'))
}

describe.concurrent('a worker that can not start', () => {
  it('for its environment lists all that is wrong with it, shows no value, and exits with 78', async () => {
    const worker = start('environment', {
      DATABASE_URL: 'mysql://plumbline:hunter2@db.example/plumbline',
      SMTP_URL: 'hunter2',
      LOG_LEVEL: 'loud',
    })
    expect(await worker.exited).toBe(78)
    expect(linesBesideLog(worker)).toMatchObject([
      expect.stringContaining('.env.example'),
      expect.stringMatching(/^ {2}DATABASE_URL must be/),
      expect.stringMatching(/^ {2}SMTP_URL must be/),
      expect.stringMatching(/^ {2}LOG_LEVEL /),
    ])
    expect(worker.said()).not.toContain('hunter2')
  })

  it.each([
    [
      'a database that is not there',
      { DATABASE_URL: 'postgresql://plumbline:hunter2@127.0.0.1:1/plumbline' },
      'DATABASE_URL',
    ],
    ['a Temporal that is not there', { TEMPORAL_ADDRESS: '127.0.0.1:1' }, 'TEMPORAL_ADDRESS'],
  ])('for %s says so in one line and exits with 69', async (name, environment, variable) => {
    const worker = start(name, environment)
    expect(await worker.exited).toBe(69)
    expect(linesBesideLog(worker)).toEqual([expect.stringContaining(variable)])
    expect(worker.said()).not.toMatch(/hunter2|"msg":"ready"|^\s+at /m)
  })

  it('for a Temporal that goes away in the middle of the start ends, too, says so in one line and exits with 69', async () => {
    // The first connection is the client's, the second the worker's.
    const relay = await startTcpRelay(temporal.address, { most: 1 })
    const worker = start('goes-away', { TEMPORAL_ADDRESS: relay.address }, ['--only', 'worker'])
    expect(await worker.exited).toBe(69)
    expect(worker.said()).toContain('schedules reconciled')
    expect(linesBesideLog(worker)).toEqual([expect.stringContaining('TEMPORAL_ADDRESS')])
    await relay.close()
  })
})

describe.concurrent('npm start', () => {
  it('serves the pages beside the worker, and alone, several at once', async () => {
    const both = start('both', { WEB_PORT: '0' })
    const alone = start('alone', { WEB_PORT: '0' }, ['--only', 'web'])
    for (const each of [both, alone]) {
      await each.untilSaid('"msg":"ready"')
      const [, url = ''] = /"msg":"pages: ([^"]+)"/.exec(each.said()) ?? []
      const response = await fetch(`${url}/sign-in`)
      expect([response.status, (await response.text()).includes('Sign in to Plumbline')]).toEqual([200, true])
    }
    expect(alone.said()).not.toContain('schedules reconciled')
    for (const each of [both, alone]) each.child.kill('SIGTERM')
    expect(await Promise.all([both.exited, alone.exited])).toEqual([0, 0])
  })

  it('as the worker alone serves none; it ends in order, and has let go of the database', async () => {
    const own = await createTestDatabase()
    const worker = start('worker', { DATABASE_URL: own.url }, ['--only', 'worker'])
    await worker.untilSaid('"msg":"ready"')
    expect(worker.said()).not.toContain('pages:')
    expect(await connectionsTo(own.url)).toBeGreaterThan(0)
    worker.child.kill('SIGTERM')
    expect(await worker.exited).toBe(0)
    expect(worker.said()).toContain('stopping at SIGTERM')
    expect(worker.said()).toContain('"msg":"stopped"')
    expect(linesBesideLog(worker)).toEqual([])
    // The server's own processes take a moment to see that their clients have left.
    await waitUntil(async () => (await connectionsTo(own.url)) === 0)
    await own.drop()
  })

  it('ends at a signal though it still waits for a Temporal that went away while it started', async () => {
    // As above: the worker's own connection is never answered.
    const relay = await startTcpRelay(temporal.address, { passed: 1 })
    const worker = start('held', { TEMPORAL_ADDRESS: relay.address }, ['--only', 'worker'])
    await worker.untilSaid('schedules reconciled')
    worker.child.kill('SIGTERM')
    expect(await worker.exited).toBe(0)
    await relay.close()
  })

  it('says which port it can not have', async () => {
    const taken = start('taken', { WEB_PORT: String(new URL(database.url).port) }, ['--only', 'web'])
    expect(await taken.exited).toBe(78)
    expect(linesBesideLog(taken)).toEqual([expect.stringContaining('WEB_PORT')])
  })
})

async function connectionsTo(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, application_name: 'the test' })
  await client.connect()
  const { rowCount } = await client.query(
    `select from pg_stat_activity where datname = current_database() and application_name = 'plumbline'`,
  )
  await client.end()
  return rowCount ?? 0
}
