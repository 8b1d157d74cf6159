import { afterAll, beforeAll, expect, test } from 'vitest'
import { queueDeliveries } from '../../../adapters/store/deliver/queue/queue.ts'
import { saveEdition } from '../../../adapters/store/report/editions.ts'
import { listAuditEntries } from '../../../adapters/store/sign-in/audit.ts'
import { holdProcessLock } from '../../../adapters/store/sql/process-lock.ts'
import { pauseDelivery, resumeDelivery } from '../../../queries/deliveries/pause.ts'
import { openLog } from '../../../worker/logging/log.ts'
import { sendWaiting } from '../../../worker/runs/send-waiting.ts'
import { queueLockName } from '../../../worker/runs/unserved-runs.ts'
import { deliverWorkflowId, mainTaskQueue } from '../../../workflows/ids.ts'
import { anEdition, nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'
import { openWorkerBench, type WorkerBench } from '../../workflows/worker-bench.ts'

const store = storeForThisFile()
const quarter = '2093-Q4'
const workflowId = deliverWorkflowId(quarter)
const given = { quarter, because: 'so', actor: 'ada@company.example', nowAt }
let bench: WorkerBench

beforeAll(async () => {
  bench = await openWorkerBench()
})

afterAll(() => bench[Symbol.asyncDispose]())

const send = () => sendWaiting({ client: bench.client, store: store(), log: openLog('silent', {}) }, given)

async function timesAuthorised(): Promise<number> {
  const entries = await listAuditEntries(store(), { beforeNumber: null, limit: 20 })
  return entries.filter(({ action }) => action === 'send mails').length
}

test('what waits of a quarter is sent by one delivery, however often it is asked for; none is begun for nothing, or while it is paused', async () => {
  expect(await send()).toBe('nothing waits')
  await saveEdition(store(), anEdition('edition-1', { quarter }))
  const row = { recipientEmail: 'ben@company.example', recipientName: 'Ben', suppressedBecause: null }
  await queueDeliveries(store(), [{ editionId: 'edition-1', ...row }], nowAt)
  await pauseDelivery(store(), given)
  expect(await send()).toBe('paused')
  await resumeDelivery(store(), given)
  const away = { client: null, store: store(), log: openLog('silent', {}) }
  expect(await sendWaiting(away, given)).toBe('away')
  expect(await timesAuthorised()).toBe(0)

  const lock = await holdProcessLock(store(), queueLockName(bench.client.options.namespace, mainTaskQueue))
  expect(await send()).toBe('started')
  expect(await send()).toBe('started')
  const first = await bench.client.workflow.getHandle(workflowId).describe()
  expect([first.taskQueue, await timesAuthorised()]).toEqual([mainTaskQueue, 1])
  await lock.release()
  // Left by a worker that has ended: nobody would send them.
  expect(await send()).toBe('started')
  const second = bench.client.workflow.getHandle(workflowId)
  expect((await second.describe()).runId).not.toBe(first.runId)
  expect(await timesAuthorised()).toBe(2)
  await second.terminate()
})
