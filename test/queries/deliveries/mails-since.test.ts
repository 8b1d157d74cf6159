import { expect, test } from 'vitest'
import { queueDeliveries } from '../../../adapters/store/deliver/queue/queue.ts'
import { claimDue } from '../../../adapters/store/deliver/send/claim.ts'
import { recordOutcome } from '../../../adapters/store/deliver/send/outcomes.ts'
import { saveEdition } from '../../../adapters/store/report/editions.ts'
import type { SendOutcome } from '../../../domain/deliver/delivery.ts'
import { mailsSince } from '../../../queries/deliveries/deliveries.ts'
import { anEdition, nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'

const store = storeForThisFile()

const outcomes: readonly SendOutcome[] = [
  { kind: 'sent', reply: '250 queued' },
  { kind: 'ambiguous', reply: 'no answer came' },
  { kind: 'failed', smtpCode: 550, reply: '550 no such user' },
  { kind: 'deferred', smtpCode: 451, reply: '451 later' },
]

test('a sending counts what ended since it began, in doubt and failed ones among it, and nothing from before', async () => {
  const [quarter, editionId] = ['2026-Q2', 'edition-1']
  await saveEdition(store(), anEdition(editionId, { quarter }))
  const row = { editionId, recipientName: 'Ada Example', suppressedBecause: null }
  const rows = outcomes.map(({ kind }) => ({ ...row, recipientEmail: `${kind}@company.example` }))
  await queueDeliveries(store(), rows, nowAt)
  const request = { nowAt, leaseMs: 30_000, limit: 4, worker: 'worker-1' }
  for (const { delivery, attemptId } of await claimDue(store().pool, request)) {
    const outcome = outcomes.find(({ kind }) => delivery.recipientEmail.startsWith(kind))
    if (outcome !== undefined)
      await recordOutcome(store(), { deliveryId: delivery.deliveryId, attemptId, outcome, nowAt })
  }
  const since = { sent: 1, open: 1, underWay: 0, inDoubt: 1, failed: 1 }
  expect(await mailsSince(store(), quarter, nowAt)).toEqual(since)
  expect(await mailsSince(store(), quarter, nowAt + 1)).toEqual({ ...since, sent: 0, inDoubt: 0, failed: 0 })
})
