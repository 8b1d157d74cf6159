import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { deliverWorkflowId } from '../../workflows/ids.ts'
import { delivered } from '../builders/delivered.ts'
import { openWorkerBench, type StubActivities, type WorkerBench } from './worker-bench.ts'

let bench: WorkerBench

beforeAll(async () => {
  bench = await openWorkerBench()
})

afterAll(() => bench[Symbol.asyncDispose]())

it('a delivery waits out what the relay put off, and tries until nothing is left', async () => {
  const editionIds = ['one', 'two']
  const answers = [
    delivered({ sentNow: 1, nextAttemptInMs: 300 }),
    delivered({ sentNow: 0, nextAttemptInMs: 100 }),
    delivered({ sentNow: 1 }),
  ]
  const askedAt: number[] = []
  const askedFor: unknown[] = []
  const activities: StubActivities = {
    deliverQueued: async (input) => {
      askedAt.push(performance.now())
      askedFor.push(input)
      return answers.shift() ?? delivered({})
    },
  }
  const result = await bench.work(activities, () =>
    bench.client.workflow.execute('deliverEditions', {
      taskQueue: bench.taskQueue,
      workflowId: deliverWorkflowId(randomUUID()),
      args: [{ editionIds }],
    }),
  )
  expect(result).toEqual(delivered({ sentNow: 1 }))
  expect(askedFor).toEqual(Array(3).fill({ editionIds }))
  const [first = 0, second = 0, third = 0] = askedAt
  expect(second - first).toBeGreaterThanOrEqual(300)
  expect(third - second).toBeGreaterThanOrEqual(100)
})
