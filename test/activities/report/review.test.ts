import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { ActivityDependencies } from '../../../activities/dependencies.ts'
import { type ReviewRound, reviewMailActivities } from '../../../activities/notices/review-mails.ts'
import { reportActivities } from '../../../activities/report/report.ts'
import { reviewActivities } from '../../../activities/report/review.ts'
import { listDeliveries } from '../../../adapters/store/deliver/deliveries.ts'
import {
  addRunAuthorisations,
  listRunAuthorisations,
} from '../../../adapters/store/deliver/run-authorisations.ts'
import { latestReconciliation } from '../../../adapters/store/reconcile/reconciliations.ts'
import { loadReviewTeams } from '../../../adapters/store/review/answers.ts'
import { addReview, loadReview } from '../../../adapters/store/review/reviews.ts'
import { authorisedNow } from '../../../domain/deliver/authorisation.ts'
import { reminderTimes } from '../../../domain/review/times.ts'
import { answerReview } from '../../../queries/review/answer.ts'
import { aBegunReview } from '../../adapters/store/review/a-review.ts'
import { nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'
import { measureQuarter, quarter } from '../../web/figures.ts'
import { movePeopleIn, people } from '../../web/people.ts'

const store = storeForThisFile()
let clock = nowAt
let reconciliationId = ''

beforeAll(async () => {
  await movePeopleIn(store())
  await measureQuarter(store())
  reconciliationId = (await latestReconciliation(store(), quarter))?.reconciliationId ?? ''
})

beforeEach(async () => {
  clock = nowAt
  await store().pool.query(`delete from deliveries where notice_id is not null`)
  await store().pool.query('delete from notices')
  await store().pool.query('delete from reviews')
})

const deliveryWorkflowId = 'deliver-of-this-test'

function dependencies(): ActivityDependencies & { readonly publicOrigin: string } {
  return {
    store: store(),
    openTracker: () => Promise.reject(new Error('no tracker is asked for a review')),
    now: () => clock,
    betweenSlices: () => Promise.resolve(),
    codeVersion: async () => 'test',
    publicOrigin: 'https://plumbline.company.example',
  }
}

const review = () => reviewActivities(dependencies())
const queueReviewMails = (round: ReviewRound) => reviewMailActivities(dependencies()).queueReviewMails(round)

/** Runs work as an activity of this workflow. */
function within<Result>(workflowId: string, work: () => Promise<Result>): Promise<Result> {
  const info = { workflowExecution: { workflowId, runId: `run of ${workflowId}` } }
  return new MockActivityEnvironment(info, { logger: new DefaultLogger('ERROR') }).run(work)
}

/** A review whose workflow may mail. */
async function aReview(changes: Parameters<typeof aBegunReview>[0] = {}) {
  const begun = aBegunReview({ quarter, ...changes })
  await addReview(store().pool, begun)
  const { runAuthorisationId, workflowId } = begun
  await addRunAuthorisations(store(), [
    authorisedNow({ runAuthorisationId, quarter, workflowId, madeBy: 'this test', nowAt }),
  ])
  return begun
}

async function requests() {
  return (await listDeliveries(store(), { quarter })).filter(({ kind }) => kind?.startsWith('review'))
}

test('each step done twice, as after a kill between its end and its record, does nothing twice', async () => {
  const { reviewId, workflowId } = await aReview()
  const twice = async (work: () => Promise<unknown>): Promise<void> => {
    expect(await within(workflowId, work)).toEqual(await within(workflowId, work))
  }
  const task = () => within(workflowId, () => review().nextReviewTask({ reviewId }))
  expect(await task()).toMatchObject({ kind: 'draft', quarter })
  await twice(() => review().openReview({ reviewId, reconciliationId }))
  expect(await loadReviewTeams(store().pool, reviewId)).toMatchObject([{ teamId: 'core', requestedAt: null }])
  expect(await task()).toEqual({ kind: 'request', quarter })
  await twice(() => queueReviewMails({ reviewId, round: null, deliveryWorkflowId }))
  expect(await requests()).toMatchObject([{ kind: 'review request', recipientEmail: people.reviewer }])

  const opened = await loadReview(store().pool, reviewId)
  const [halfAt = 0] = reminderTimes(opened?.openedAt ?? 0, opened?.deadlineAt ?? 0)
  expect(await task()).toMatchObject({ kind: 'wait' })
  clock = halfAt
  expect(await task()).toEqual({ kind: 'remind', quarter, round: 1 })
  await twice(() => queueReviewMails({ reviewId, round: 1, deliveryWorkflowId }))
  expect((await requests()).map(({ kind }) => kind).sort()).toEqual(['review reminder', 'review request'])
  expect(await loadReview(store().pool, reviewId)).toMatchObject({ reminders: 1, remindedAt: halfAt })

  clock = opened?.deadlineAt ?? 0
  expect(await task()).toEqual({ kind: 'close' })
  await twice(() => review().closeReview({ reviewId }))
  expect(await task()).toMatchObject({ kind: 'rebuild' })
  await twice(() => review().reviewRebuilt({ reviewId, reconciliationId }))
  expect(await task()).toMatchObject({ kind: 'send', reconciliationId })
  await twice(() => review().reviewMailed({ reviewId }))
  expect(await task()).toEqual({ kind: 'over' })
})

test('the request links to the team’s page and says until when, on the clock of its readers', async () => {
  const { reviewId, workflowId } = await aReview()
  await within(workflowId, () => review().openReview({ reviewId, reconciliationId }))
  await within(workflowId, () => queueReviewMails({ reviewId, round: null, deliveryWorkflowId }))
  const { rows } = await store().pool.query('select subject, text from notices')
  const url = `https://plumbline.company.example/reviews/${quarter}/core`
  expect(rows).toMatchObject([
    {
      subject: expect.stringContaining('is this right? Answer by 17 June'),
      text: expect.stringContaining(url),
    },
  ])
})

test('each round of mails may be sent by one run of its delivery', async () => {
  const { reviewId, workflowId, runAuthorisationId } = await aReview()
  await within(workflowId, () => review().openReview({ reviewId, reconciliationId }))
  const round = { reviewId, round: null, deliveryWorkflowId }
  const mails = await within(workflowId, () => queueReviewMails(round))
  expect(mails.runAuthorisationId).toBe(`${runAuthorisationId}/request`)
  expect(await listRunAuthorisations(store(), mails.runAuthorisationId)).toMatchObject([
    { quarter, workflowId: deliveryWorkflowId, runId: null },
  ])
})

test('a workflow that nobody authorised asks nobody', async () => {
  const { reviewId, workflowId } = await aReview({ runAuthorisationId: 'another' })
  await within(workflowId, () => review().openReview({ reviewId, reconciliationId }))
  const round = { reviewId, round: null, deliveryWorkflowId }
  await expect(within('forged', () => queueReviewMails(round))).rejects.toThrow('without authorisation')
  expect(await requests()).toEqual([])
})

test('who has answered is reminded of nothing, and the review closes once all have', async () => {
  const { reviewId, workflowId } = await aReview()
  await within(workflowId, () => review().openReview({ reviewId, reconciliationId }))
  await within(workflowId, () => queueReviewMails({ reviewId, round: null, deliveryWorkflowId }))
  await answerReview(store(), {
    ...{ reviewId, teamId: 'core', answer: { kind: 'confirmed' }, nowAt },
    ...{ author: { email: people.reviewer, name: 'Pat Example' }, actor: people.reviewer },
  })
  expect(await within(workflowId, () => review().nextReviewTask({ reviewId }))).toEqual({ kind: 'close' })
  await within(workflowId, () => queueReviewMails({ reviewId, round: 1, deliveryWorkflowId }))
  expect((await requests()).map(({ kind }) => kind)).toEqual(['review request'])
})

test('a schedule begins its review once, and none while another is not over', async () => {
  const wanted = {
    ...{ quarter, asOfAt: nowAt, answerDays: 3, needsApproval: true },
    runAuthorisationId: 'final-report',
  }
  const begin = () => within('scheduled', () => review().beginReview(wanted))
  const begun = await begin()
  expect(await begin()).toEqual(begun)
  expect(await loadReview(store().pool, begun?.reviewId ?? '')).toMatchObject({
    ...{ answerDays: 3, needsApproval: true, workflowId: 'scheduled' },
    startedBy: 'schedule final-report',
  })
  const other = { ...wanted, runAuthorisationId: 'other' }
  expect(await within('other', () => review().beginReview(other))).toBeNull()
})

test('while a review is not over, nothing else makes the quarter’s report for its readers', async () => {
  await aReview()
  const key = { runAuthorisationId: 'by hand', quarter, workflowId: 'by hand' }
  await addRunAuthorisations(store(), [authorisedNow({ ...key, madeBy: 'this test', nowAt })])
  const render = within('by hand', () =>
    reportActivities(dependencies()).renderEditions({ ...key, reconciliationId }),
  )
  await expect(render).rejects.toThrow('is being reviewed')
})
