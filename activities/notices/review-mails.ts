import { queueNotice } from '../../adapters/store/deliver/queue/notices.ts'
import { allowRun } from '../../adapters/store/deliver/run-authorisations.ts'
import { loadReconciliation } from '../../adapters/store/reconcile/reconciliations.ts'
import { loadReviewTeams, markRequested, type ReviewTeam } from '../../adapters/store/review/answers.ts'
import { countReminder } from '../../adapters/store/review/moves.ts'
import { lockReview } from '../../adapters/store/review/reviews.ts'
import { inTransaction } from '../../adapters/store/sql/rows.ts'
import { authorisedNow } from '../../domain/deliver/authorisation.ts'
import { readersZones } from '../../domain/deliver/quiet-hours.ts'
import type { Notice } from '../../domain/deliver/readers/notice.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { Reconciliation } from '../../domain/reconcile/dataset/reconciliation.ts'
import { composeReviewMail } from '../../domain/report/notices/review-mail.ts'
import { type Review, unfinishedTeams } from '../../domain/review/review.ts'
import { takesAnswers } from '../../domain/review/states.ts'
import { lastMinuteToAnswer } from '../../domain/review/times.ts'
import { reviewersOf } from '../../domain/sign-in/roles.ts'
import { requireAuthorisedRun } from '../deliver/authorised-run.ts'
import type { EditionsToSend } from '../deliver/deliver.ts'
import type { MailDependencies } from '../dependencies.ts'
import { ResultMissingError } from '../errors.ts'
import { planInForce } from '../plan-in-force.ts'
import { requireReview } from '../require-stored.ts'
import { freezeNotice } from './freeze-notice.ts'

export interface ReviewRound {
  readonly reviewId: string
  /** Null for the requests; reminders from 1. */
  readonly round: number | null
  /** The id of the workflow that sends them. */
  readonly deliveryWorkflowId: string
}

export function reviewMailActivities({
  store,
  now,
  betweenSlices,
  publicOrigin,
}: Pick<MailDependencies, 'store' | 'now' | 'betweenSlices' | 'publicOrigin'>) {
  return {
    /**
     * Queues the requests to reviewers, or a round of reminders to those who haven't finished, and lets one delivery send them. Done
     * again, it queues nothing twice.
     */
    async queueReviewMails({ reviewId, round, deliveryWorkflowId }: ReviewRound): Promise<EditionsToSend> {
      const review = await requireReview(store, reviewId)
      const { quarter, reconciliationId, runAuthorisationId } = review
      const nowAt = now()
      await requireAuthorisedRun(store, { runAuthorisationId, quarter, nowAt })
      const reconciliation =
        reconciliationId === null ? null : await loadReconciliation(store, reconciliationId)
      if (reconciliation === null) throw new ResultMissingError(`review ${reviewId} has no figures`)
      const { plan } = await planInForce(store)
      const teams = await loadReviewTeams(store.pool, reviewId)
      const delivery = {
        runAuthorisationId: `${runAuthorisationId}/${round === null ? 'request' : `reminder ${round}`}`,
        quarter,
        workflowId: deliveryWorkflowId,
      }
      const notices: { readonly teamId: string; readonly notice: Notice }[] = []
      for (const team of round === null ? teams : unfinishedTeams(teams)) {
        const notice = await noticeOf({ review, round, team, plan, reconciliation, publicOrigin, nowAt })
        notices.push({ teamId: team.teamId, notice })
        await betweenSlices()
      }
      await inTransaction(store, async (client) => {
        const current = await lockReview(client, reviewId)
        if (current === null || !isRoundDue(current, round)) return
        for (const { teamId, notice } of notices) {
          await queueNotice(client, notice, reviewersOf(plan, teamId), nowAt)
          await markRequested(client, reviewId, teamId, nowAt)
        }
        if (round !== null) await countReminder(client, reviewId, nowAt)
        await allowRun(client, authorisedNow({ ...delivery, madeBy: `review of ${quarter}`, nowAt }))
      })
      return {
        quarter,
        editionIds: teams.map(({ teamId }) => noticeIdOf(reviewId, round, teamId)),
        runAuthorisationId: delivery.runAuthorisationId,
      }
    },
  }
}

function isRoundDue({ state, reminders }: Review, round: number | null): boolean {
  return takesAnswers(state) && (round === null || round > reminders)
}

/** The same for the same occasion. */
function noticeIdOf(reviewId: string, round: number | null, teamId: string): string {
  return round === null
    ? `review-request/${reviewId}/${teamId}`
    : `review-reminder/${reviewId}/${round}/${teamId}`
}

interface NoticeInput {
  readonly review: Review
  readonly round: number | null
  readonly team: ReviewTeam
  readonly plan: Plan
  readonly reconciliation: Reconciliation
  readonly publicOrigin: string | null
  readonly nowAt: Instant
}

function noticeOf(input: NoticeInput): Promise<Notice> {
  const { review, round, team, plan, reconciliation, publicOrigin, nowAt } = input
  const { reviewId, quarter, deadlineAt } = review
  const { teamId } = team
  const kind = round === null ? 'review request' : 'review reminder'
  const zoneOf = readersZones(plan, nowAt)
  const content = composeReviewMail({
    kind,
    reconciliation,
    plan,
    teamId,
    publicOrigin,
    nowAt,
    lastMinuteAt: lastMinuteToAnswer(deadlineAt ?? nowAt),
    timeZones: reviewersOf(plan, teamId).map(({ email }) => zoneOf(email)),
    corrected: team.answers.filter(({ answer }) => answer === 'corrected').length,
  })
  const noticeId = noticeIdOf(reviewId, round, teamId)
  return freezeNotice(content, { noticeId, kind, quarter, teamId, renderedAt: nowAt }, publicOrigin)
}
