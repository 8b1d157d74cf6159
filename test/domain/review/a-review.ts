import type { AnswerKind, AskedTeam, Review } from '../../../domain/review/review.ts'
import { at } from '../../builders/ticket.ts'

export const openedAt = at('2026-06-28T09:00:00Z')

/** A review that reviewers have been asked in, until the end of 3 July. */
export function aReview(changes: Partial<Review> = {}): Review {
  return {
    reviewId: '33333333-3333-4333-8333-333333333333',
    quarter: '2026-Q2',
    state: 'open',
    asOfAt: at('2026-06-28T08:00:00Z'),
    answerDays: 5,
    needsApproval: false,
    startedAt: at('2026-06-28T08:00:00Z'),
    startedBy: 'ada@company.example',
    workflowId: 'review-2026-Q2',
    runAuthorisationId: '44444444-4444-4444-8444-444444444444',
    reconciliationId: null,
    openedAt,
    deadlineAt: at('2026-07-04T00:00:00Z'),
    reminders: 0,
    remindedAt: null,
    remindAskedAt: null,
    approvedAt: null,
    approvedBy: null,
    endedAt: null,
    ...changes,
  }
}

/** A team that was asked, with these answers. */
export function anAskedTeam(teamId: string, ...answers: AnswerKind[]): AskedTeam {
  return {
    teamId,
    name: teamId,
    requestedAt: openedAt,
    answers: answers.map((answer, index) => ({ answer, answeredAt: openedAt + index })),
  }
}
