import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore } from '../../../../adapters/store/sql/client.ts'
import { aConnection } from '../../../adapters/store/test-store.ts'
import { at } from '../../../builders/ticket.ts'
import { createTestDatabase, type TestDatabase } from '../../../setup/database.ts'
import { makeTestFolder } from '../../../setup/test-folder.ts'
import { runInProcess } from '../../run-in-process.ts'

const nowAt = at('2026-06-12T12:00:00Z')
let database: TestDatabase
let environment: Record<string, string>
let scheduleId = ''
beforeAll(async () => {
  database = await createTestDatabase()
  environment = { DATABASE_URL: database.url, PLUMBLINE_DATA_DIR: makeTestFolder() }
  const store = await openStore({ databaseUrl: database.url })
  scheduleId = `sync-${(await aConnection(store, 'Harbour')).connectionId}`
  await store.close()
})
afterAll(() => database.drop())

const plumbline = (...words: string[]) => runInProcess(['schedules', ...words], { environment, nowAt })

test('lists what would run, and that nothing does while no worker runs; it starts no server to look', async () => {
  const { exitCode, stdout } = await plumbline()
  expect(exitCode).toBe(0)
  expect(stdout).toContain('No worker is running on this data folder')
  expect(stdout).toContain(`${scheduleId}  Sync of Harbour\n  Reads what changed, every 15 minutes.`)
})

test('pauses and resumes with who and why, also while no worker runs', async () => {
  const paused = await plumbline(
    'pause',
    scheduleId,
    '--because',
    'it moves',
    '--author',
    'ada@company.example',
  )
  expect(paused.stdout).toContain('is paused. Temporal can’t be reached')
  expect((await plumbline('pause', scheduleId)).stdout).toContain('was paused before.')
  const shown = (await plumbline()).stdout
  expect(shown).toContain('Paused by ada@company.example since 12 June 2026, 12:00 UTC: it moves')
  expect((await plumbline('resume', scheduleId)).stdout).toContain('runs again.')
  expect((await plumbline('resume', scheduleId)).stdout).toContain('is not paused.')
})

test('refuses what is no schedule, no address, too long a reason, and a run without a worker', async () => {
  const unknown = await plumbline('pause', 'weekly-invoices')
  expect([unknown.exitCode, unknown.stderr]).toEqual([1, expect.stringContaining(`there are: ${scheduleId}`)])
  expect((await plumbline('pause', scheduleId, '--author', 'ada')).exitCode).toBe(2)
  expect((await plumbline('pause', scheduleId, '--because', 'x'.repeat(501))).exitCode).toBe(2)
  expect((await plumbline('run', scheduleId)).stderr).toContain('start the worker (npm start)')
})
