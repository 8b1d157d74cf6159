import { expect, test } from 'vitest'
import { queueDeliveries } from '../../../adapters/store/deliver/queue/queue.ts'
import { recordOutcome } from '../../../adapters/store/deliver/send/outcomes.ts'
import { recordedOutcome } from '../../../domain/deliver/outcome.ts'
import { checkDeliveries } from '../../../wording/health/deliveries.ts'
import { claimOne } from '../../adapters/store/deliver/claim-one.ts'
import { editionPerTest } from '../../adapters/store/deliver/edition-per-test.ts'
import { nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'

const store = storeForThisFile()
const editionIds = editionPerTest(store)

test('doctor says that the relay refuses us, in its words, and not of mails that are put off for their reader', async () => {
  const replies = [
    '450 4.2.0 Greylisted',
    '553 5.7.1 Sender address rejected: not owned by user ada',
    '454 Throttling failure: Maximum sending rate exceeded.',
  ]
  for (const [n, reply] of replies.entries()) {
    const reader = { recipientEmail: `reader-${n}@company.example`, recipientName: 'Reader' }
    const editionId = editionIds()[0] ?? ''
    await queueDeliveries(store(), [{ ...reader, editionId, suppressedBecause: null }], nowAt)
    const request = { nowAt, leaseMs: 60_000, mailIds: editionIds(), worker: 'worker-1' }
    const claimed = await claimOne(store(), request)
    if (claimed === null) throw new Error('nothing was due')
    const { attemptId, delivery } = claimed
    const smtpCode = Number(reply.slice(0, 3))
    const kind = smtpCode >= 500 ? 'failed' : 'deferred'
    const { outcome, notBeforeAt = nowAt } = recordedOutcome({ kind, smtpCode, reply }, 0, nowAt)
    const ids = { deliveryId: delivery.deliveryId, attemptId }
    await recordOutcome(store(), { ...ids, outcome, notBeforeAt, nowAt })
  }
  expect(await checkDeliveries(store(), 'UTC')).toEqual([
    {
      part: 'deliveries',
      state: 'warning',
      words:
        '2 mails deferred because the relay refuses us, whoever the reader is: fix what it says (553 5.7.1 Sender address rejected: not owned by user ada), then they are sent automatically: plumbline deliveries',
    },
  ])
})
