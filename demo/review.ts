import type { Connection } from '../adapters/store/connections/connections.ts'
import { listDeliveries } from '../adapters/store/deliver/deliveries.ts'
import type { Store } from '../adapters/store/sql/client.ts'
import { isSettled } from '../domain/deliver/states.ts'
import { hourMs } from '../domain/instant.ts'
import { dateInWords } from '../domain/report/words/dates.ts'
import { usualAnswerDays } from '../domain/review/times.ts'
import { type ReviewWithTeams, reviewOfQuarter, unfinishedReview } from '../queries/review/reviews.ts'
import { reviewTerms } from '../queries/review/start.ts'
import type { Plumbline } from '../worker/plumbline.ts'
import { pause } from '../worker/process/pause.ts'
import { startReview } from '../worker/runs/start-review.ts'
import { tellReview } from '../worker/runs/tell-review.ts'
import type { reviewQuarter } from '../workflows/index.ts'
import { giveAnswers, storyAnswers } from './answers.ts'
import { demoNowAt, demoQuarter } from './company/story/now.ts'
import { type DriftWatch, watchDemoDrift } from './drift-watch.ts'
import { ShownProgress } from './progress.ts'

const lookEveryMs = 50
/** The mails leave in the morning after the deadline, which is a midnight. */
const morningMs = 7 * hourMs

/** Whether the demo's report is still to be reviewed; not where it was made for its readers already. */
export async function isReviewDue(store: Store): Promise<boolean> {
  if ((await unfinishedReview(store, demoQuarter)) !== null) return true
  return !(await reviewTerms(store, { quarter: demoQuarter, asOfAt: demoNowAt })).isFrozen
}

/** The report's way through its review: drafted, its figures looked at by the drift watch, answered by all teams' PMs but one's, made anew after the deadline and mailed. */
export async function reviewReport(
  plumbline: Plumbline,
  connections: readonly Connection[],
  watch: DriftWatch,
): Promise<void> {
  const {
    temporal: { client },
    store,
  } = plumbline
  const { clock, say } = watch
  const { review } = await startReview(
    { client, store },
    {
      ...{ quarter: demoQuarter, asOfAt: demoNowAt, answerDays: usualAnswerDays, needsApproval: false },
      ...{ actor: 'demo', madeBy: 'demo', nowAt: clock.now() },
    },
  )
  const handle = client.workflow.getHandle<typeof reviewQuarter>(review.workflowId)
  // It ends only after the mails, or with a failure that is to be told.
  const ended = handle.result()
  ended.catch(() => undefined)
  const over = new AbortController()
  const progress = new ShownProgress(client, handle, connections, say)
  const shown = progress.follow(over.signal)
  shown.catch(() => undefined)
  try {
    await Promise.race([ended, until(() => isAsked(store), over.signal)])
  } finally {
    over.abort()
    await shown
  }
  await progress.finish()
  const asked = await currentReview(store)
  if (asked.review.state === 'open') {
    const { reconciliationId } = asked.review
    if (reconciliationId !== null) await watchDemoDrift(plumbline, reconciliationId, watch)
    const lastDay = asked.lastDay === null ? 'the deadline' : dateInWords(asked.lastDay)
    say(`review     the reviewers of ${asked.teams.length} teams are asked, until ${lastDay}`)
    await giveAnswers(store, asked, storyAnswers, { now: clock.now, say })
    clock.moveTo((asked.review.deadlineAt ?? clock.now()) + morningMs)
    say(
      `${''.padEnd(10)} the demo's clock moves on to ${new Date(clock.now()).toDateString()}: the time for answers is over`,
    )
    await tellReview(client, review.workflowId)
  }
  await ended
}

/** Whether the requests to reviewers have left: before, the clock may not be moved, by which their mails are dated. */
async function isAsked(store: Store): Promise<boolean> {
  const { review, teams } = await currentReview(store)
  if (review.state === 'drafting') return false
  if (review.state !== 'open') return true
  if (teams.some(({ requestedAt }) => requestedAt === null)) return false
  const requests = (await listDeliveries(store, { quarter: demoQuarter })).filter(
    ({ kind }) => kind === 'review request',
  )
  return requests.every(({ state }) => isSettled(state))
}

async function until(isSo: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  while (!(await isSo())) await pause(lookEveryMs, signal)
}

async function currentReview(store: Store): Promise<ReviewWithTeams> {
  const shown = await reviewOfQuarter(store, demoQuarter)
  if (shown === null) throw new Error(`the review of ${demoQuarter} is gone`)
  return shown
}
