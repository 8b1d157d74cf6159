import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReviewTask } from '../../activities/report/review.ts'
import { tellReview } from '../../worker/runs/tell-review.ts'
import { isWorkflowRunning } from '../../worker/temporal/describe-workflow.ts'
import { deliverWorkflowId } from '../../workflows/ids.ts'
import type { reviewQuarter } from '../../workflows/index.ts'
import type { ReviewQuarterInput } from '../../workflows/review-quarter.ts'
import { delivered } from '../builders/delivered.ts'
import { waitUntil } from '../setup/wait-until.ts'
import { openWorkerBench, type StubActivities, type WorkerBench } from './worker-bench.ts'

let bench: WorkerBench

beforeAll(async () => {
  bench = await openWorkerBench()
})

afterAll(() => bench[Symbol.asyncDispose]())

/** A review whose tasks come from a list, as the store would give them. */
function aReview(tasks: readonly ReviewTask[], changes: StubActivities = {}) {
  const quarter = `quarter-${randomUUID()}`
  const workflowId = `review-${quarter}`
  const asked: string[] = []
  const note = <Result>(what: string, result: Result): Promise<Result> => {
    asked.push(what)
    return Promise.resolve(result)
  }
  const left = tasks.map((task) => ('quarter' in task ? { ...task, quarter } : task))
  const activities: StubActivities = {
    nextReviewTask: async () => {
      // Else what comes next could find the delivery still running, and would have it send too.
      await waitUntil(async () => !(await isWorkflowRunning(bench.client, deliverWorkflowId(quarter))))
      const task: ReviewTask = left.shift() ?? { kind: 'over' }
      if (task.kind === 'wait') asked.push('waits')
      return task
    },
    planJourney: () => note('plan', { quarter, earlierQuarters: [], connectionIds: [] }),
    classifyTickets: () =>
      note('classify', { tickets: 1, byStep: { override: 0, rule: 1, inherited: 0, uncategorised: 0 } }),
    measureQuarter: () =>
      note('measure', { effortRunId: 'effort', attributedMilliDays: 1, unattributedMilliDays: 0 }),
    reconcileQuarter: () =>
      note('reconcile', { quarter, reconciliationId: 'figures', misalignmentShare: 0.1 }),
    openReview: ({ reconciliationId }) => note(`open with ${reconciliationId}`, undefined),
    queueReviewMails: ({ round, deliveryWorkflowId }) => {
      expect(deliveryWorkflowId).toBe(deliverWorkflowId(quarter))
      const mails = { quarter, editionIds: ['notice'], runAuthorisationId: `round ${round}` }
      return note(round === null ? 'request' : `remind ${round}`, mails)
    },
    closeReview: () => note('close', undefined),
    reviewRebuilt: ({ reconciliationId }) => note(`rebuilt with ${reconciliationId}`, undefined),
    renderEditions: ({ reconciliationId, runAuthorisationId }) =>
      note(`render ${reconciliationId} by ${runAuthorisationId}`, { editionIds: ['edition'], created: 1 }),
    queueEditions: () => note('queue', { queued: 1 }),
    deliverQueued: ({ editionIds }) => note(`deliver ${editionIds}`, delivered({ sentNow: 1 })),
    reviewMailed: () => note('mailed', undefined),
    ...changes,
  }
  const start = (input: ReviewQuarterInput = { reviewId: 'review-1' }) =>
    bench.client.workflow.start<typeof reviewQuarter>('reviewQuarter', {
      taskQueue: bench.taskQueue,
      workflowId,
      args: [input],
    })
  return { workflowId, asked, activities, start }
}

const of = { quarter: 'set above', asOfAt: 1_000 }
const send: ReviewTask = { kind: 'send', ...of, reconciliationId: 'rebuilt', runAuthorisationId: 'review' }

test('a review goes from its draft to its mails, a task after the other', async () => {
  const { asked, activities, start } = aReview([
    { kind: 'draft', ...of },
    { kind: 'request', quarter: of.quarter },
    { kind: 'remind', quarter: of.quarter, round: 1 },
    { kind: 'close' },
    { kind: 'rebuild', ...of },
    send,
  ])
  await bench.work(activities, async () => {
    expect(await (await start()).result()).toEqual({ reviewId: 'review-1' })
  })
  const figures = ['plan', 'classify', 'measure', 'reconcile']
  expect(asked).toEqual([
    ...figures,
    'open with figures',
    ...['request', 'deliver notice', 'remind 1', 'deliver notice', 'close'],
    ...figures,
    'rebuilt with figures',
    ...['render rebuilt by review', 'queue', 'deliver edition', 'mailed'],
  ])
})

test('it waits until its time, and looks again', async () => {
  const { asked, activities, start } = aReview([{ kind: 'wait', waitMs: 50 }, { kind: 'close' }])
  await bench.work(activities, async () => (await start()).result())
  expect(asked).toEqual(['waits', 'close'])
})

test('it looks again at once where it is reported of a change', async () => {
  const { workflowId, asked, activities, start } = aReview([
    { kind: 'wait', waitMs: 3_600_000 },
    { kind: 'close' },
  ])
  await bench.work(activities, async () => {
    const handle = await start()
    await waitUntil(() => asked.includes('waits'))
    expect(await tellReview(bench.client, workflowId)).toBe('taken up')
    await handle.result()
    expect(await tellReview(bench.client, workflowId)).toBe('nobody')
  })
  expect(asked).toEqual(['waits', 'close'])
})

test('a review that a schedule wants is begun first', async () => {
  const begun: unknown[] = []
  const { activities, start } = aReview([], {
    beginReview: (input) => {
      begun.push(input)
      return Promise.resolve({ reviewId: 'begun' })
    },
  })
  const wanted = {
    ...{ quarter: '2026-Q2', asOfAt: 1, answerDays: 5, needsApproval: true },
    runAuthorisationId: 'final-report',
  }
  const result = await bench.work(activities, async () => (await start(wanted)).result())
  expect(result).toEqual({ reviewId: 'begun' })
  expect(begun).toEqual([wanted])
})

test('where another review of the quarter is not over, the schedule’s ends: that one sends the report', async () => {
  const { asked, activities, start } = aReview([{ kind: 'close' }], { beginReview: async () => null })
  const wanted = {
    quarter: '2026-Q2',
    asOfAt: 1,
    answerDays: 5,
    needsApproval: true,
    runAuthorisationId: 'x',
  }
  await bench.work(activities, async () => {
    expect(await (await start(wanted)).result()).toEqual({ reviewId: null })
  })
  expect(asked).toEqual([])
})

test('a worker that comes later goes on where the last one stopped, and knows what was told meanwhile', async () => {
  const { workflowId, asked, activities, start } = aReview([
    { kind: 'close' },
    { kind: 'wait', waitMs: 3_600_000 },
    send,
  ])
  const handle = await start()
  await bench.work(activities, () => waitUntil(() => asked.includes('waits')))
  expect(await tellReview(bench.client, workflowId)).toBe('noted')
  await bench.work(activities, () => handle.result())
  expect(asked).toEqual(['close', 'waits', 'render rebuilt by review', 'queue', 'deliver edition', 'mailed'])
})
