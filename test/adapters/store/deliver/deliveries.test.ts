import { expect, test } from 'vitest'
import { countDeliveries, listDeliveries } from '../../../../adapters/store/deliver/deliveries.ts'
import { queueDeliveries } from '../../../../adapters/store/deliver/queue/queue.ts'
import { loadAttempts } from '../../../../adapters/store/deliver/send/attempts.ts'
import { type ClaimedDelivery, claimDue, nextDueAt } from '../../../../adapters/store/deliver/send/claim.ts'
import { markInterrupted } from '../../../../adapters/store/deliver/send/interrupted.ts'
import {
  DeliveryClaimLostError,
  giveBack,
  markHandingOver,
  recordOutcome,
} from '../../../../adapters/store/deliver/send/outcomes.ts'
import { nowAt, storeForThisFile } from '../test-store.ts'
import { claimOne } from './claim-one.ts'
import { editionPerTest } from './edition-per-test.ts'

const store = storeForThisFile()
const leaseMs = 60_000
const editionIds = editionPerTest(store)

function queued(...names: string[]): Promise<number> {
  const rows = names.map((name) => ({
    editionId: editionIds()[0] ?? '',
    recipientEmail: `${name}@company.example`,
    recipientName: name,
    suppressedBecause: null,
  }))
  return queueDeliveries(store(), rows, nowAt)
}

function claim(atMs = nowAt): Promise<ClaimedDelivery | null> {
  return claimOne(store(), { nowAt: atMs, leaseMs, mailIds: editionIds(), worker: 'worker-1' })
}

async function claimed(atMs = nowAt) {
  const next = await claim(atMs)
  if (next === null) throw new Error('nothing was due')
  return { deliveryId: next.delivery.deliveryId, attemptId: next.attemptId }
}

async function stateNow() {
  const [delivery] = await listDeliveries(store(), { mailIds: editionIds() })
  return delivery
}

test('an edition is queued once for an address, whatever its case and however often', async () => {
  expect(await queued('Ada', 'ben')).toBe(2)
  expect(await queued('ada', 'BEN', 'cem')).toBe(1)
  const list = await listDeliveries(store(), { mailIds: editionIds() })
  expect(list.map(({ recipientEmail }) => recipientEmail)).toEqual([
    'ada@company.example',
    'ben@company.example',
    'cem@company.example',
  ])
  expect(list[0]).toMatchObject({
    state: 'queued',
    attempts: 0,
    queuedAt: nowAt,
    subject: 'Where the time went',
  })
})

test('a suppressed delivery is kept with its reason and never claimed', async () => {
  const row = {
    editionId: editionIds()[0] ?? '',
    recipientEmail: 'ada@company.example',
    recipientName: 'Ada',
  }
  await queueDeliveries(store(), [{ ...row, suppressedBecause: 'asked for no mails' }], nowAt)
  expect(await claim()).toBeNull()
  expect(await stateNow()).toMatchObject({ state: 'suppressed', lastReply: 'asked for no mails' })
  expect(await nextDueAt(store(), { mailIds: editionIds() })).toBeNull()
})

test('claimers that compete never get the same delivery, and together get each once', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `reader-${index}`)
  await queued(...names)
  const claimer = async (): Promise<string[]> => {
    const got: string[] = []
    for (let next = await claim(); next !== null; next = await claim()) got.push(next.delivery.recipientName)
    return got
  }
  const perClaimer = await Promise.all([claimer(), claimer(), claimer(), claimer()])
  expect(perClaimer.flat().sort()).toEqual([...names].sort())
  expect(await countDeliveries(store(), { mailIds: editionIds() })).toMatchObject({
    sending: 40,
    queued: 0,
    sent: 0,
  })
})

