import { z } from 'zod'
import { isoOf } from '../../../domain/instant.ts'
import { longQuarter } from '../../../domain/report/words/dates.ts'
import type { Review } from '../../../domain/review/review.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import { type ReviewWithTeams, reviews } from '../../../queries/review/reviews.ts'
import { askedText, reviewStateText, teamInReviewText } from '../../../wording/report/review-text.ts'
import { textIn } from '../../../wording/times.ts'
import { defineAction } from '../../frame/action.ts'
import { findReview } from './find.ts'

/** `plumbline review list`. */
export const listReviewsCommand = defineAction(z.object({}), async (session) => {
  const listed = await reviews(await session.store())
  return {
    json: { reviews: listed.map(reviewJson) },
    lines:
      listed.length === 0
        ? ['There is no review yet: plumbline review start']
        : listed.map(
            (each) =>
              `${longQuarter(each.review.quarter)}  ${textIn(session.terminal.timeZone, reviewStateText(each))}`,
          ),
  }
})

/** `plumbline review show`. */
export const showReviewCommand = defineAction(
  z.object({ quarter: z.string().optional() }),
  async (session, { quarter }) => {
    const shown = await findReview(session, quarter)
    return { json: reviewJson(shown), lines: reviewLines(shown, session.terminal.timeZone) }
  },
)

/** A review for a person: where it stands, then each team with what its reviewers said. */
export function reviewLines(shown: ReviewWithTeams, timeZone: string): string[] {
  return [
    `Review of ${longQuarter(shown.review.quarter)}, started by ${plainText(shown.review.startedBy)}`,
    textIn(timeZone, reviewStateText(shown)),
    ...approvalLines(shown.review),
    ...shown.teams.flatMap((team) => [
      `  ${plainText(team.name)} (${team.teamId}): ${plainText(textIn(timeZone, teamInReviewText(team, shown)))}`,
      ...team.statements.map(
        ({ authorName, text }) => `      ${plainText(authorName)}: "${plainText(text)}"`,
      ),
      ...(team.answers.length > 0
        ? []
        : [`      asked: ${askedText(team.reviewers.map(({ email }) => plainText(email)))}`]),
    ]),
  ]
}

/** How what is there now is approved, and nothing that is made after it. */
export function approvalLines({ state, quarter, reconciliationId }: Review): string[] {
  if (state !== 'awaiting approval' || reconciliationId === null) return []
  return [
    `Approve it as it is now: plumbline review approve --quarter ${quarter} --figures ${reconciliationId}`,
  ]
}

export function reviewJson({ review, lastDay, teams }: ReviewWithTeams) {
  const { reviewId, quarter, state, startedBy, needsApproval, approvedBy, reminders } = review
  return {
    ...{ reviewId, quarter, state, startedBy, needsApproval, approvedBy, reminders, lastDay },
    figures: review.reconciliationId,
    asOfAt: isoOf(review.asOfAt),
    startedAt: isoOf(review.startedAt),
    endedAt: review.endedAt === null ? null : isoOf(review.endedAt),
    teams: teams.map(({ teamId, name, standing, reviewers, answers, statements }) => ({
      ...{ teamId, name, standing, reviewers },
      answers: answers.map(
        ({ answer, answeredAt, authorEmail, ticketKey, categoryBefore, categoryAfter }) => ({
          ...{ answer, answeredAt: isoOf(answeredAt), author: authorEmail },
          ...{ ticket: ticketKey, before: categoryBefore, after: categoryAfter },
        }),
      ),
      statements: statements.map(({ authorName, text, saidAt }) => ({
        authorName,
        text,
        saidAt: isoOf(saidAt),
      })),
    })),
  }
}
