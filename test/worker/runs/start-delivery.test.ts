import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listRunAuthorisations } from '../../../adapters/store/deliver/run-authorisations.ts'
import { startDelivery, tellDelivery } from '../../../worker/runs/start-delivery.ts'
import { deliverWorkflowId } from '../../../workflows/ids.ts'
import { nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'
import { delivered } from '../../builders/delivered.ts'
import { waitUntil } from '../../setup/wait-until.ts'
import { openWorkerBench, type WorkerBench } from '../../workflows/worker-bench.ts'

const store = storeForThisFile()
let bench: WorkerBench

beforeAll(async () => {
  bench = await openWorkerBench()
})

afterAll(() => bench[Symbol.asyncDispose]())

test('what is to be sent while the quarter’s delivery waits for hours is sent by that one, at once', async () => {
  const quarter = randomUUID()
  const askedFor: { readonly editionIds: readonly string[]; readonly runAuthorisationId: string }[] = []
  const start = (editionIds: readonly string[]) => {
    const { client, taskQueue } = bench
    return startDelivery(
      { client, store: store(), taskQueue },
      { quarter, editionIds, madeBy: 'deliveries send', nowAt },
    )
  }
  const activities = {
    deliverQueued: async (input: (typeof askedFor)[number]) => {
      askedFor.push(input)
      return delivered({ sentNow: 1, ...(askedFor.length < 3 && { nextAttemptInMs: 8 * 3_600_000 }) })
    },
  }
  await bench.work(activities, async () => {
    expect(await tellDelivery(bench.client, deliverWorkflowId(quarter), ['one'])).toBe(false)
    const first = await start(['one'])
    await waitUntil(() => askedFor.length === 1)
    const second = await start(['two'])
    expect(second.workflowId).toBe(first.workflowId)
    await waitUntil(() => askedFor.length === 2)
    expect(await tellDelivery(bench.client, first.workflowId, ['three'])).toBe(true)
    expect(await second.result()).toEqual(delivered({ sentNow: 3 }))
  })
  expect(askedFor.map(({ editionIds }) => editionIds)).toEqual([
    ['one'],
    ['one', 'two'],
    ['one', 'two', 'three'],
  ])
  // Whoever joins is written down with the run that sends for them.
  const [used, ...others] = new Set(askedFor.map(({ runAuthorisationId }) => runAuthorisationId))
  expect(others).toEqual([])
  expect(await listRunAuthorisations(store(), used ?? '')).toMatchObject([
    { quarter, madeBy: 'deliveries send', runId: expect.any(String) },
  ])
})
