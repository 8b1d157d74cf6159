import { randomUUID } from 'node:crypto'
import { ApplicationFailure } from '@temporalio/common'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stages } from '../../domain/stages.ts'
import { deliverWorkflowId, quarterReportId, syncWorkflowId } from '../../workflows/ids.ts'
import type { quarterReport, syncConnection, watchDrift } from '../../workflows/index.ts'
import { journeyProgressQuery } from '../../workflows/messages.ts'
import type { QuarterReportInput } from '../../workflows/quarter-report.ts'
import { delivered } from '../builders/delivered.ts'
import { waitUntil } from '../setup/wait-until.ts'
import { answerOf } from './answer-of.ts'
import { openWorkerBench, type StubActivities, type WorkerBench } from './worker-bench.ts'

let bench: WorkerBench

beforeAll(async () => {
  bench = await openWorkerBench()
})

afterAll(() => bench[Symbol.asyncDispose]())

/** A company of one connection with a quarter before this one, under names that no other test has. */
function aJourney(changes: StubActivities = {}) {
  const quarter = `quarter-${randomUUID()}`
  const connectionId = randomUUID()
  const asked: string[] = []
  const note = <Result>(what: string, result: Result): Promise<Result> => {
    asked.push(what)
    return Promise.resolve(result)
  }
  const activities: StubActivities = {
    planJourney: () => note('plan', { quarter, earlierQuarters: ['before'], connectionIds: [connectionId] }),
    openSync: () => note('open', { runId: 'run-1', resumed: false, approximateTickets: null }),
    readPages: () => note('read', { hasMore: false, pages: 1, tickets: 1_200 }),
    closeSync: () => note('close', { tickets: 1_200, pages: 1, requests: 9, incomplete: 0 }),
    classifyTickets: () =>
      note('classify', {
        tickets: 1_200,
        byStep: { override: 2, rule: 1_000, inherited: 150, uncategorised: 48 },
      }),
    measureQuarter: ({ quarter: each }) =>
      note(`measure ${each === quarter ? 'this' : each}`, {
        effortRunId: `effort of ${each}`,
        attributedMilliDays: 100_400,
        unattributedMilliDays: 5_000,
        unreadMilliDays: 0,
        daysOffLoggedMilliDays: 0,
      }),
    reconcileQuarter: ({ effortRunId }) =>
      note('reconcile', {
        quarter: effortRunId === 'effort of before' ? 'before' : 'this',
        reconciliationId: `reconciliation of ${effortRunId}`,
        misalignmentShare: 0.14,
      }),
    renderEditions: () => note('render', { editionIds: ['one', 'two'], created: 1 }),
    queueEditions: () => note('queue', { queued: 2 }),
    noticeDrift: () => note('notice', { changes: 1, noticeIds: ['a notice'], refusal: null }),
    deliverQueued: () => note('deliver', delivered({ sentNow: 2 })),
    ...changes,
  }
  const start = (through: QuarterReportInput['through'] = 'deliver', workflowId = quarterReportId(quarter)) =>
    bench.client.workflow.start<typeof quarterReport>('quarterReport', {
      taskQueue: bench.taskQueue,
      workflowId,
      args: [
        through === 'deliver'
          ? { choice: { quarter }, asOfAt: null, through, runAuthorisationId: 'by this test' }
          : { choice: { quarter }, asOfAt: null, through },
      ],
    })
  return { quarter, connectionId, asked, activities, start }
}

/** Starts the weekly look. */
function watch() {
  return bench.client.workflow.start<typeof watchDrift>('watchDrift', {
    ...{ taskQueue: bench.taskQueue, workflowId: `watch-${randomUUID()}` },
    args: [{ asOfAt: null }],
  })
}

