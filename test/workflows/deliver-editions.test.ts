import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SenderEnd } from '../../activities/deliver/deliver.ts'
import { deliverWorkflowId } from '../../workflows/ids.ts'
import { deliverTooSignal } from '../../workflows/messages.ts'
import { delivered } from '../builders/delivered.ts'
import { waitUntil } from '../setup/wait-until.ts'
import { openWorkerBench, type StubActivities, type WorkerBench } from './worker-bench.ts'

let bench: WorkerBench
const editionIds = ['one', 'two']

beforeAll(async () => {
  bench = await openWorkerBench()
})

afterAll(() => bench[Symbol.asyncDispose]())

const deliver = (): Promise<unknown> =>
  bench.client.workflow.execute('deliverEditions', {
    taskQueue: bench.taskQueue,
    workflowId: deliverWorkflowId(randomUUID()),
    args: [{ editionIds }],
  })

const another = {
  version: { deploymentName: 'bench', buildId: 'another' },
  useWorkerVersioning: false,
} as const

const more = (sentNow: number): SenderEnd => ({
  ...delivered({ sentNow, nextAttemptInMs: 1_000 }),
  left: 'more',
})

it('a delivery waits out what the relay put off, and tries until nothing is left', async () => {
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
  const result = await bench.work(activities, deliver)
  expect(result).toEqual(delivered({ sentNow: 2 }))
  expect(askedFor).toEqual(Array(3).fill({ editionIds, sliceMs: 3_000 }))
  const [first = 0, second = 0, third = 0] = askedAt
  expect(second - first).toBeGreaterThanOrEqual(300)
  expect(third - second).toBeGreaterThanOrEqual(100)
})

it('a delivery that waits for hours sends what it is told of at once', async () => {
  const askedFor: (readonly string[])[] = []
  const activities: StubActivities = {
    deliverQueued: async (input) => {
      askedFor.push(input.editionIds)
      return askedFor.length === 1
        ? delivered({ sentNow: 1, nextAttemptInMs: 8 * 3_600_000 })
        : delivered({ sentNow: 1 })
    },
  }
  await bench.work(activities, async () => {
    const workflowId = deliverWorkflowId(randomUUID())
    const args: [unknown] = [{ editionIds }]
    const handle = await bench.client.workflow.start('deliverEditions', {
      ...{ taskQueue: bench.taskQueue, workflowId, args },
    })
    await waitUntil(() => askedFor.length === 1)
    await handle.signal(deliverTooSignal, ['two', 'three'])
    expect(await handle.result()).toEqual(delivered({ sentNow: 2 }))
  })
  expect(askedFor).toEqual([editionIds, ['one', 'two', 'three']])
})

it('what a first slice leaves is sent by two workers side by side, and all that they sent is counted', async () => {
  const workers = new Set<string>()
  const lengths: (number | undefined)[] = []
  let waiting = 2
  const bothSend = Promise.withResolvers<void>()
  /** A worker that refuses a second sender, as a real one does, and holds its first until the other worker has one. */
  const worker = (name: string): StubActivities => {
    let sending = false
    return {
      deliverQueued: async ({ sliceMs }) => {
        if (sending) return { ...delivered({ nextAttemptInMs: 1_000 }), left: 'busy' }
        lengths.push(sliceMs)
        if (lengths.length === 1) return more(5)
        sending = true
        workers.add(name)
        if (workers.size === 2) bothSend.resolve()
        await bothSend.promise
        sending = false
        const sentNow = Math.min(1, waiting)
        waiting -= sentNow
        return delivered({ sentNow })
      },
    }
  }
  const result = await bench.work(worker('one'), () =>
    // One process has one worker of a build for each queue.
    bench.work(worker('two'), deliver, { workerDeploymentOptions: another }),
  )
  expect(workers).toEqual(new Set(['one', 'two']))
  expect(result).toEqual(delivered({ sentNow: 7 }))
  expect(lengths[0]).toBe(3_000)
  expect(new Set(lengths.slice(1))).toEqual(new Set([6_000]))
})

it('a sender that found nothing more to send, while the other’s mails were under way, makes nobody wait for them', async () => {
  const answers = [more(1), delivered({ sentNow: 2, nextAttemptInMs: 3_600_000 }), delivered({ sentNow: 3 })]
  const activities: StubActivities = {
    deliverQueued: async () => answers.shift() ?? delivered({ nextAttemptInMs: 3_600_000 }),
  }
  expect(await bench.work(activities, deliver)).toEqual(delivered({ sentNow: 6 }))
})
