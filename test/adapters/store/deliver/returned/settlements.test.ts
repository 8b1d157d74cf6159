import { expect, test } from 'vitest'
import { listDeliveries } from '../../../../../adapters/store/deliver/deliveries.ts'
import { queueDeliveries } from '../../../../../adapters/store/deliver/queue/queue.ts'
import {
  loadSettlements,
  makeSettlement,
  type SettlementToMake,
} from '../../../../../adapters/store/deliver/returned/settlements.ts'
import {
  allowAddress,
  suppressAddress,
} from '../../../../../adapters/store/deliver/returned/suppressed-addresses.ts'
import { markInterrupted } from '../../../../../adapters/store/deliver/send/interrupted.ts'
import { markHandingOver, recordOutcome } from '../../../../../adapters/store/deliver/send/outcomes.ts'
import { listAuditEntries } from '../../../../../adapters/store/sign-in/audit.ts'
import { inTransaction } from '../../../../../adapters/store/sql/rows.ts'
import type { SendOutcome } from '../../../../../domain/deliver/delivery.ts'
import { answerMayComeMs, settlementDecisions } from '../../../../../domain/deliver/settlement.ts'
import { nowAt, storeForThisFile } from '../../test-store.ts'
import { claimOne } from '../claim-one.ts'
import { editionPerTest } from '../edition-per-test.ts'

const store = storeForThisFile()
const leaseMs = 60_000
const longAfter = nowAt + 86_400_000
const editionIds = editionPerTest(store)
const noUser = { kind: 'failed', smtpCode: 550, reply: '550 5.1.1 No such user' } as const

async function queued(...names: string[]): Promise<number> {
  const [editionId = ''] = editionIds()
  const rows = names.map((name) => ({
    editionId,
    recipientEmail: `${name}@company.example`,
    recipientName: name,
    suppressedBecause: null,
  }))
  return await queueDeliveries(store(), rows, nowAt)
}

async function claimed(atMs = nowAt) {
  const claim = await claimOne(store(), {
    nowAt: atMs,
    leaseMs,
    mailIds: editionIds(),
    worker: 'worker-1',
  })
  if (claim === null) throw new Error('nothing was due')
  return { deliveryId: claim.delivery.deliveryId, attemptId: claim.attemptId, deferrals: claim.deferrals }
}

async function ended(outcome: SendOutcome) {
  const claim = await claimed()
  await markHandingOver(store(), claim)
  await recordOutcome(store(), { ...claim, outcome, nowAt: nowAt + 900 })
  return claim
}

/** A mail whose sender was taken for dead while it waited for the relay. */
async function inDoubt() {
  await queued('ada')
  const claim = await claimed()
  await markHandingOver(store(), claim)
  const lateAt = nowAt + leaseMs
  await markInterrupted(store(), { nowAt: lateAt, staleBeforeAt: lateAt, mailIds: editionIds() })
  return claim
}

function settle(deliveryId: string, changes: Partial<SettlementToMake> = {}) {
  return makeSettlement(store(), {
    deliveryId,
    decision: 'send again',
    because: 'the log has nothing',
    mendedEmail: null,
    actor: 'admin@company.example',
    nowAt: longAfter,
    ...changes,
  })
}

async function standing() {
  return await listDeliveries(store(), { mailIds: editionIds() })
}

test('a mail that arrived was sent when its last attempt was claimed, and it is written down who says so and why', async () => {
  const { deliveryId } = await inDoubt()
  expect(await settle(deliveryId, { decision: 'arrived', because: 'relay log: 250 at 12:00' })).toEqual({
    kind: 'settled',
    before: 'ambiguous',
    after: 'sent',
    email: 'ada@company.example',
  })
  expect(await standing()).toMatchObject([{ state: 'sent', sentAt: nowAt, attempts: 1 }])
  expect(await loadSettlements(store(), [deliveryId])).toMatchObject([
    {
      settledAt: longAfter,
      settledBy: 'admin@company.example',
      decision: 'arrived',
      because: 'relay log: 250 at 12:00',
      stateBefore: 'ambiguous',
      stateAfter: 'sent',
      emailBefore: 'ada@company.example',
      emailAfter: 'ada@company.example',
      attemptsBefore: 1,
    },
  ])
  const [entry] = await listAuditEntries(store(), { beforeNumber: null, limit: 1 })
  expect(entry).toMatchObject({
    changedAt: longAfter,
    actor: 'admin@company.example',
    action: 'settle mail: arrived',
    subject: `mail ${deliveryId} to ada@company.example`,
    before: 'ambiguous',
    after: 'sent: relay log: 250 at 12:00',
  })
})

