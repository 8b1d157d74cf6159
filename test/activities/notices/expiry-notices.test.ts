import { beforeEach, expect, test } from 'vitest'
import { noticeExpiries } from '../../../activities/notices/expiry-notices.ts'
import { getConnection } from '../../../adapters/store/connections/connections.ts'
import { listDeliveries } from '../../../adapters/store/deliver/deliveries.ts'
import { loadNotice } from '../../../adapters/store/deliver/queue/notices.ts'
import { recordOutcome } from '../../../adapters/store/deliver/send/outcomes.ts'
import { auditPage } from '../../../queries/audit/audit.ts'
import { changeSecretExpiry } from '../../../queries/connections/secret-expiry.ts'
import { makeAdmin } from '../../../queries/sign-in/admins.ts'
import { claimOne } from '../../adapters/store/deliver/claim-one.ts'
import { aConnection, storeForThisFile } from '../../adapters/store/test-store.ts'

const store = storeForThisFile()
const day = 86_400_000
const expiresAt = Date.parse('2026-12-31T00:00:00Z')
const ada = 'ada@company.example'
let connectionId = ''

beforeEach(async () => {
  await store().pool.query('truncate connections, notices, deliveries, admins cascade')
  connectionId = (await aConnection(store())).connectionId
  await expires(expiresAt)
})

function expires(at: number | null): Promise<boolean> {
  return changeSecretExpiry(store(), connectionId, { expiresAt: at, actor: ada, nowAt: 0 })
}

async function lookAt(nowAt: number): Promise<string[]> {
  const found = await noticeExpiries({
    ...{ store: store(), now: () => nowAt, publicOrigin: 'https://plumbline.example' },
  })
  return found.flatMap(({ noticeIds }) => noticeIds.map((id) => id.split('/').slice(2).join(' ')))
}

test('each warning is mailed once to each admin, whenever and however often it is looked', async () => {
  await makeAdmin(store(), { email: ada, actor: 'command line', nowAt: 0 })
  expect(await lookAt(expiresAt - 31 * day)).toEqual([])
  expect(await lookAt(expiresAt - 30 * day)).toEqual(['2026-12-31 30'])
  expect(await lookAt(expiresAt - 30 * day)).toEqual(['2026-12-31 30'])
  const claimed = await claimOne(store(), { nowAt: expiresAt, leaseMs: 1_000, worker: 'test' })
  const claim = { deliveryId: claimed?.delivery.deliveryId ?? '', attemptId: claimed?.attemptId ?? '' }
  await recordOutcome(store(), { ...claim, outcome: { kind: 'sent', reply: '250' }, nowAt: expiresAt })
  expect(await lookAt(expiresAt - 29 * day)).toEqual([])
  // Nobody was there to look a week before.
  expect(await lookAt(expiresAt - day)).toEqual(['2026-12-31 1'])
  expect(await lookAt(expiresAt)).toEqual(['2026-12-31 1', '2026-12-31 expired'])
  const mails = await listDeliveries(store())
  expect(mails.map(({ kind, recipientEmail, quarter }) => [kind, recipientEmail, quarter])).toEqual(
    Array.from({ length: 3 }, () => ['expiry notice', ada, '2026-Q4']),
  )
})

test('another date is warned of anew, and none is not', async () => {
  await makeAdmin(store(), { email: ada, actor: 'command line', nowAt: 0 })
  expect(await lookAt(expiresAt - day)).toEqual(['2026-12-31 1'])
  await expires(expiresAt + day)
  expect(await lookAt(expiresAt - day)).toEqual(['2026-12-31 1', '2027-01-01 7'])
  await expires(null)
  await store().pool.query('truncate notices cascade')
  expect(await lookAt(expiresAt)).toEqual([])
})

test('who becomes an admin later still gets it, with what to do and where', async () => {
  expect(await lookAt(expiresAt - day)).toEqual([])
  await makeAdmin(store(), { email: ada, actor: 'command line', nowAt: 0 })
  expect(await lookAt(expiresAt - day)).toHaveLength(1)
  const notice = await loadNotice(store(), `expiry/${connectionId}/2026-12-31/1`)
  const name = (await getConnection(store(), connectionId))?.name ?? ''
  expect(notice?.subject).toContain('its API token expires in 1 day')
  expect(notice?.text).toContain(name)
  expect(notice?.text).toContain('31 December')
  expect(notice?.text).toContain('https://id.atlassian.com/manage-profile/security/api-tokens')
  expect(notice?.html).toContain(`https://plumbline.example/connections/${connectionId}`)
})

test('the same date once more is no change, and another one is', async () => {
  const entries = async () =>
    (await auditPage(store(), { beforeNumber: null, size: 50 })).entries.filter(
      ({ action }) => action === 'change expiry',
    )
  const before = (await entries()).length
  await expires(expiresAt)
  expect(await entries()).toHaveLength(before)
  await expires(expiresAt + day)
  expect(await entries()).toHaveLength(before + 1)
})
