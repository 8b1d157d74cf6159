import { expect, test } from 'vitest'
import { listDeliveries } from '../../../../../adapters/store/deliver/deliveries.ts'
import { queueNotice } from '../../../../../adapters/store/deliver/queue/notices.ts'
import { queueDeliveries } from '../../../../../adapters/store/deliver/queue/queue.ts'
import { loadReturns, recordReturn } from '../../../../../adapters/store/deliver/returned/returned-mails.ts'
import { makeSettlement } from '../../../../../adapters/store/deliver/returned/settlements.ts'
import {
  allowAddress,
  listSuppressedAddresses,
} from '../../../../../adapters/store/deliver/returned/suppressed-addresses.ts'
import { markInterrupted } from '../../../../../adapters/store/deliver/send/interrupted.ts'
import { markHandingOver, recordOutcome } from '../../../../../adapters/store/deliver/send/outcomes.ts'
import { saveEdition } from '../../../../../adapters/store/report/editions.ts'
import { listAuditEntries } from '../../../../../adapters/store/sign-in/audit.ts'
import type { Notice } from '../../../../../domain/deliver/readers/notice.ts'
import type { ReturnReport } from '../../../../../domain/deliver/returned-mail.ts'
import { anEdition, nowAt, storeForThisFile } from '../../test-store.ts'
import { claimOne } from '../claim-one.ts'
import { editionPerTest } from '../edition-per-test.ts'

const store = storeForThisFile()
const editionIds = editionPerTest(store)
const leaseMs = 60_000
const minuteMs = 60_000
let reports = 0

async function queued(email: string, editionId = editionIds()[0] ?? ''): Promise<number> {
  const row = { editionId, recipientEmail: email, recipientName: 'Ben', suppressedBecause: null }
  return await queueDeliveries(store(), [row], nowAt)
}

async function claimed(atMs = nowAt) {
  const options = { nowAt: atMs, leaseMs, mailIds: editionIds(), worker: 'worker-1' }
  const claim = await claimOne(store(), options)
  if (claim === null) throw new Error('nothing was due')
  const { deliveryId } = claim.delivery
  await markHandingOver(store(), { deliveryId, attemptId: claim.attemptId })
  return { deliveryId, attemptId: claim.attemptId }
}

async function sent(email: string, atMs = nowAt) {
  await queued(email)
  const claim = await claimed(atMs)
  await recordOutcome(store(), { ...claim, outcome: { kind: 'sent', reply: '250 OK' }, nowAt: atMs + 900 })
  return claim.deliveryId
}

function told(deliveryId: string, changes: Partial<ReturnReport> = {}, contentHash = `report-${++reports}`) {
  const report: ReturnReport = {
    kind: 'bounce',
    deliveryId,
    recipients: [],
    words: '5.1.1 smtp; 550 no such user',
    writtenAt: nowAt + minuteMs,
    ...changes,
  }
  return recordReturn(store(), { report, contentHash, nowAt: nowAt + 2 * minuteMs })
}

async function standing(mailIds = editionIds()) {
  const listed = await listDeliveries(store(), { mailIds })
  return listed.map(({ state, lastReply }) => ({ state, lastReply }))
}

async function lastAuditActions(limit: number) {
  const entries = await listAuditEntries(store(), { beforeNumber: null, limit })
  return entries.map(({ actor, action, before, after }) => ({ actor, action, before, after }))
}

test('a mail that came back is bounced with the server’s words, and the trail says who says so', async () => {
  const deliveryId = await sent('ben@company.example')
  expect(await told(deliveryId, { recipients: ['BEN@company.example'] })).toBe('bounced')
  expect(await standing()).toEqual([{ state: 'bounced', lastReply: '5.1.1 smtp; 550 no such user' }])
  expect(await lastAuditActions(1)).toEqual([
    {
      actor: 'a mail server',
      action: 'mail came back',
      before: 'sent',
      after: 'bounced: 5.1.1 smtp; 550 no such user',
    },
  ])
})

