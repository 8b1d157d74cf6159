import { expect, test } from 'vitest'
import { queueDeliveries } from '../../../../adapters/store/deliver/queue/queue.ts'
import { giveBack, markHandingOver, recordOutcome } from '../../../../adapters/store/deliver/send/outcomes.ts'
import { nowAt, storeForThisFile } from '../test-store.ts'
import { claimOne } from './claim-one.ts'
import { editionPerTest } from './edition-per-test.ts'

const store = storeForThisFile()
const editionIds = editionPerTest(store)
const hourMs = 3_600_000

async function claimed(atMs: number) {
  const next = await claimOne(store(), {
    nowAt: atMs,
    leaseMs: 60_000,
    mailIds: editionIds(),
    worker: 'worker-1',
  })
  if (next === null) throw new Error('nothing was due')
  const { delivery, attemptId, datedAt } = next
  return { held: { deliveryId: delivery.deliveryId, attemptId }, datedAt }
}

async function queueOne(): Promise<void> {
  const ada = { recipientEmail: 'ada@company.example', recipientName: 'Ada', suppressedBecause: null }
  await queueDeliveries(store(), [{ editionId: editionIds()[0] ?? '', ...ada }], nowAt)
}

test('a mail that waited, for quiet hours or for its relay, is dated when it leaves: an old date looks like spam', async () => {
  await queueOne()
  const { held, datedAt } = await claimed(nowAt + 9 * hourMs)
  expect(datedAt).toBe(nowAt + 9 * hourMs)
  await giveBack(store(), { ...held, reply: 'the relay is away', nowAt })
  expect(await claimed(nowAt + 12 * hourMs)).toMatchObject({ datedAt: nowAt + 12 * hourMs })
})

test('a mail whose bytes a server may have seen keeps its date: a resend is the same bytes', async () => {
  await queueOne()
  const { held } = await claimed(nowAt)
  await giveBack(store(), { ...held, reply: 'the relay is away', nowAt })
  const seen = await claimed(nowAt + hourMs)
  await markHandingOver(store(), seen.held)
  const greylisted = { kind: 'deferred', smtpCode: 451, reply: '451 4.7.1 Greylisted' } as const
  await recordOutcome(store(), { ...seen.held, outcome: greylisted, nowAt: nowAt + hourMs })
  const again = await claimed(nowAt + 9 * hourMs)
  await giveBack(store(), { ...again.held, reply: 'the relay is away', nowAt })
  expect([again.datedAt, (await claimed(nowAt + 20 * hourMs)).datedAt]).toEqual([
    nowAt + hourMs,
    nowAt + hourMs,
  ])
})