test.each(settlementDecisions)(
  'nobody moves a mail that is being sent: %s is refused and leaves no trace',
  async (decision) => {
    await queued('ada')
    const { deliveryId } = await claimed()
    const trail = await listAuditEntries(store(), { beforeNumber: null, limit: 1 })
    expect(await settle(deliveryId, { decision })).toEqual({ kind: 'not possible', state: 'sending' })
    expect(await standing()).toMatchObject([{ state: 'sending' }])
    expect(await loadSettlements(store(), [deliveryId])).toEqual([])
    expect(await listAuditEntries(store(), { beforeNumber: null, limit: 1 })).toEqual(trail)
  },
)

test('a suppressed mail keeps the reason, and is claimed only after it is to be sent again', async () => {
  await queued('ada')
  const [{ deliveryId = '' } = {}] = await standing()
  await settle(deliveryId, { decision: 'suppress', because: 'left the company' })
  expect(await standing()).toMatchObject([{ state: 'suppressed', lastReply: 'left the company' }])
  await expect(claimed()).rejects.toThrow('nothing was due')
  await settle(deliveryId, { because: 'came back' })
  expect(await claimed()).toMatchObject({ deliveryId })
})

test.each([
  ['all', null],
  ['reports', null],
  ['reports', 'new@company.example'],
] as const)(
  'a mail is not sent again where its reader stopped %s meanwhile (address mended to %s), until that is allowed',
  async (mails, mendedEmail) => {
    const email = mendedEmail ?? 'ada@company.example'
    const { deliveryId } = await inDoubt()
    const who = { because: 'unsubscribed', actor: 'reader', nowAt }
    await inTransaction(store(), (client) => suppressAddress(client, { email, mails, deliveryId, ...who }))
    expect(await settle(deliveryId, { mendedEmail })).toEqual({
      kind: 'address suppressed',
      email,
      because: 'unsubscribed',
    })
    expect(await standing()).toMatchObject([{ state: 'ambiguous', recipientEmail: 'ada@company.example' }])
    await allowAddress(store(), { ...who, email, mails: null })
    expect(await settle(deliveryId, { mendedEmail })).toMatchObject({
      kind: 'settled',
      after: 'queued',
      email,
    })
  },
)

test('mails of another kind that a reader stopped keep none from being sent again', async () => {
  const { deliveryId } = await inDoubt()
  const who = { email: 'ada@company.example', because: 'unsubscribed', actor: 'reader', nowAt }
  await inTransaction(store(), (client) =>
    suppressAddress(client, { ...who, mails: 'drift notices', deliveryId }),
  )
  expect(await settle(deliveryId)).toMatchObject({ kind: 'settled', after: 'queued' })
  await allowAddress(store(), { ...who, mails: null })
})

test.each(Array.from({ length: 10 }, (_, index) => index))(
  'whoever stops their mails at the moment at which one is sent again gets none (try %i)',
  async () => {
    const { deliveryId } = await inDoubt()
    const who = { email: 'ada@company.example', because: 'unsubscribed', actor: 'reader', nowAt }
    await Promise.all([
      settle(deliveryId),
      inTransaction(store(), (client) => suppressAddress(client, { ...who, mails: 'reports', deliveryId })),
    ])
    expect(['ambiguous', 'suppressed']).toContain((await standing())[0]?.state)
    await allowAddress(store(), { ...who, mails: null })
  },
)

test('a mail that is in doubt is not sent again while its relay may still answer', async () => {
  const { deliveryId } = await inDoubt()
  const overAt = nowAt + answerMayComeMs
  expect(await settle(deliveryId, { nowAt: overAt - 1 })).toEqual({ kind: 'too early', notBeforeAt: overAt })
  expect(await settle(deliveryId, { nowAt: overAt })).toMatchObject({ kind: 'settled', after: 'queued' })
})

