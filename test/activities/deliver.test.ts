import { randomUUID } from 'node:crypto'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { expect, test } from 'vitest'
import { deliverActivities } from '../../activities/deliver.ts'
import type { MailDependencies } from '../../activities/dependencies.ts'
import { driftNoticeActivities } from '../../activities/drift-notices.ts'
import { ResultMissingError } from '../../activities/errors.ts'
import type { Mailer } from '../../adapters/mail/mailer.ts'
import { MailUnavailableError } from '../../adapters/mail/outcome.ts'
import { listDeliveries } from '../../adapters/store/deliver/deliveries.ts'
import { queueDeliveries } from '../../adapters/store/deliver/queue.ts'
import {
  addRunAuthorisations,
  keepRunAuthorisations,
} from '../../adapters/store/deliver/run-authorisations.ts'
import { saveEdition } from '../../adapters/store/report/editions.ts'
import { authorisedNow } from '../../domain/deliver/authorisation.ts'
import type { SendOutcome } from '../../domain/deliver/delivery.ts'
import { driftAuthorisationId, scheduledDriftId } from '../../workflows/ids.ts'
import { anEdition, nowAt, storeForThisFile } from '../adapters/store/test-store.ts'

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
  const { noticeDrift } = driftNoticeActivities(dependenciesAt(nowAt, nobody))
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

function deliverAt(at: number, mailer: Mailer) {
  return deliverActivities(dependenciesAt(at, mailer)).deliverQueued
}

function dependenciesAt(at: number, mailer: Mailer): MailDependencies {
  return {
    store: store(),
    recordStore: store(),
    connections: 4,
    mailer,
    mail: {
      from: 'Plumbline <plumbline@company.example>',
      replyTo: null,
      messageIdDomain: 'company.example',
    },
    publicOrigin: null,
    openTracker: () => {
      throw new Error('no tracker is asked for a delivery')
    },
    now: () => at,
    betweenSlices: () => Promise.resolve(),
    workerName: 'worker-1',
    codeVersion: 'test',
  }
}