test('a sent delivery keeps the server’s words, and is never claimed again', async () => {
  await queued('ada')
  const first = await claim()
  expect(first).toMatchObject({ delivery: { state: 'sending', attempts: 1 }, leaseUntilAt: nowAt + leaseMs })
  const held = { deliveryId: first?.delivery.deliveryId ?? '', attemptId: first?.attemptId ?? '' }
  await markHandingOver(store(), held)
  const outcome = { kind: 'sent', reply: '250 2.0.0 Ok' } as const
  expect(await recordOutcome(store(), { ...held, outcome, nowAt: nowAt + 900 })).toBe(true)
  expect(await recordOutcome(store(), { ...held, outcome, nowAt: nowAt + 999 })).toBe(false)
  expect(await stateNow()).toMatchObject({ state: 'sent', sentAt: nowAt + 900, lastReply: '250 2.0.0 Ok' })
  expect(await loadAttempts(store(), [held.deliveryId])).toEqual([
    {
      ...held,
      attemptNumber: 1,
      worker: 'worker-1',
      claimedAt: nowAt,
      handedOver: true,
      endedAt: nowAt + 900,
      outcome: 'sent',
      smtpCode: null,
      reply: '250 2.0.0 Ok',
    },
  ])
  expect(await claim(nowAt + 10 * leaseMs)).toBeNull()
})

test('what becomes of many mails at once is written for each, whatever becomes of the others', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `reader-${index}`)
  await queued(...names)
  const request = { nowAt, leaseMs, mailIds: editionIds(), worker: 'worker-1' }
  const claims = (await claimDue(store().pool, { ...request, limit: 20 })).map(({ delivery, attemptId }) => ({
    deliveryId: delivery.deliveryId,
    attemptId,
  }))
  expect(claims).toHaveLength(12)
  const [lost, later, ...others] = claims
  if (lost === undefined || later === undefined) throw new Error('twelve were claimed')
  await giveBack(store(), { ...lost, reply: 'taken for dead', nowAt })
  const marked = await Promise.allSettled(claims.map((each) => markHandingOver(store(), each)))
  expect(marked.map(({ status }) => status)).toEqual(['rejected', ...Array(11).fill('fulfilled')])
  const greylisted = { kind: 'deferred', smtpCode: 450, reply: '450 later' } as const
  const sent = { kind: 'sent', reply: '250 Ok' } as const
  const recorded = await Promise.all([
    recordOutcome(store(), { ...lost, outcome: sent, nowAt }),
    recordOutcome(store(), { ...later, outcome: greylisted, nowAt, notBeforeAt: nowAt + 60_000 }),
    ...others.map((each) => recordOutcome(store(), { ...each, outcome: sent, nowAt })),
  ])
  expect(recorded).toEqual([false, ...Array(11).fill(true)])
  const counts = await countDeliveries(store(), { mailIds: editionIds() })
  expect(counts).toMatchObject({ queued: 1, deferred: 1, sent: 10, sending: 0 })
  const [attempt] = await loadAttempts(store(), [later.deliveryId])
  expect(attempt).toMatchObject({ outcome: 'deferred', smtpCode: 450, handedOver: true })
})

test('a deferred delivery waits until its time, and keeps every attempt', async () => {
  await queued('ada')
  const held = await claimed()
  const notBeforeAt = nowAt + 120_000
  const outcome = { kind: 'deferred', smtpCode: 451, reply: '451 4.7.1 Try later' } as const
  await recordOutcome(store(), { ...held, outcome, nowAt, notBeforeAt })
  expect(await nextDueAt(store(), { mailIds: editionIds() })).toBe(notBeforeAt)
  expect(await claim(notBeforeAt - 1)).toBeNull()
  const again = await claimed(notBeforeAt)
  await recordOutcome(store(), {
    ...again,
    outcome: { kind: 'failed', smtpCode: 550, reply: '550 5.1.1 No such user' },
    nowAt: notBeforeAt,
  })
  const attempts = await loadAttempts(store(), [held.deliveryId])
  expect(
    attempts.map(({ attemptNumber, outcome: ended, smtpCode }) => [attemptNumber, ended, smtpCode]),
  ).toEqual([
    [1, 'deferred', 451],
    [2, 'failed', 550],
  ])
  expect(await stateNow()).toMatchObject({ state: 'failed', attempts: 2, sentAt: null })
})

