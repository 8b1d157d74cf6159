import { randomUUID } from 'node:crypto'
import { Context } from '@temporalio/activity'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { TrackerLimitError, TrackerUnavailableError } from '../../../adapters/trackers/errors.ts'
import { OutageLog } from '../../../worker/logging/outage-log.ts'
import { pause } from '../../../worker/process/pause.ts'
import { activityInterceptor } from '../../../worker/temporal/activity-interceptor.ts'
import { syncWorkflowId } from '../../../workflows/ids.ts'
import type { syncConnection } from '../../../workflows/index.ts'
import { openWorkerBench, type StubActivities, type WorkerBench } from '../../workflows/worker-bench.ts'

let bench: WorkerBench

beforeAll(async () => {
  bench = await openWorkerBench()
})

afterAll(() => bench[Symbol.asyncDispose]())

const tracker: StubActivities = {
  openSync: async () => ({ runId: 'run-1', resumed: false, approximateTickets: null }),
  readPages: async () => ({ hasMore: false, pages: 1, tickets: 100 }),
  closeSync: async () => ({ tickets: 100, pages: 1, requests: 6, incomplete: 0 }),
  recordSyncFailure: async () => undefined,
}

const eventShape = z.looseObject({ activity: z.string(), attempt: z.number(), outcome: z.string() })

/** A real worker below the interceptor, and the events that it logs. */
function watched() {
  const lines: string[] = []
  const log = pino({ base: null }, { write: (line: string) => lines.push(line) })
  const outages = new OutageLog(pino({ level: 'silent' }), Date.now)
  return {
    options: { interceptors: { activity: [activityInterceptor(log, Date.now, outages)] } },
    outcomesOf: (activity: string) =>
      lines
        .map((line) => eventShape.parse(JSON.parse(line)))
        .filter((each) => each.activity === activity)
        .map(({ attempt, outcome }) => `${attempt} ${outcome}`),
  }
}

function startSync() {
  const connectionId = randomUUID()
  return bench.client.workflow.start<typeof syncConnection>('syncConnection', {
    taskQueue: bench.taskQueue,
    workflowId: syncWorkflowId(connectionId),
    args: [{ connectionId, depth: 'recent' }],
  })
}

it('what may pass is tried again, after the time that was asked for, with an event for each attempt', async () => {
  const { options, outcomesOf } = watched()
  const errors = [
    new TrackerLimitError('Jira asks to wait.', 3_000),
    new TrackerUnavailableError('Jira could not be reached.'),
  ]
  const triedAt: number[] = []
  const readPages: StubActivities['readPages'] = async () => {
    triedAt.push(performance.now())
    const error = errors.shift()
    if (error !== undefined) throw error
    return { hasMore: false, pages: 1, tickets: 100 }
  }
  await bench.work({ ...tracker, readPages }, async () => await (await startSync()).result(), options)
  expect(outcomesOf('readPages')).toEqual(['1 delay', '2 retryable', '3 done'])
  expect(outcomesOf('openSync')).toEqual(['1 done'])
  const [first = 0, second = 0, third = 0] = triedAt
  // Left alone, the policy would have waited one second first and two then.
  expect(second - first).toBeGreaterThanOrEqual(2_900)
  expect(third - second).toBeGreaterThanOrEqual(1_900)
})

it('a bug is tried once, and its message reaches the caller', async () => {
  const { options, outcomesOf } = watched()
  const readPages = () => Promise.reject(new RangeError('-1 days'))
  await bench.work(
    { ...tracker, readPages },
    async () => {
      const error: unknown = await (await startSync()).result().catch((each: unknown) => each)
      expect(error).toMatchObject({ cause: { cause: { type: 'RangeError', message: '-1 days' } } })
    },
    options,
  )
  expect(outcomesOf('readPages')).toEqual(['1 bug'])
  expect(outcomesOf('recordSyncFailure')).toEqual(['1 done'])
})

it('a worker that stops hands its attempt back, and the next worker goes on with it', async () => {
  const { options, outcomesOf } = watched()
  const waiting = Promise.withResolvers<void>()
  const readPages: StubActivities['readPages'] = async () => {
    waiting.resolve()
    await pause(60_000, Context.current().cancellationSignal)
    throw new Error('It waited to the end.')
  }
  const handle = await bench.work(
    { ...tracker, readPages },
    async () => {
      const started = await startSync()
      await waiting.promise
      return started
    },
    options,
  )
  expect(outcomesOf('readPages')).toEqual(['1 cancelled'])
  expect(await bench.work(tracker, () => handle.result(), options)).toMatchObject({ tickets: 100 })
  expect(outcomesOf('readPages')).toEqual(['1 cancelled', '2 done'])
})
