import { expect, test } from 'vitest'
import { queueDeliveries } from '../../../adapters/store/deliver/queue/queue.ts'
import { holdDeliveries } from '../../../adapters/store/deliver/quiet-hours.ts'
import { claimDue } from '../../../adapters/store/deliver/send/claim.ts'
import { recordOutcome } from '../../../adapters/store/deliver/send/outcomes.ts'
import { savePlan } from '../../../adapters/store/reconcile/plans.ts'
import { saveEdition } from '../../../adapters/store/report/editions.ts'
import { whyMailsWait } from '../../../cli/watch/held-up-mails.ts'
import { pauseDelivery, resumeDelivery } from '../../../queries/deliveries/pause.ts'
import { anEdition, nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'
import { aPlan } from '../../builders/plan.ts'

const store = storeForThisFile()

test('a sending says who waits until when, and what the relay put off, once nothing is under way', async () => {
  const [quarter, editionId] = ['2026-Q2', 'edition-1']
  const plan = aPlan({ quietHours: { startMinute: 14 * 60, endMinute: 31 * 60 } })
  await savePlan(store(), { planVersion: 'quiet', yaml: '', plan, nowAt })
  await saveEdition(store(), anEdition(editionId, { quarter }))
  const rows = ['ada', 'ben', 'cleo'].map((name) => ({
    ...{ editionId, recipientEmail: `${name}@company.example`, recipientName: name, suppressedBecause: null },
  }))
  await queueDeliveries(store(), rows, nowAt)
  const why = (at = nowAt) => whyMailsWait(store(), quarter, { nowAt: at, timeZone: 'UTC' })
  expect(await why()).toEqual([])

  const onlyTo = ['cleo@company.example']
  const [claimed] = await claimDue(store().pool, {
    nowAt,
    leaseMs: 30_000,
    limit: 3,
    worker: 'worker-1',
    onlyTo,
  })
  const untilAt = Date.parse('2026-06-13T05:00:00Z')
  const waits = ['ada', 'ben'].map((name) => ({ email: `${name}@company.example`, untilAt }))
  await holdDeliveries(store(), { nowAt, mailIds: [editionId] }, waits)
  expect(await why()).toEqual([])

  await recordOutcome(store(), {
    ...{ deliveryId: claimed?.delivery.deliveryId ?? '', attemptId: claimed?.attemptId ?? '' },
    ...{ outcome: { kind: 'deferred', smtpCode: 451, reply: '451 later' }, nowAt, notBeforeAt: untilAt },
  })
  expect(await why()).toEqual([
    { part: 'mail', message: 'deferred by the relay: 451 later' },
    {
      part: 'mail',
      message:
        'quiet hours until 07:00 on 2026-06-13 (Europe/Berlin): ada@company.example, ben@company.example, cleo@company.example',
    },
  ])
  expect(await why(untilAt)).toEqual([{ part: 'mail', message: 'deferred by the relay: 451 later' }])
})

test('a sending of a paused quarter says who paused it and how to go on, and not what the relay said before', async () => {
  const [quarter, editionId] = ['2026-Q3', 'edition-paused']
  await saveEdition(store(), anEdition(editionId, { quarter }))
  const row = { editionId, recipientName: 'Ada Example', suppressedBecause: null }
  const rows = ['ada', 'ben'].map((name) => ({ ...row, recipientEmail: `${name}@company.example` }))
  await queueDeliveries(store(), rows, nowAt)
  const [claimed] = await claimDue(store().pool, {
    ...{ nowAt, leaseMs: 30_000, limit: 1, worker: 'worker-1', mailIds: [editionId] },
  })
  const why = () => whyMailsWait(store(), quarter, { nowAt, timeZone: 'UTC' })
  const actor = 'grace@company.example'
  await pauseDelivery(store(), { quarter, because: 'a wrong plan', actor, nowAt: Date.UTC(2026, 5, 12, 16) })
  expect(await why()).toEqual([])
  await recordOutcome(store(), {
    ...{ deliveryId: claimed?.delivery.deliveryId ?? '', attemptId: claimed?.attemptId ?? '' },
    ...{ outcome: { kind: 'deferred', smtpCode: 451, reply: '451 later' }, nowAt },
  })
  const message =
    'grace@company.example paused the mails of Q3 2026 on 12 June 2026, 16:00 UTC: a wrong plan. To go on: plumbline deliveries resume 2026-Q3'
  expect(await why()).toEqual([{ part: 'mail', message }])
  await resumeDelivery(store(), { quarter, because: '', actor, nowAt })
  expect(await why()).toContainEqual({ part: 'mail', message: 'deferred by the relay: 451 later' })
})
