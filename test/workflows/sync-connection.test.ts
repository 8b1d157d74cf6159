import { randomUUID } from 'node:crypto'
import { Context } from '@temporalio/activity'
import { WorkflowFailedError } from '@temporalio/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toFailure } from '../../activities/failures.ts'
import type { PagesRead } from '../../activities/sync/read-pages.ts'
import { TrackerAuthError } from '../../adapters/trackers/errors.ts'
import { syncWorkflowId } from '../../workflows/ids.ts'
import type { scheduledSync, syncConnection } from '../../workflows/index.ts'
import { syncProgressQuery } from '../../workflows/messages.ts'
import { answerOf } from './answer-of.ts'
import { openWorkerBench, type StubActivities, type WorkerBench } from './worker-bench.ts'

let bench: WorkerBench

beforeAll(async () => {
  bench = await openWorkerBench()
})

afterAll(() => bench[Symbol.asyncDispose]())

/** A tracker of so many pages, and what was asked of it, in order. */
function aTracker(pages: number, changes: StubActivities = {}) {
  const asked: string[] = []
  let left = pages
  const activities: StubActivities = {
    openSync: async ({ connectionId, depth }) => {
      asked.push(`open ${depth} of ${connectionId}`)
      return { runId: 'run-1', resumed: false, approximateTickets: pages * 100 }
    },
    readPages: async ({ runId }) => {
      asked.push(`read ${runId}`)
      left -= 1
      return { hasMore: left > 0, pages: 1, tickets: 100 }
    },
    closeSync: async ({ runId }) => {
      asked.push(`close ${runId}`)
      return { tickets: pages * 100, pages, requests: pages + 5, incomplete: 0 }
    },
    recordSyncFailure: async ({ runId, failure }) => {
      asked.push(`fail ${runId}: ${failure}`)
    },
    ...changes,
  }
  return { asked, activities }
}

function startSync(connectionId: string) {
  return bench.client.workflow.start<typeof syncConnection>('syncConnection', {
    taskQueue: bench.taskQueue,
    workflowId: syncWorkflowId(connectionId),
    args: [{ connectionId, depth: 'recent' }],
  })
}

describe('a sync', () => {
  it('reads page after page, moves the cursor last, and tells how far it came', async () => {
    const connectionId = randomUUID()
    const { asked, activities } = aTracker(3)
    await bench.work(activities, async () => {
      const handle = await startSync(connectionId)
      expect(await handle.result()).toEqual({ tickets: 300, pages: 3, requests: 8, incomplete: 0 })
      expect(await answerOf(() => handle.query(syncProgressQuery))).toEqual({
        connectionId,
        pages: 3,
        tickets: 300,
        approximateTickets: 300,
      })
    })
    const read = 'read run-1'
    expect(asked).toEqual([`open recent of ${connectionId}`, read, read, read, 'close run-1'])
  })

  it('that fails for good records the words of the failure at the bottom, and moves no cursor', async () => {
    const { asked, activities } = aTracker(3, {
      readPages: () => Promise.reject(toFailure(new TrackerAuthError('Jira does not take the token.'))),
    })
    await bench.work(activities, async () => {
      const handle = await startSync(randomUUID())
      await expect(handle.result()).rejects.toBeInstanceOf(WorkflowFailedError)
    })
    expect(asked.slice(1)).toEqual(['fail run-1: Jira does not take the token.'])
  })

  it('that is cancelled leaves its run open, for the next one to go on with', async () => {
    const reading = Promise.withResolvers<void>()
    const { asked, activities } = aTracker(3, {
      readPages: async () => {
        reading.resolve()
        return await Context.current().cancelled
      },
    })
    await bench.work(activities, async () => {
      const handle = await startSync(randomUUID())
      await reading.promise
      await handle.cancel()
      await expect(handle.result()).rejects.toBeInstanceOf(WorkflowFailedError)
      expect((await handle.describe()).status.name).toBe('CANCELLED')
    })
    expect(asked).toHaveLength(1)
  })

  it('with a long history goes on in a new one, in the same run and with its progress', async () => {
    const connectionId = randomUUID()
    let left = 5
    const { asked, activities } = aTracker(5, {
      readPages: async () => {
        left -= 1
        // Temporal suggests a new history at 4 MB; real results are small, and it takes thousands of them.
        const read: PagesRead & { padding: string } = {
          hasMore: left > 0,
          pages: 1,
          tickets: 100,
          padding: 'x'.repeat(1_500_000),
        }
        return read
      },
    })
    await bench.work(activities, async () => {
      const handle = await startSync(connectionId)
      expect(await handle.result()).toMatchObject({ pages: 5 })
      const last = bench.client.workflow.getHandle<typeof syncConnection>(syncWorkflowId(connectionId))
      expect((await last.describe()).runId).not.toBe(handle.firstExecutionRunId)
      expect(await answerOf(() => last.query(syncProgressQuery))).toEqual({
        connectionId,
        pages: 5,
        tickets: 500,
        approximateTickets: 500,
      })
    })
    expect(asked).toEqual([`open recent of ${connectionId}`, 'close run-1'])
  })
})

describe('a scheduled sync', () => {
  it('syncs', async () => {
    const { asked, activities } = aTracker(1)
    expect(await bench.work(activities, () => runScheduled(randomUUID()))).toMatchObject({ pages: 1 })
    expect(asked).toHaveLength(3)
  })

  it('is left out while the same connection is being synced', async () => {
    const connectionId = randomUUID()
    const release = Promise.withResolvers<void>()
    const { asked, activities } = aTracker(1, {
      readPages: async () => {
        await release.promise
        return { hasMore: false, pages: 1, tickets: 100 }
      },
    })
    await bench.work(activities, async () => {
      const running = await startSync(connectionId)
      expect(await runScheduled(connectionId)).toBeNull()
      release.resolve()
      await running.result()
    })
    expect(asked.filter((each) => each.startsWith('open'))).toHaveLength(1)
  })

  function runScheduled(connectionId: string) {
    return bench.client.workflow.execute<typeof scheduledSync>('scheduledSync', {
      taskQueue: bench.taskQueue,
      workflowId: `scheduled-${connectionId}`,
      args: [{ connectionId, depth: 'recent' }],
    })
  }
})