describe('a quarterly report', () => {
  it('goes through its stages in their order, and tells of each what came of it', async () => {
    const { quarter, asked, activities, start } = aJourney()
    await bench.work(activities, async () => {
      const handle = await start()
      const result = await handle.result()
      expect(result).toMatchObject({
        quarter,
        reconciliationId: `reconciliation of effort of ${quarter}`,
        editionIds: ['one', 'two'],
        delivered: { sentNow: 2 },
      })
      const progress = await answerOf(() => handle.query(journeyProgressQuery))
      expect(result.stages).toEqual(progress.stages)
      expect(progress.quarter).toBe(quarter)
      expect(Object.keys(progress.stages)).toEqual(stages)
      expect(progress.stages).toEqual({
        sync: { state: 'done', counts: { tickets: 1_200, requests: 9, connections: 1, refused: 0 } },
        classify: { state: 'done', counts: { tickets: 1_200, uncategorised: 48 } },
        effort: { state: 'done', counts: { attributedMilliDays: 200_800, quarters: 2 } },
        reconcile: {
          state: 'done',
          counts: {
            quarters: [
              { quarter: 'before', misalignmentShare: 0.14 },
              { quarter: 'this', misalignmentShare: 0.14 },
            ],
          },
        },
        report: { state: 'done', counts: { editions: 2, created: 1 } },
        deliver: { state: 'done', counts: delivered({ sentNow: 2 }) },
      })
    })
    const measured = ['measure before', 'measure this', 'reconcile', 'reconcile']
    expect(asked).toEqual([
      ...['plan', 'open', 'read', 'close', 'classify', ...measured],
      ...['render', 'queue', 'deliver'],
    ])
  })

  it('tells which stage is under way', async () => {
    const measuring = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const { activities, start } = aJourney({
      measureQuarter: async () => {
        measuring.resolve()
        await release.promise
        return { effortRunId: 'effort', attributedMilliDays: 0, unattributedMilliDays: 0 }
      },
    })
    await bench.work(activities, async () => {
      const handle = await start()
      await measuring.promise
      const { stages: begun } = await answerOf(() => handle.query(journeyProgressQuery))
      expect(Object.keys(begun)).toEqual(['sync', 'classify', 'effort'])
      expect(begun).toMatchObject({ classify: { state: 'done' }, effort: { state: 'running' } })
      release.resolve()
      await handle.result()
    })
  })

  it('that only looks at the drift renders and mails nothing', async () => {
    const { asked, activities, start } = aJourney()
    const result = await bench.work(activities, async () => await (await start('reconcile')).result())
    expect(result).toMatchObject({ editionIds: [], delivered: null })
    expect(asked.at(-1)).toBe('reconcile')
  })

  it('by the week looks at the drift, and mails the notices of what has changed', async () => {
    const { quarter, asked, activities } = aJourney()
    const result = await bench.work(activities, async () => await (await watch()).result())
    expect(result).toMatchObject({ quarter, changes: 1, refusal: null, delivered: { sentNow: 2 } })
    expect(asked.slice(-3)).toEqual(['reconcile', 'notice', 'deliver'])
  })

  it('by the week mails nothing where nothing has changed, or the run may not', async () => {
    const { asked, activities } = aJourney({
      noticeDrift: async () => ({ changes: 0, noticeIds: [], refusal: 'it ran before' }),
    })
    const result = await bench.work(activities, async () => await (await watch()).result())
    expect(result).toMatchObject({ changes: 0, refusal: 'it ran before', delivered: null })
    expect(asked.at(-1)).toBe('reconcile')
  })

  it('goes on with what was read before where a tracker refuses us for good, and says so', async () => {
    const { activities, start } = aJourney({ openSync: refuses, lastSynced: async () => ({ syncedAt: 1 }) })
    await bench.work(activities, async () => {
      const handle = await start()
      expect(await handle.result()).toMatchObject({ delivered: { sentNow: 2 } })
      expect((await answerOf(() => handle.query(journeyProgressQuery))).stages.sync).toEqual({
        state: 'done',
        counts: { tickets: 0, requests: 0, connections: 1, refused: 1 },
      })
    })
  })

  it('fails where that tracker was never read whole: half a company would give wrong figures', async () => {
    const { asked, activities, start } = aJourney({
      openSync: refuses,
      lastSynced: async () => ({ syncedAt: null }),
    })
    await bench.work(activities, async () => {
      const failure: unknown = await (await start()).result().catch((error: unknown) => error)
      expect(failure).toMatchObject({ cause: { cause: { cause: { message: 'the token expired' } } } })
    })
    expect(asked).toEqual(['plan'])
  })

  it('waits for a sync of the same connection that somebody else began, and then syncs', async () => {
    const release = Promise.withResolvers<void>()
    const { connectionId, asked, activities, start } = aJourney()
    let reads = 0
    const held: StubActivities = {
      ...activities,
      readPages: async () => {
        reads += 1
        asked.push(`read ${reads}`)
        if (reads === 1) await release.promise
        return { hasMore: false, pages: 1, tickets: 1 }
      },
    }
    await bench.work(held, async () => {
      const others = await bench.client.workflow.start<typeof syncConnection>('syncConnection', {
        taskQueue: bench.taskQueue,
        workflowId: syncWorkflowId(connectionId),
        args: [{ connectionId, depth: 'nightly' }],
      })
      await waitUntil(() => reads === 1)
      const handle = await start('reconcile')
      // That of its patience, and that of its turn.
      await waitUntil(async () => (await timersOf(handle.workflowId)) >= 2)
      expect(await answerOf(() => handle.query(journeyProgressQuery))).toMatchObject({
        stages: { sync: { state: 'running' } },
      })
      release.resolve()
      await others.result()
      await handle.result()
    })
    expect(asked.slice(0, 7)).toEqual(['open', 'read 1', 'plan', 'close', 'open', 'read 2', 'close'])
  })

  it('waits for a delivery of the same quarter that another report began', async () => {
    const release = Promise.withResolvers<void>()
    const { quarter, activities, start } = aJourney()
    let deliveries = 0
    const held: StubActivities = {
      ...activities,
      deliverQueued: async () => {
        deliveries += 1
        if (deliveries === 1) await release.promise
        return delivered({ sentNow: deliveries === 1 ? 2 : 0 })
      },
      countDelivered: async () => delivered({ nextAttemptInMs: 1_000 }),
    }
    await bench.work(held, async () => {
      const first = await start()
      await waitUntil(() => deliveries === 1)
      const second = await start('deliver', `${quarterReportId(quarter)}-again`)
      await waitUntil(async () => (await timersOf(second.workflowId)) >= 2)
      release.resolve()
      expect(await first.result()).toMatchObject({ delivered: { sentNow: 2 } })
      expect(await second.result()).toMatchObject({ delivered: { sentNow: 0 } })
    })
  })

  it('has its mails sent by the delivery of another report that waits for hours, and is done', async () => {
    let lastAskedFor: readonly string[] = []
    let isFirst = true
    const { quarter, activities, start } = aJourney({
      renderEditions: async () => ({ editionIds: isFirst ? ['one'] : ['one', 'two'], created: 1 }),
      deliverQueued: async ({ editionIds }) => {
        lastAskedFor = editionIds
        return delivered({ sentNow: 1, nextAttemptInMs: 8 * 3_600_000 })
      },
      countDelivered: async ({ editionIds }) => {
        const sent = lastAskedFor.includes('two') ? 2 : 1
        const nextAttemptInMs = editionIds.length > sent ? 1_000 : 8 * 3_600_000
        const { byState } = delivered({})
        return { sentNow: 0, byState: { ...byState, sent }, nextAttemptInMs }
      },
    })
    await bench.work(activities, async () => {
      const first = await start()
      await waitUntil(() => lastAskedFor.length === 1)
      isFirst = false
      const second = await start('deliver', `${quarterReportId(quarter)}-again`)
      expect(await second.result()).toMatchObject({ delivered: { sentNow: 1, byState: { sent: 2 } } })
      expect(lastAskedFor).toEqual(['one', 'two'])
      const delivery = bench.client.workflow.getHandle(deliverWorkflowId(quarter))
      expect((await delivery.describe()).status.name).toBe('RUNNING')
      // The report fails, and so ends, where its delivery ends before it.
      await first.terminate()
      await delivery.terminate()
    })
  })

  it('ends while the relay still puts mails off, and lets the delivery go on by itself', async () => {
    const { quarter, activities } = aJourney({
      deliverQueued: async () => delivered({ sentNow: 1, nextAttemptInMs: 3_600_000 }),
      countDelivered: async () => delivered({ nextAttemptInMs: 3_600_000 }),
    })
    await bench.work(activities, async () => {
      const handle = await bench.client.workflow.start<typeof quarterReport>('quarterReport', {
        taskQueue: bench.taskQueue,
        workflowId: quarterReportId(quarter),
        args: [
          {
            choice: { quarter },
            asOfAt: null,
            through: 'deliver',
            runAuthorisationId: 'by this test',
            deliveryPatienceMs: 500,
          },
        ],
      })
      expect(await handle.result()).toMatchObject({ delivered: { nextAttemptInMs: 3_600_000 } })
      const delivery = bench.client.workflow.getHandle(deliverWorkflowId(quarter))
      expect((await delivery.describe()).status.name).toBe('RUNNING')
      await delivery.terminate()
    })
  })
})

async function refuses(): Promise<never> {
  throw ApplicationFailure.create({
    type: 'TrackerAuthError',
    message: 'the token expired',
    nonRetryable: true,
  })
}

async function timersOf(workflowId: string): Promise<number> {
  const { events } = await bench.client.workflow.getHandle(workflowId).fetchHistory()
  return (events ?? []).filter((event) => event.timerStartedEventAttributes).length
}
