import { randomUUID } from 'node:crypto'
import type { WorkflowHandle } from '@temporalio/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ShownProgress } from '../../demo/progress.ts'
import { quarterReportId } from '../../workflows/ids.ts'
import type { quarterReport } from '../../workflows/index.ts'
import { waitUntil } from '../setup/wait-until.ts'
import { openWorkerBench, type StubActivities, type WorkerBench } from '../workflows/worker-bench.ts'

let bench: WorkerBench

beforeAll(async () => {
  bench = await openWorkerBench()
})

afterAll(() => bench[Symbol.asyncDispose]())

/** A quarter of a company without trackers, as far as its figures. */
function aJourney() {
  const quarter = `quarter-${randomUUID()}`
  const activities: StubActivities = {
    planJourney: async () => ({ quarter, earlierQuarters: [], connectionIds: [] }),
    classifyTickets: async () => ({
      tickets: 1_200,
      byStep: { override: 0, rule: 1_152, inherited: 0, uncategorised: 48 },
    }),
    measureQuarter: async () => ({
      effortRunId: 'effort',
      attributedMilliDays: 100_000,
      unattributedMilliDays: 0,
    }),
    reconcileQuarter: async () => ({ quarter, reconciliationId: 'figures', misalignmentShare: 0.14 }),
  }
  const start = () =>
    bench.client.workflow.start<typeof quarterReport>('quarterReport', {
      taskQueue: bench.taskQueue,
      workflowId: quarterReportId(quarter),
      args: [{ choice: { quarter }, asOfAt: null, through: 'reconcile' }],
    })
  return { activities, start }
}

/** Counts the questions that are put to it. */
function counted(handle: WorkflowHandle) {
  let asks = 0
  const query: WorkflowHandle['query'] = (...question) => {
    asks += 1
    return handle.query(...question)
  }
  return { query, asks: () => asks }
}

test('a question that a busy worker leaves unanswered is asked again, and every stage is told once', async () => {
  const { activities, start } = aJourney()
  const handle = await start()
  const { query, asks } = counted(handle)
  const lines: string[] = []
  const progress = new ShownProgress(bench.client, { query }, [], (line) => lines.push(line))
  const over = new AbortController()
  const following = progress.follow(over.signal)
  await waitUntil(() => asks() >= 2)
  expect(lines).toEqual([])
  await bench.work(activities, async () => {
    await handle.result()
    over.abort()
    await following
    await progress.finish()
  })
  progress.tell((await handle.result()).stages)
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['sync', 'classify', 'effort', 'reconcile'])
})
