import { randomUUID } from 'node:crypto'
import { Context } from '@temporalio/activity'
import { ApplicationFailure } from '@temporalio/common'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { syncWorkflowId } from '../../workflows/ids.ts'
import type { quarterReport, syncConnection } from '../../workflows/index.ts'
import { waitUntil } from '../setup/wait-until.ts'
import { openWorkerBench, type StubActivities, type WorkerBench } from './worker-bench.ts'

let bench: WorkerBench

beforeAll(async () => {
  bench = await openWorkerBench()
})

afterAll(() => bench[Symbol.asyncDispose]())

/** A report that only looks, of one connection under a name that no other test has. */
function aReport(changes: StubActivities) {
  const connectionId = randomUUID()
  const activities: StubActivities = {
    planJourney: async () => ({ quarter: 'this', earlierQuarters: [], connectionIds: [connectionId] }),
    openSync: async () => ({ runId: 'run-1', resumed: false, approximateTickets: null }),
    readPages: async () => ({ hasMore: false, pages: 1, tickets: 7 }),
    closeSync: async () => ({ tickets: 7, pages: 1, requests: 3, incomplete: 0 }),
    classifyTickets: async () => ({
      tickets: 7,
      byStep: { override: 0, rule: 7, inherited: 0, uncategorised: 0 },
    }),
    measureQuarter: async () => ({ effortRunId: 'effort', attributedMilliDays: 0, unattributedMilliDays: 0 }),
    reconcileQuarter: async () => ({ quarter: 'this', reconciliationId: 'one', misalignmentShare: null }),
    ...changes,
  }
  const start = (syncPatienceMs: number) =>
    bench.client.workflow.start<typeof quarterReport>('quarterReport', {
      ...{ taskQueue: bench.taskQueue, workflowId: `report-${connectionId}` },
      args: [{ choice: { quarter: 'this' }, asOfAt: null, through: 'reconcile', syncPatienceMs }],
    })
  const startOthers = () =>
    bench.client.workflow.start<typeof syncConnection>('syncConnection', {
      ...{ taskQueue: bench.taskQueue, workflowId: syncWorkflowId(connectionId) },
      args: [{ connectionId, depth: 'nightly' }],
    })
  return { activities, start, startOthers }
}

const read = { tickets: 7, requests: 3, connections: 1, refused: 0 }
const kept = { tickets: 0, requests: 0, connections: 1, refused: 1 }

describe('a report whose tracker doesn’t answer', () => {
  it('waits for a sync that runs already no longer than its patience, and uses what was read before', async () => {
    const release = Promise.withResolvers<void>()
    let reads = 0
    const { activities, start, startOthers } = aReport({
      lastSynced: async () => ({ syncedAt: 1 }),
      readPages: async () => {
        reads += 1
        await release.promise
        return { hasMore: false, pages: 1, tickets: 7 }
      },
    })
    await bench.work(activities, async () => {
      const others = await startOthers()
      await waitUntil(() => reads === 1)
      const { stages } = await (await start(1000)).result()
      expect(stages).toMatchObject({ sync: { state: 'done', counts: kept }, reconcile: { state: 'done' } })
      expect((await others.describe()).status.name).toBe('RUNNING')
      release.resolve()
      await others.result()
    })
  })

  it('waits on where it was never read whole: there is nothing else to report on', async () => {
    const release = Promise.withResolvers<void>()
    const { activities, start } = aReport({
      lastSynced: async () => {
        release.resolve()
        return { syncedAt: null }
      },
      readPages: async () => {
        await release.promise
        return { hasMore: false, pages: 1, tickets: 7 }
      },
    })
    await bench.work(activities, async () => {
      const { stages } = await (await start(1000)).result()
      expect(stages).toMatchObject({ sync: { state: 'done', counts: read } })
    })
  })

  it('reads once more where its time ran out while the host was away', async () => {
    let opened = 0
    let isBack = false
    const { activities, start } = aReport({
      lastSynced: async () => ({ syncedAt: 1 }),
      openSync: async () => {
        opened += 1
        if (!isBack) return await Context.current().cancelled
        if (opened > 2) return { runId: 'run-2', resumed: false, approximateTickets: null }
        // As a time limit does that has passed meanwhile.
        throw ApplicationFailure.create({ message: 'too late', nonRetryable: true })
      },
    })
    const partMs = 1000
    const handle = await bench.work(activities, async () => {
      const started = await start(partMs)
      await waitUntil(() => opened === 1)
      return started
    })
    const stoppedAt = Date.now()
    await waitUntil(() => Date.now() > stoppedAt + 2 * partMs)
    isBack = true
    await bench.work(activities, async () => {
      expect((await handle.result()).stages).toMatchObject({ sync: { state: 'done', counts: read } })
    })
    expect(opened).toBe(3)
  })
})