test.each(['arrived', 'send again'] as const)(
  'the late reply to an attempt changes nothing after a person said: %s',
  async (decision) => {
    const slow = await inDoubt()
    await settle(slow.deliveryId, { decision })
    const before = await standing()
    for (const outcome of [{ kind: 'sent', reply: '250' }, noUser] as const)
      expect(await recordOutcome(store(), { ...slow, outcome, nowAt: longAfter })).toBe(false)
    expect(await standing()).toEqual(before)
  },
)

test('of many who settle one mail at once, one does', async () => {
  const { deliveryId } = await inDoubt()
  const decisions = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? 'arrived' : 'send again'))
  const settled = await Promise.all(
    decisions.map((decision, index) =>
      settle(deliveryId, { decision, actor: `admin-${index}@company.example` }),
    ),
  )
  expect(settled.filter(({ kind }) => kind === 'settled')).toHaveLength(1)
  expect(await loadSettlements(store(), [deliveryId])).toHaveLength(1)
})

test('the same decision once more is the one that was made; another person’s, or other words, are told what was', async () => {
  await queued('ada')
  const { deliveryId } = await ended(noUser)
  const mended = { mendedEmail: 'ada@new.example', because: 'a typo' }
  const made = await settle(deliveryId, mended)
  expect(made).toMatchObject({ kind: 'settled', after: 'queued', email: 'ada@new.example' })
  expect(await settle(deliveryId, mended)).toEqual(made)
  for (const other of [
    { actor: 'cy@company.example' },
    { because: 'so' },
    { mendedEmail: 'ada@old.example' },
  ])
    expect(await settle(deliveryId, { ...mended, ...other })).toEqual({
      kind: 'not possible',
      state: 'queued',
    })
  expect(await loadSettlements(store(), [deliveryId])).toHaveLength(1)
  // Under way since, it is not as that decision left it.
  await claimed(longAfter)
  expect(await settle(deliveryId, mended)).toEqual({ kind: 'not possible', state: 'sending' })
})

test('a mended address gets the mail, and queueing the report again makes no second one', async () => {
  await queued('adda')
  const { deliveryId } = await ended(noUser)
  expect(await settle(deliveryId, { mendedEmail: 'ada@company.example' })).toMatchObject({
    kind: 'settled',
    email: 'ada@company.example',
  })
  expect(await queued('adda', 'ada')).toBe(0)
  expect(await standing()).toMatchObject([
    { recipientEmail: 'ada@company.example', state: 'queued', sentAt: null },
  ])
})

test.each(['ben@company.example', 'BEN@company.example'])(
  'a mended address that another mail of the edition has, %s, is refused',
  async (mendedEmail) => {
    await queued('adda')
    const { deliveryId } = await ended(noUser)
    await queued('ben')
    expect(await settle(deliveryId, { mendedEmail })).toEqual({ kind: 'address taken', email: mendedEmail })
    expect((await standing()).map(({ state }) => state)).toEqual(['failed', 'queued'])
  },
)

test('one address is mended to by one of two, and by none where it is queued at the same time', async () => {
  await queued('adda', 'aada')
  const [one, other] = [await ended(noUser), await ended(noUser)]
  const mendedEmail = 'ada@company.example'
  const [settled] = await Promise.all([
    Promise.all([settle(one.deliveryId, { mendedEmail }), settle(other.deliveryId, { mendedEmail })]),
    queued('ada'),
  ])
  expect((await standing()).filter(({ recipientEmail }) => recipientEmail === mendedEmail)).toHaveLength(1)
  expect(settled.filter(({ kind }) => kind === 'settled').length).toBeLessThanOrEqual(1)
})

test('a mail that is sent again is put off as often as a new one before it fails', async () => {
  await queued('ada')
  await ended({ kind: 'deferred', smtpCode: 450, reply: '450' })
  const again = await claimed(longAfter)
  expect(again.deferrals).toBe(1)
  await recordOutcome(store(), { ...again, outcome: noUser, nowAt: longAfter })
  await settle(again.deliveryId)
  expect((await claimed(longAfter)).deferrals).toBe(0)
})

test('a mail that nobody has, is unknown', async () => {
  expect(await settle('00000000-0000-4000-8000-000000000000')).toEqual({ kind: 'unknown' })
})
