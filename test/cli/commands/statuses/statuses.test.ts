import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore } from '../../../../adapters/store/sql/client.ts'
import { aConnection, storeRecords } from '../../../adapters/store/test-store.ts'
import { aTicket, at, statuses } from '../../../builders/ticket.ts'
import { createTestDatabase, type TestDatabase } from '../../../setup/database.ts'
import { makeTestFolder } from '../../../setup/test-folder.ts'
import { runInProcess } from '../../run-in-process.ts'

const nowAt = at('2026-06-12T12:00:00Z')
let database: TestDatabase
let environment: Record<string, string>
beforeAll(async () => {
  database = await createTestDatabase()
  environment = { DATABASE_URL: database.url, PLUMBLINE_DATA_DIR: makeTestFolder() }
  const store = await openStore({ databaseUrl: database.url })
  for (const name of ['Harbour', 'Meadow']) {
    const { connectionId } = await aConnection(store, name)
    const again = { connectionId, statusId: `${name}-2`, name: 'In Review', category: 'in_progress' } as const
    await storeRecords(store, connectionId, {
      statuses: [...statuses, again],
      tickets: [aTicket(`${name}-1`, { statusId: 'doing' })],
    })
  }
  await store.close()
})
afterAll(() => database.drop())

const plumbline = (...words: string[]) => runInProcess(['statuses', ...words], { environment, nowAt })

test('lists what each status counts as, and why', async () => {
  const { exitCode, stdout } = await plumbline()
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(
    /Harbour +doing +In Progress +in progress +1 +in progress \(the tracker’s category\)/,
  )
})

test('writes a meaning into the rules in force; a dry run stores nothing', async () => {
  const set = ['set', 'doing', '--connection', 'Harbour', '--means', 'waiting']
  const dry = await plumbline(...set, '--dry-run')
  expect(dry.stdout).toContain('Would change in the rule file:')
  expect(dry.stdout).toContain('+   - { status: "doing", means: waiting }  # In Progress')
  expect((await plumbline()).stdout).not.toContain('a line in the rule file')
  expect((await plumbline(...set)).stdout).toContain('Changed in the rule file:')
  expect((await plumbline()).stdout).toContain('waiting (a line in the rule file)')
  expect((await plumbline(...set)).stderr).toContain('nothing changes')
})

test('refuses a name that several have, one that none has, and a meaning that is none', async () => {
  const several = await plumbline('set', 'in review', '--means', 'done')
  expect([several.exitCode, several.stderr]).toEqual([1, expect.stringContaining('Harbour-2 on "Harbour"')])
  expect((await plumbline('set', 'Limbo', '--means', 'done')).exitCode).toBe(1)
  expect((await plumbline('set', 'doing', '--means', 'fine')).exitCode).toBe(2)
})