test('a mail in doubt that came back is in doubt no more', async () => {
  await queued('ben@company.example')
  const { deliveryId } = await claimed()
  const lateAt = nowAt + leaseMs
  await markInterrupted(store(), { nowAt: lateAt, staleBeforeAt: lateAt, mailIds: editionIds() })
  expect(await told(deliveryId)).toBe('bounced')
})

test('a bounce that is read again changes nothing, even after the mail was sent again', async () => {
  const deliveryId = await sent('ben@company.example')
  expect(await told(deliveryId, {}, 'the same bytes')).toBe('bounced')
  const again = { decision: 'send again', because: 'the box was made', mendedEmail: null } as const
  await makeSettlement(store(), {
    deliveryId,
    ...again,
    actor: 'ada@company.example',
    nowAt: nowAt + 3 * minuteMs,
  })
  expect(await told(deliveryId, {}, 'the same bytes')).toBe('known already')
  const claim = await claimed(nowAt + 30 * minuteMs)
  await recordOutcome(store(), {
    ...claim,
    outcome: { kind: 'sent', reply: '250 OK' },
    nowAt: nowAt + 31 * minuteMs,
  })
  // Another copy of it, written before the second attempt; then the second attempt's own, and one that gives no date.
  expect(await told(deliveryId, { writtenAt: nowAt + 25 * minuteMs - 1 })).toBe('earlier attempt')
  expect((await standing())[0]?.state).toBe('sent')
  expect(await told(deliveryId, { writtenAt: nowAt + 25 * minuteMs })).toBe('bounced')
  expect((await loadReturns(store(), [deliveryId])).map(({ verdict }) => verdict).toSorted()).toEqual([
    'bounced',
    'bounced',
    'earlier attempt',
  ])
})

test('a second copy of a bounce, in other bytes, changes nothing although the mail was sent again at once', async () => {
  const deliveryId = await sent('ben@company.example')
  expect(await told(deliveryId)).toBe('bounced')
  const again = { decision: 'send again', because: 'the box was made', mendedEmail: null } as const
  const actor = 'ada@company.example'
  await makeSettlement(store(), { deliveryId, ...again, actor, nowAt: nowAt + 2 * minuteMs })
  const claim = await claimed(nowAt + 3 * minuteMs)
  const outcome = { kind: 'sent', reply: '250 OK' } as const
  await recordOutcome(store(), { ...claim, outcome, nowAt: nowAt + 3 * minuteMs })
  expect(await told(deliveryId)).toBe('known already')
  expect((await standing())[0]?.state).toBe('sent')
  expect(await told(deliveryId, { writtenAt: nowAt + 4 * minuteMs })).toBe('bounced')
})

test('a mail that came back from where its reader’s server sent it on says to where, and may have arrived all the same', async () => {
  const deliveryId = await sent('ben@company.example')
  expect(await told(deliveryId, { recipients: ['ben@home.example'], words: '5.1.1 no such user' })).toBe(
    'bounced',
  )
  const words = 'sent on from there to ben@home.example: 5.1.1 no such user'
  expect(await standing()).toMatchObject([{ state: 'bounced', lastReply: words }])
  expect(await loadReturns(store(), [deliveryId])).toMatchObject([{ words }])
  const arrived = { deliveryId, decision: 'arrived', because: 'Ben reads it', actor: 'Ada' } as const
  const settled = await makeSettlement(store(), {
    ...arrived,
    mendedEmail: null,
    nowAt: nowAt + 3 * minuteMs,
  })
  expect(settled).toMatchObject({ kind: 'settled', before: 'bounced', after: 'sent' })
  expect((await standing()).map(({ state }) => state)).toEqual(['sent'])
})

