import { afterAll, beforeAll, expect, test } from 'vitest'
import { queueNotice } from '../../../../adapters/store/deliver/queue/notices.ts'
import { queueDeliveries } from '../../../../adapters/store/deliver/queue/queue.ts'
import { queueSignInMail } from '../../../../adapters/store/deliver/send/sign-in-mails.ts'
import { saveEdition } from '../../../../adapters/store/report/editions.ts'
import { openStore, type Store } from '../../../../adapters/store/sql/client.ts'
import { inTransaction } from '../../../../adapters/store/sql/rows.ts'
import { anEdition } from '../../../adapters/store/test-store.ts'
import { at } from '../../../builders/ticket.ts'
import { createTestDatabase, type TestDatabase } from '../../../setup/database.ts'
import { makeTestFolder } from '../../../setup/test-folder.ts'
import { runInProcess } from '../../run-in-process.ts'

const nowAt = at('2026-06-13T12:00:00Z')
const ada = { email: 'ada@company.example', name: 'Ada Example' }
let database: TestDatabase
let store: Store
let environment: Record<string, string>

beforeAll(async () => {
  database = await createTestDatabase()
  environment = { DATABASE_URL: database.url, PLUMBLINE_DATA_DIR: makeTestFolder() }
  store = await openStore({ databaseUrl: database.url })
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

async function listed(...words: string[]): Promise<string> {
  return (await runInProcess(['deliveries', ...words], { environment, nowAt })).stdout
}

test('mails are listed of one kind alone: reports, notices and links to sign in', async () => {
  expect(await listed('--kind', 'sign-in-link')).toBe('Nobody asked for a sign-in link in the last week.\n')
  const row = { editionId: 'edition-1', recipientEmail: ada.email, recipientName: ada.name }
  const edition = anEdition('edition-1')
  await saveEdition(store, edition)
  await queueDeliveries(store, [{ ...row, suppressedBecause: null }], nowAt)
  await inTransaction(store, async (client) => {
    const notice = {
      ...{ noticeId: 'reminder-1', kind: 'review reminder' as const, quarter: '2026-Q2', teamId: 'core' },
      ...{
        audience: null,
        renderedAt: nowAt,
        subject: 'One day left',
        html: '<p>One</p>',
        text: 'One',
        pictures: [],
      },
    }
    await queueNotice(client, notice, [ada], nowAt)
    await queueSignInMail(client, { linkHash: 'a-hash', ...ada, nowAt })
  })
  const reports = await listed('--kind', 'report')
  expect(reports).toContain(edition.subject)
  expect(reports).not.toContain('One day left')
  const reminders = await listed('--kind', 'review-reminder', '--quarter', '2026-Q2')
  expect(reminders).toContain('queued (1):')
  expect(reminders).toContain('One day left')
  expect(reminders).not.toContain(edition.subject)
  expect(await listed('--kind', 'draft')).toBe('There are no drafts.\n')
  expect(await listed('--kind', 'sign-in-link')).toContain('Ada Example <ada@company.example>  queued')
  expect(JSON.parse(await listed('--kind', 'sign-in-link', '--json'))).toMatchObject({
    deliveries: [],
    signInMails: [{ recipientEmail: ada.email, state: 'queued' }],
  })
})

test('an unknown kind is refused with the ones that there are', async () => {
  const refused = await runInProcess(['deliveries', '--kind', 'letters'], { environment, nowAt })
  expect(refused.exitCode).toBe(2)
  expect(refused.stderr).toContain('write one of report, ')
})