test('what a dead process left is queued again, or ambiguous once it was being handed over', async () => {
  await queued('ada', 'ben')
  const [untouched, handedOver] = [await claimed(), await claimed()]
  await markHandingOver(store(), handedOver)
  const deadAt = nowAt + leaseMs
  const check = (staleBeforeAt: number) =>
    markInterrupted(store(), { nowAt: deadAt, staleBeforeAt, mailIds: editionIds() })
  expect(await check(deadAt - 1)).toEqual({ ambiguous: 0, requeued: 0 })
  expect(await check(deadAt)).toEqual({ ambiguous: 1, requeued: 1 })
  expect(await check(deadAt)).toEqual({ ambiguous: 0, requeued: 0 })
  const [ambiguous] = await loadAttempts(store(), [handedOver.deliveryId])
  expect(ambiguous).toMatchObject({ outcome: 'ambiguous', endedAt: deadAt })
  expect(await claim(deadAt)).toMatchObject({ delivery: { deliveryId: untouched.deliveryId, attempts: 2 } })
  expect(await claim(deadAt)).toBeNull()
})

test('who lost its claim may neither hand over nor record, even while another one sends', async () => {
  await queued('ada')
  const lost = await claimed()
  const deadAt = nowAt + leaseMs
  await markInterrupted(store(), { nowAt: deadAt, staleBeforeAt: deadAt, mailIds: editionIds() })
  const held = await claimed(deadAt)
  await expect(markHandingOver(store(), lost)).rejects.toBeInstanceOf(DeliveryClaimLostError)
  const outcome = { kind: 'failed', smtpCode: 550, reply: 'no' } as const
  expect(await recordOutcome(store(), { ...lost, outcome, nowAt: deadAt })).toBe(false)
  expect(await stateNow()).toMatchObject({ state: 'sending', attempts: 2 })
  await markHandingOver(store(), held)
})

test('a late answer to the very attempt that left the doubt ends it', async () => {
  await queued('ada')
  const slow = await claimed()
  await markHandingOver(store(), slow)
  const lateAt = nowAt + leaseMs
  await markInterrupted(store(), { nowAt: lateAt, staleBeforeAt: lateAt, mailIds: editionIds() })
  expect(await stateNow()).toMatchObject({ state: 'ambiguous' })
  const outcome = { kind: 'sent', reply: '250 taken' } as const
  expect(await recordOutcome(store(), { ...slow, outcome, nowAt: lateAt + 1 })).toBe(true)
  expect(await stateNow()).toMatchObject({ state: 'sent', attempts: 1, sentAt: lateAt + 1 })
  expect(await recordOutcome(store(), { ...slow, outcome, nowAt: lateAt + 2 })).toBe(false)
})

test('a delivery given back is queued again from the time that was said', async () => {
  await queued('ada')
  const held = await claimed()
  const notBeforeAt = nowAt + 1000
  expect(await giveBack(store(), { ...held, reply: 'unreachable', nowAt, notBeforeAt })).toBe(true)
  expect(await claim(nowAt)).toBeNull()
  expect(await claim(notBeforeAt)).toMatchObject({ delivery: { attempts: 2, lastReply: 'unreachable' } })
})

test('a claim says how often the server has put the mail off, whatever else cut attempts short', async () => {
  await queued('ada')
  await giveBack(store(), { ...(await claimed()), reply: 'unreachable', nowAt })
  const outcome = { kind: 'deferred', smtpCode: 450, reply: '450 4.2.0 Greylisted' } as const
  await recordOutcome(store(), { ...(await claimed()), outcome, nowAt })
  expect(await claim()).toMatchObject({ delivery: { attempts: 3 }, deferrals: 1 })
})