test('a late bounce of the address that a mail had before changes nothing once it went to the mended one', async () => {
  const deliveryId = await sent('ben@old.example')
  expect(await told(deliveryId, { recipients: ['ben@old.example'] })).toBe('bounced')
  const again = { deliveryId, decision: 'send again', because: 'He has moved', actor: 'Ada' } as const
  await makeSettlement(store(), { ...again, mendedEmail: 'ben@new.example', nowAt: nowAt + 3 * minuteMs })
  const claim = await claimed(nowAt + 4 * minuteMs)
  const outcome = { kind: 'sent', reply: '250 OK' } as const
  await recordOutcome(store(), { ...claim, outcome, nowAt: nowAt + 4 * minuteMs })
  const late = { recipients: ['ben@old.example'], writtenAt: nowAt + 5 * minuteMs }
  expect(await told(deliveryId, late)).toBe('another address')
  expect((await standing()).map(({ state }) => state)).toEqual(['sent'])
})

test('a bounce of a mail that never left, or of an unknown one, changes nothing', async () => {
  await sent('ben@company.example')
  expect(await told('6f1c0f0e-3d5b-4c19-9a51-0d6f5a4b7c11')).toBe('not ours')
  await queued('dee@company.example')
  const waiting = (await listDeliveries(store(), { mailIds: editionIds(), state: 'queued' }))[0]
  expect(await told(waiting?.deliveryId ?? '')).toBe('no change')
  expect(await told(waiting?.deliveryId ?? '', { kind: 'complaint' })).toBe('no change')
  expect((await standing()).map(({ state }) => state)).toEqual(['sent', 'queued'])
})

test('a bounce that arrives before the relay’s answer was written down is to be read again', async () => {
  await queued('ben@company.example')
  const claim = await claimed()
  expect(await told(claim.deliveryId, {}, 'early')).toBe('being sent')
  await recordOutcome(store(), { ...claim, outcome: { kind: 'sent', reply: '250 OK' }, nowAt: nowAt + 900 })
  expect(await told(claim.deliveryId, {}, 'early')).toBe('bounced')
})

test('whoever complains gets nothing more, in any spelling, until an admin allows it', async () => {
  const deliveryId = await sent('ben@münchen.example')
  const [editionId = ''] = editionIds()
  const [next, last] = ['next', 'last'].map((name) => `${editionId}-${name}`)
  for (const [at, id] of [next, last].entries())
    await saveEdition(store(), anEdition(id ?? '', { quarter: `${2100 + at}-Q1` }))
  await queued('ben@xn--mnchen-3ya.example', next)
  expect(await told(deliveryId, { kind: 'complaint', words: 'abuse' })).toBe('suppressed')
  const because = 'complained to their mail provider (abuse)'
  expect((await standing())[0]?.state).toBe('sent')
  expect(await standing([next ?? ''])).toEqual([{ state: 'suppressed', lastReply: because }])
  await queued('Ben@münchen.example', last)
  expect(await standing([last ?? ''])).toEqual([{ state: 'suppressed', lastReply: because }])
  const notice: Notice = {
    noticeId: 'notice-1',
    kind: 'drift notice',
    quarter: '2026-Q2',
    teamId: 'search',
    audience: null,
    renderedAt: nowAt,
    subject: 'Search is off course',
    html: '<p>off course</p>',
    text: 'off course',
    pictures: [],
  }
  await queueNotice(store().pool, notice, [{ email: 'ben@münchen.example', name: 'Ben' }], nowAt)
  expect(await standing(['notice-1'])).toEqual([{ state: 'suppressed', lastReply: because }])
  const allowance = { because: 'wrong button', actor: 'ada@company.example', nowAt }
  expect(await allowAddress(store(), { mails: null, email: 'BEN@münchen.example', ...allowance })).toBe(true)
  expect(await allowAddress(store(), { mails: null, email: 'ben@münchen.example', ...allowance })).toBe(false)
  expect(await listSuppressedAddresses(store())).toEqual([])
  expect((await lastAuditActions(2)).map(({ action }) => action)).toEqual([
    'allow address',
    'suppress address',
  ])
})
