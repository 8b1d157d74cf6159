import { expect, test } from 'vitest'
import {
  countDeliveries,
  listDeliveries,
  listDeliveryPart,
  listDeliveryQuarters,
} from '../../../../../adapters/store/deliver/deliveries.ts'
import { loadNotice, queueNotice } from '../../../../../adapters/store/deliver/queue/notices.ts'
import { queueDeliveries } from '../../../../../adapters/store/deliver/queue/queue.ts'
import { waitingMails } from '../../../../../adapters/store/deliver/queue/waiting-mails.ts'
import { makeSettlement } from '../../../../../adapters/store/deliver/returned/settlements.ts'
import { exportDeliveries } from '../../../../../adapters/store/export/tables.ts'
import { saveEdition } from '../../../../../adapters/store/report/editions.ts'
import { inTransaction } from '../../../../../adapters/store/sql/rows.ts'
import type { Notice } from '../../../../../domain/deliver/readers/notice.ts'
import { anEdition, nowAt, storeForThisFile } from '../../test-store.ts'
import { claimOne } from '../claim-one.ts'

const store = storeForThisFile()

const una = { email: 'Una@company.example', name: 'Una Fixture' }
const vic = { email: 'vic@company.example', name: 'Vic Model' }

function aNotice(noticeId: string, changes: Partial<Notice> = {}): Notice {
  return {
    noticeId,
    kind: 'drift notice',
    quarter: '2026-Q2',
    teamId: 'search',
    audience: null,
    renderedAt: nowAt,
    subject: 'Search: reliability days are being spent at a third of the planned pace',
    html: '<p>At this pace</p>',
    text: 'At this pace',
    pictures: [{ contentId: 'drift', altText: 'Days left', png: Uint8Array.of(137, 80, 0, 255) }],
    ...changes,
  }
}

function queued(notice: Notice, readers = [una, vic]): Promise<number> {
  return inTransaction(store(), (client) => queueNotice(client, notice, readers, nowAt))
}

test('a notice is kept as it was mailed, and queued once for each reader, whatever their address’s case', async () => {
  expect(await queued(aNotice('once'))).toBe(2)
  const again = aNotice('once', { subject: 'Another subject', pictures: [] })
  expect(await queued(again, [{ ...una, email: 'UNA@COMPANY.example' }, vic])).toBe(0)
  expect(await loadNotice(store(), 'once')).toEqual(aNotice('once'))
  expect(await listDeliveries(store(), { mailIds: ['once'] })).toMatchObject([
    {
      noticeId: 'once',
      editionId: null,
      recipientEmail: 'una@company.example',
      state: 'queued',
      kind: 'drift notice',
    },
    { noticeId: 'once', editionId: null, recipientEmail: 'vic@company.example', quarter: '2026-Q2' },
  ])
  expect(await loadNotice(store(), 'another')).toBeNull()
})

test('what was rolled back leaves neither a notice nor a mail', async () => {
  const failing = inTransaction(store(), async (client) => {
    await queueNotice(client, aNotice('undone'), [una], nowAt)
    throw new Error('killed')
  })
  await expect(failing).rejects.toThrow('killed')
  expect(await loadNotice(store(), 'undone')).toBeNull()
  expect(await listDeliveries(store(), { mailIds: ['undone'] })).toEqual([])
})

test('a mail brings an edition or a notice, never both nor neither', async () => {
  await queued(aNotice('one'))
  const asked = (set: string) => store().pool.query(`update deliveries set ${set} where notice_id = 'one'`)
  await saveEdition(store(), anEdition('an edition', { quarter: '2019-Q1' }))
  await expect(asked(`edition_id = 'an edition'`)).rejects.toThrow('deliveries_of_one_mail')
  await expect(asked('notice_id = null')).rejects.toThrow('deliveries_of_one_mail')
})

test('who sends some notices claims these alone, and each once', async () => {
  await saveEdition(store(), anEdition('report', { quarter: '2020-Q1' }))
  await queueDeliveries(
    store(),
    [{ editionId: 'report', recipientEmail: una.email, recipientName: una.name, suppressedBecause: null }],
    nowAt,
  )
  await queued(aNotice('first'), [una])
  await queued(aNotice('second'), [una])
  const claim = (...mailIds: string[]) =>
    claimOne(store(), { nowAt, leaseMs: 60_000, mailIds, worker: 'worker-1' })
  expect(await claim('first')).toMatchObject({ delivery: { noticeId: 'first', state: 'sending' } })
  expect(await claim('first')).toBeNull()
  expect(await claim('second', 'report')).not.toBeNull()
  expect(await claim('second', 'report')).not.toBeNull()
  expect(await claim('second', 'report')).toBeNull()
})

test('lists, counts and exports tell of notices as of reports', async () => {
  await queued(aNotice('listed', { quarter: '2031-Q3', kind: 'review request' }))
  const filter = { quarter: '2031-Q3' }
  expect(await listDeliveryPart(store(), filter, { from: 0, size: 9 })).toHaveLength(2)
  expect(await countDeliveries(store(), filter)).toMatchObject({ queued: 2 })
  expect((await listDeliveryQuarters(store()))[0]).toBe('2031-Q3')
  expect((await waitingMails(store())).at(-1)).toEqual({ quarter: '2031-Q3', mails: 2, sinceAt: nowAt })
  expect((await waitingMails(store(), 'reports')).map(({ quarter }) => quarter)).not.toContain('2031-Q3')
  const waitingAt = async (dueAt: number) =>
    (await waitingMails(store(), 'all', dueAt)).find(({ quarter }) => quarter === '2031-Q3')?.mails
  await store().pool.query(
    `update deliveries set not_before_at = to_timestamp($1::double precision / 1000) where notice_id = 'listed'`,
    [nowAt + 1],
  )
  expect([await waitingAt(nowAt), await waitingAt(nowAt + 1)]).toEqual([undefined, 2])
  const rows = []
  for await (const row of exportDeliveries(store())) rows.push(row)
  expect(rows.at(-1)).toMatchObject({
    quarter: '2031-Q3',
    kind: 'review request',
    audience: null,
    scope: 'team:search',
    recipient_email: 'vic@company.example',
  })
})

test('a notice’s mail is settled like a report’s, and its address is never mended to another reader’s', async () => {
  await queued(aNotice('settled'))
  await queued(aNotice('of the same readers'))
  const [first] = await listDeliveries(store(), { mailIds: ['settled'] })
  const settle = (decision: 'suppress' | 'send again', mendedEmail: string | null = null) =>
    makeSettlement(store(), {
      deliveryId: first?.deliveryId ?? '',
      decision,
      because: 'asked for none',
      mendedEmail,
      actor: 'ada@company.example',
      nowAt,
    })
  expect(await settle('suppress')).toMatchObject({ kind: 'settled', after: 'suppressed' })
  expect(await settle('send again', 'vic@company.example')).toMatchObject({ kind: 'address taken' })
  expect(await settle('send again', 'wim@company.example')).toMatchObject({
    kind: 'settled',
    after: 'queued',
  })
})
