import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore } from '../../../../adapters/store/sql/client.ts'
import { auditPage } from '../../../../queries/audit/audit.ts'
import { addressOfLink } from '../../../../queries/sign-in/links.ts'
import { at } from '../../../builders/ticket.ts'
import { createTestDatabase, type TestDatabase } from '../../../setup/database.ts'
import { makeTestFolder } from '../../../setup/test-folder.ts'
import { runInProcess } from '../../run-in-process.ts'

const nowAt = at('2026-06-12T12:00:00Z')
let database: TestDatabase
let environment: Record<string, string>

beforeAll(async () => {
  database = await createTestDatabase()
  environment = {
    DATABASE_URL: database.url,
    PLUMBLINE_DATA_DIR: makeTestFolder(),
    PUBLIC_URL: 'https://plumbline.company.example',
  }
})
afterAll(() => database.drop())

function plumbline(...words: string[]) {
  return runInProcess(words, { environment, nowAt })
}

test('makes an admin, and prints a link of the site that signs them in', async () => {
  const { exitCode, stdout } = await plumbline('admin', 'Ada@Company.Example')
  expect(exitCode).toBe(0)
  const [, token = ''] =
    /^https:\/\/plumbline\.company\.example\/sign-in\/link\/([\w-]{43})$/m.exec(stdout) ?? []
  const store = await openStore({ databaseUrl: database.url })
  expect(await addressOfLink(store, token, nowAt)).toBe('ada@company.example')
  await store.close()
  expect((await plumbline('admin')).stdout).toBe('ada@company.example\n')
  expect((await plumbline('admin', 'ada@company.example')).stdout).toContain('was an admin already')
})

test('takes the role away again; both stand in the audit trail', async () => {
  expect((await plumbline('admin', 'ada@company.example', '--remove')).exitCode).toBe(0)
  expect((await plumbline('admin', 'ada@company.example', '--remove')).exitCode).toBe(1)
  const store = await openStore({ databaseUrl: database.url })
  const { entries } = await auditPage(store, { beforeNumber: null, size: 10 })
  await store.close()
  const subject = 'admin ada@company.example'
  expect(entries).toMatchObject([
    { actor: 'command line', action: 'remove admin', subject, before: 'admin', after: null },
    { actor: 'command line', action: 'add admin', subject, before: null, after: 'admin' },
  ])
})

test.each([['nobody'], ['--remove'], ['a@b.example', 'c@d.example']])(
  'admin %s is refused',
  async (...words) => {
    expect((await plumbline('admin', ...words)).exitCode).toBe(2)
  },
)
