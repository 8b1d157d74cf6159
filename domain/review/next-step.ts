import type { Instant } from '../instant.ts'
import { type AskedTeam, type Review, unfinishedTeams } from './review.ts'
import { reminderTimes } from './times.ts'

/** What is to be done about a review. */
export type ReviewStep =
  /** Measure the quarter and draft its report. */
  | { readonly kind: 'draft' }
  | { readonly kind: 'request' }
  | { readonly kind: 'remind' }
  /** Everybody has answered, or the time is over. */
  | { readonly kind: 'close' }
  /** Measure the quarter again, with the corrections. */
  | { readonly kind: 'rebuild' }
  | { readonly kind: 'send' }
  /** Until then at the latest; null where only a person moves it on. */
  | { readonly kind: 'wait'; readonly untilAt: Instant | null }
  | { readonly kind: 'over' }

/**
 * Decides what is to be done about a review now. While it is open, in this order: the end (everybody has answered, or the deadline),
 * requests that were not queued yet, and reminders. Of reminders that fell due while nothing ran there is one.
 */
export function nextReviewStep(review: Review, teams: readonly AskedTeam[], nowAt: Instant): ReviewStep {
  switch (review.state) {
    case 'drafting':
      return { kind: 'draft' }
    case 'open':
      return stepWhileOpen(review, teams, nowAt)
    case 'rebuilding':
      return { kind: 'rebuild' }
    case 'awaiting approval':
      return { kind: 'wait', untilAt: null }
    case 'sending':
      return { kind: 'send' }
    case 'sent':
    case 'cancelled':
      return { kind: 'over' }
  }
}

function stepWhileOpen(review: Review, teams: readonly AskedTeam[], nowAt: Instant): ReviewStep {
  const { openedAt, deadlineAt } = review
  if (openedAt === null || deadlineAt === null) throw new Error(`review ${review.reviewId} has no deadline`)
  if (nowAt >= deadlineAt || unfinishedTeams(teams).length === 0) return { kind: 'close' }
  if (teams.some(({ requestedAt }) => requestedAt === null)) return { kind: 'request' }
  const times = reminderTimes(openedAt, deadlineAt)
  const sinceAt = review.remindedAt ?? openedAt
  const isDue = times.some((at) => at > sinceAt && at <= nowAt)
  if (isDue || isReminderAsked(review)) return { kind: 'remind' }
  return { kind: 'wait', untilAt: times.find((at) => at > nowAt) ?? deadlineAt }
}

function isReminderAsked({ remindAskedAt, remindedAt }: Review): boolean {
  return remindAskedAt !== null && (remindedAt === null || remindAskedAt > remindedAt)
}
