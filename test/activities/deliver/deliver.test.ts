import { randomUUID } from 'node:crypto'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { expect, test } from 'vitest'
import { deliverActivities, type SenderEnd, type SenderInput } from '../../../activities/deliver/deliver.ts'
import { ResultMissingError } from '../../../activities/errors.ts'
import { driftNoticeActivities } from '../../../activities/notices/drift-notices.ts'
import type { Mailer } from '../../../adapters/mail/mailer.ts'
import { MailUnavailableError } from '../../../adapters/mail/outcome.ts'
import { listDeliveries } from '../../../adapters/store/deliver/deliveries.ts'
import { addDeliveryPause, removeDeliveryPause } from '../../../adapters/store/deliver/delivery-pauses.ts'
import { queueDeliveries } from '../../../adapters/store/deliver/queue/queue.ts'
import {
  addRunAuthorisations,
  keepRunAuthorisations,
} from '../../../adapters/store/deliver/run-authorisations.ts'
import { saveEdition } from '../../../adapters/store/report/editions.ts'
import { authorisedNow } from '../../../domain/deliver/authorisation.ts'
import type { SendOutcome } from '../../../domain/deliver/delivery.ts'
import { driftAuthorisationId, scheduledDriftId } from '../../../workflows/ids.ts'
import { anEdition, nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'
import { mailDependencies } from './mail-dependencies.ts'

const store = storeForThisFile()
const editionIds = ['edition-1']
const workflowExecution = { workflowId: 'deliver-2026-Q2', runId: 'run-1' }
const greylisted: SendOutcome = { kind: 'deferred', smtpCode: 450, reply: '450 4.2.0 Greylisted' }
const hourMs = 3_600_000

test('a relay that was away for long takes no tries from a mail: the first "later" after it only puts it off', async () => {
  await saveEdition(store(), anEdition('edition-1'))
  await addRunAuthorisations(store(), [
    authorisedNow({
      runAuthorisationId: 'by this test',
      quarter: '2026-Q2',
      workflowId: workflowExecution.workflowId,
      madeBy: 'this test',
      nowAt,
    }),
  ])
  const ada = { editionId: 'edition-1', recipientEmail: 'ada@company.example', recipientName: 'Ada Example' }
  await queueDeliveries(store(), [{ ...ada, suppressedBecause: null }], nowAt)
  let hour = 0
  const deliver = (answer: () => SendOutcome) => {
    hour += 1
    return new MockActivityEnvironment({ workflowExecution }, { logger: new DefaultLogger('ERROR') }).run(
      deliverAt(nowAt + hour * hourMs, {
        send: async () => answer(),
        close: () => Promise.resolve(),
      }),
      { quarter: '2026-Q2', editionIds, runAuthorisationId: 'by this test' },
    )
  }
  for (let time = 0; time < 12; time += 1) {
    const away = deliver(() => {
      throw new MailUnavailableError('away')
    })
    await expect(away).rejects.toBeInstanceOf(MailUnavailableError)
  }
  await deliver(() => greylisted)
  expect(await listDeliveries(store(), { mailIds: editionIds })).toMatchObject([
    { state: 'deferred', attempts: 13 },
  ])

  for (let time = 0; time < 8; time += 1) {
    hour += 24
    await deliver(() => greylisted)
  }
  expect(await listDeliveries(store(), { mailIds: editionIds })).toMatchObject([
    { state: 'failed', lastReply: 'deferred 9 times: 450 4.2.0 Greylisted' },
  ])
})

test('one run of a week’s drift watch may notice, and another of that week learns why it may not', async () => {
  const nobody: Mailer = {
    send: () => Promise.reject(new Error('nothing is sent')),
    close: () => Promise.resolve(),
  }
  const { noticeDrift } = driftNoticeActivities(
    mailDependencies({ store: store(), mailer: nobody, now: () => nowAt }),
  )
  const runAuthorisationId = driftAuthorisationId(nowAt)
  const input = { quarter: '2026-Q2', reconciliationId: randomUUID(), runAuthorisationId }
  const run = (runId: string) => {
    const workflow = { workflowId: `${scheduledDriftId}-2026-06-08T04:31:07Z`, runId }
    return new MockActivityEnvironment(
      { workflowExecution: workflow },
      { logger: new DefaultLogger('ERROR') },
    ).run(noticeDrift, input)
  }
  expect(await run('first')).toMatchObject({
    noticeIds: [],
    refusal: expect.stringContaining('without authorisation'),
  })
  const key = { runAuthorisationId, quarter: '2026-Q2', workflowId: scheduledDriftId }
  await keepRunAuthorisations(store(), [authorisedNow({ ...key, madeBy: 'this test', nowAt })])
  // It gets as far as the figures, which aren't there.
  await expect(run('first')).rejects.toBeInstanceOf(ResultMissingError)
  expect(await run('second')).toMatchObject({ changes: 0, refusal: expect.stringContaining('ran before') })
  await keepRunAuthorisations(store(), [authorisedNow({ ...key, madeBy: 'this test', nowAt })])
  expect(await run('second')).toMatchObject({ changes: 0, refusal: expect.stringContaining('ran before') })
})

test('a paused run sends nothing, looks again the more seldom the longer it waits, and goes on once it is resumed', async () => {
  await saveEdition(store(), anEdition('edition-2', { quarter: '2026-Q3' }))
  const workflow = { workflowId: 'deliver-2026-Q3', runId: 'run-3' }
  const key = { runAuthorisationId: 'by this test', quarter: '2026-Q3', workflowId: workflow.workflowId }
  await addRunAuthorisations(store(), [authorisedNow({ ...key, madeBy: 'this test', nowAt })])
  const rows = ['ada', 'ben'].map((name) => ({
    editionId: 'edition-2',
    recipientEmail: `${name}@company.example`,
    recipientName: name,
    suppressedBecause: null,
  }))
  await queueDeliveries(store(), rows, nowAt)
  const mailer: Mailer = {
    send: () => Promise.resolve({ kind: 'sent', reply: '250 OK' }),
    close: () => Promise.resolve(),
  }
  const run = (at: number) =>
    new MockActivityEnvironment({ workflowExecution: workflow }, { logger: new DefaultLogger('ERROR') }).run(
      deliverAt(at, mailer),
      { ...key, editionIds: ['edition-2'] },
    )
  const pause = {
    quarter: '2026-Q3',
    pausedAt: nowAt,
    pausedBy: 'ada@company.example',
    reason: 'a figure is wrong',
  }
  expect(await addDeliveryPause(store(), pause)).toBe(true)
  expect(await addDeliveryPause(store(), { ...pause, reason: 'again' })).toBe(false)
  expect(await run(nowAt)).toMatchObject({ sentNow: 0, nextAttemptInMs: 5_000, byState: { queued: 2 } })
  expect(await run(nowAt + hourMs)).toMatchObject({ sentNow: 0, nextAttemptInMs: hourMs / 10 })
  expect(await run(nowAt + 20 * hourMs)).toMatchObject({ sentNow: 0, nextAttemptInMs: hourMs / 6 })
  const resumed = { quarter: '2026-Q3', resumedAt: nowAt, resumedBy: 'ada@company.example', reason: '' }
  expect(await removeDeliveryPause(store(), resumed)).toBe(true)
  expect(await run(nowAt + 21 * hourMs)).toMatchObject({
    sentNow: 2,
    nextAttemptInMs: null,
    byState: { sent: 2 },
  })
  // Nothing waits: a pause keeps no run alive.
  await addDeliveryPause(store(), pause)
  expect(await run(nowAt + 22 * hourMs)).toMatchObject({ sentNow: 0, nextAttemptInMs: null })
})

/** Queues so many mails that one run may send. @returns what runs a sender of it */
async function runOf(quarter: string, mails: number) {
  const editionId = `edition-of-${quarter}`
  await saveEdition(store(), anEdition(editionId, { quarter }))
  const key = { runAuthorisationId: 'by this test', quarter, workflowId: `deliver-${quarter}` }
  await addRunAuthorisations(store(), [authorisedNow({ ...key, madeBy: 'this test', nowAt })])
  const rows = Array.from({ length: mails }, (_, n) => {
    const reader = { recipientEmail: `reader-${n}@company.example`, recipientName: `Reader ${n}` }
    return { ...reader, editionId, suppressedBecause: null }
  })
  await queueDeliveries(store(), rows, nowAt)
  const workflow = { workflowId: key.workflowId, runId: `run of ${quarter}` }
  return (deliverQueued: (input: SenderInput) => Promise<SenderEnd>, sliceMs: number) => {
    const environment = new MockActivityEnvironment(
      { workflowExecution: workflow },
      { logger: new DefaultLogger('ERROR') },
    )
    return environment.run<[], SenderEnd, () => Promise<SenderEnd>>(() =>
      deliverQueued({ ...key, editionIds: [editionId], sliceMs }),
    )
  }
}

test('a sender stops at the end of its slice, with nothing claimed, and says whether more is left', async () => {
  const run = await runOf('2027-Q1', 60)
  let clock = nowAt
  const mailer: Mailer = {
    async send(_, { onHandingOver }) {
      await onHandingOver()
      clock += 100
      return { kind: 'sent', reply: '250 OK' }
    },
    close: () => Promise.resolve(),
  }
  const { deliverQueued } = deliverActivities(mailDependencies({ store: store(), mailer, now: () => clock }))
  const first = await run(deliverQueued, 1_000)
  expect(first).toMatchObject({ left: 'more', byState: { sending: 0, queued: 60 - first.sentNow } })
  expect(first.sentNow).toBeGreaterThanOrEqual(10)
  expect(first.sentNow).toBeLessThan(40)
  const second = await run(deliverQueued, 60_000)
  expect(second).toMatchObject({ sentNow: 60 - first.sentNow, nextAttemptInMs: null })
  expect(second).not.toHaveProperty('left')
})

test('a process has one sender for each delivery: a second one does nothing and says so', async () => {
  const [run, other] = [await runOf('2027-Q2', 1), await runOf('2027-Q3', 1)]
  const [offered, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const mailer: Mailer = {
    async send(message, { onHandingOver }) {
      await onHandingOver()
      offered.resolve()
      await answered.promise
      return { kind: 'sent', reply: `250 ${message.messageId}` }
    },
    close: () => Promise.resolve(),
  }
  const dependencies = mailDependencies({ store: store(), mailer, now: () => nowAt })
  const { deliverQueued } = deliverActivities(dependencies)
  const first = run(deliverQueued, 1_000)
  await offered.promise
  expect(await run(deliverQueued, 1_000)).toMatchObject({ left: 'busy', sentNow: 0, byState: { sending: 1 } })
  // Neither another process nor another delivery is kept from sending.
  expect(await run(deliverActivities(dependencies).deliverQueued, 1_000)).not.toHaveProperty('left')
  const others = other(deliverQueued, 1_000)
  answered.resolve()
  expect(await others).toMatchObject({ sentNow: 1 })
  expect(await first).toMatchObject({ sentNow: 1, nextAttemptInMs: null })
  expect(await run(deliverQueued, 1_000)).not.toHaveProperty('left')
})

function deliverAt(at: number, mailer: Mailer) {
  return deliverActivities(mailDependencies({ store: store(), mailer, now: () => at })).deliverQueued
}
