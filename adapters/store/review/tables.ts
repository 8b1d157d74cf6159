import { z } from 'zod'
import { categories } from '../../../domain/category.ts'
import { type Immutable, instant, text, uuid, wholeNumber } from '../../../domain/fields.ts'
import { answerKinds, type Review } from '../../../domain/review/review.ts'
import { reviewStates } from '../../../domain/review/states.ts'
import { describeTable, type Table } from '../sql/table.ts'

const reviewRow = z.object({
  reviewId: uuid,
  quarter: text,
  state: z.enum(reviewStates),
  asOfAt: instant,
  answerDays: wholeNumber,
  needsApproval: z.boolean(),
  startedAt: instant,
  startedBy: text,
  workflowId: text,
  runAuthorisationId: text,
  reconciliationId: uuid.nullable(),
  openedAt: instant.nullable(),
  deadlineAt: instant.nullable(),
  reminders: wholeNumber,
  remindedAt: instant.nullable(),
  remindAskedAt: instant.nullable(),
  approvedAt: instant.nullable(),
  approvedBy: text.nullable(),
  endedAt: instant.nullable(),
})

export const reviewTable: Table<Review> = describeTable('reviews', reviewRow, { key: ['reviewId'] })

const teamRow = z.object({
  reviewId: uuid,
  teamId: text,
  position: wholeNumber,
  name: text,
  requestedAt: instant.nullable(),
})

export const reviewTeamTable = describeTable('review_teams', teamRow, { key: ['reviewId', 'teamId'] })

const answerRow = z.object({
  answerId: uuid,
  reviewId: uuid,
  teamId: text,
  answer: z.enum(answerKinds),
  answeredAt: instant,
  authorEmail: text,
  authorName: text,
  connectionId: uuid.nullable(),
  ticketId: text.nullable(),
  ticketKey: text.nullable(),
  categoryBefore: z.enum(categories).nullable(),
  categoryAfter: z.enum(categories).nullable(),
  milliDays: wholeNumber.nullable(),
})

/** One answer of a reviewer; with the ticket where one was corrected. */
export type ReviewAnswer = Immutable<z.infer<typeof answerRow>>

export const reviewAnswerTable = describeTable('review_answers', answerRow, { key: ['answerId'] })
