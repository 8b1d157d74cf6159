import { randomUUID } from 'node:crypto'
import { decideByHand, loadOverride } from '../../adapters/store/classify/decisions.ts'
import { lockStatement, saveStatement } from '../../adapters/store/report/statements.ts'
import { addAnswer, isAsked, lastAnswerOf } from '../../adapters/store/review/answers.ts'
import { lockReview } from '../../adapters/store/review/reviews.ts'
import type { ReviewAnswer } from '../../adapters/store/review/tables.ts'
import { addAuditEntry } from '../../adapters/store/sign-in/audit.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { inTransaction } from '../../adapters/store/sql/rows.ts'
import type { Queryable } from '../../adapters/store/sql/session.ts'
import type { Bucket } from '../../domain/category.ts'
import type { Instant } from '../../domain/instant.ts'
import { type ReviewerStatement, statementOf } from '../../domain/report/content/reviewers.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import type { Review } from '../../domain/review/review.ts'
import { type ReviewState, takesAnswers } from '../../domain/review/states.ts'
import { isOvertaken } from '../drift/statements.ts'
import type { Correction } from './correction.ts'

export interface ReviewAuthor {
  /** In lower case. */
  readonly email: string
  readonly name: string
}

export type GivenAnswer =
  | { readonly kind: 'confirmed' }
  /** `against`: the version of their words that the author saw; by default, whichever stands. */
  | { readonly kind: 'explained'; readonly words: string; readonly against?: string | undefined }
  /** `from`: as what the author saw the ticket counted; by default, as it counts. */
  | { readonly kind: 'corrected'; readonly correction: Correction; readonly from?: Bucket | undefined }

export interface AnswerToGive {
  readonly reviewId: string
  readonly teamId: string
  readonly answer: GivenAnswer
  readonly author: ReviewAuthor
  /** The figures that the author looked at; by default, those that are there. */
  readonly reconciliationId?: string | undefined
  /** Who stands in the audit trail: the author, or the command line. */
  readonly actor: string
  readonly nowAt: Instant
}

export type AnswerGiven =
  | { readonly kind: 'given' }
  | { readonly kind: 'no words' }
  | { readonly kind: 'too many words'; readonly characters: number }
  /** The review takes no answers any more, or not yet. */
  | { readonly kind: 'not open'; readonly state: ReviewState }
  /** The team has no figures of its own, or nobody to ask. */
  | { readonly kind: 'not asked' }
  /** The report was made anew since the author looked at it. */
  | { readonly kind: 'made anew' }
  /** The author said something else since they saw what they would replace, as in another window. */
  | { readonly kind: 'said meanwhile'; readonly words: string }
  /** Somebody decided on the ticket since the author looked at it, or it counts so already. */
  | { readonly kind: 'decided meanwhile' }

/**
 * Takes a reviewer's answer: with its statement or its override, and an entry in the audit trail. The team's last answer once more, as
 * a second click sends it, changes nothing. Whoever calls it tells the workflow.
 */
export async function answerReview(store: Store, given: AnswerToGive): Promise<AnswerGiven> {
  const { reviewId, teamId, answer, author, actor, nowAt } = given
  const said = answer.kind === 'explained' ? statementOf(answer.words) : null
  if (said?.kind === 'empty') return { kind: 'no words' }
  if (said?.kind === 'too long') return { kind: 'too many words', characters: said.characters }
  const by = { authorEmail: author.email, authorName: author.name }
  return await inTransaction(store, async (client) => {
    const review = await lockReview(client, reviewId)
    if (review === null || !(await isAsked(client, reviewId, teamId))) return { kind: 'not asked' }
    const { quarter, state, deadlineAt } = review
    const isOpen = takesAnswers(state) && deadlineAt !== null && nowAt < deadlineAt
    if (!isOpen) return { kind: 'not open', state }
    const key = { teamId, quarter, saidIn: 'review' as const, authorEmail: author.email }
    const before = said === null ? null : await lockStatement(client, key)
    if (await isRepeated(client, given, before?.text === said?.text)) return { kind: 'given' }
    const overtaken = await overtakenBy(client, given, { review, before })
    if (overtaken !== null) return overtaken
    await addAnswer(client, {
      ...{ answerId: randomUUID(), reviewId, teamId, answer: answer.kind, answeredAt: nowAt, ...by },
      ...(answer.kind === 'corrected' ? ticketOf(answer.correction) : noTicket),
    })
    if (said?.kind === 'statement') {
      const { text } = said
      await saveStatement(client, { ...key, ...by, saidAt: nowAt, text }, actor)
    }
    if (answer.kind === 'corrected') {
      const { ticket, category } = answer.correction
      const note = `Corrected in the review of ${longQuarter(quarter)}.`
      const override = { ticket, category, workType: null, author: author.email, note }
      await decideByHand(client, override, nowAt, { actor, ticketKey: ticket.key })
    }
    await addAuditEntry(client, {
      changedAt: nowAt,
      actor,
      action: 'answer review',
      subject: `${teamId} in the review of ${quarter}`,
      before: null,
      after: `${answer.kind}, by ${author.email}`,
    })
    return { kind: 'given' }
  })
}

/** Whether the team's last answer was this very one. */
async function isRepeated(
  on: Queryable,
  { reviewId, teamId, answer, author }: AnswerToGive,
  isSameText: boolean,
): Promise<boolean> {
  const last = await lastAnswerOf(on, reviewId, teamId)
  if (last === null || last.authorEmail !== author.email || last.answer !== answer.kind) return false
  switch (answer.kind) {
    case 'confirmed':
      return true
    case 'explained':
      return isSameText
    case 'corrected': {
      const { ticket, category } = answer.correction
      const isSameTicket = last.connectionId === ticket.connectionId && last.ticketId === ticket.ticketId
      return (
        isSameTicket &&
        last.categoryAfter === category &&
        (await bucketNow(on, answer.correction)) === category
      )
    }
  }
}

/** What was changed since the author looked; null for nothing that their answer is about. */
async function overtakenBy(
  on: Queryable,
  { answer, reconciliationId }: AnswerToGive,
  now: { readonly review: Review; readonly before: ReviewerStatement | null },
): Promise<AnswerGiven | null> {
  if (reconciliationId !== undefined && reconciliationId !== now.review.reconciliationId)
    return { kind: 'made anew' }
  if (answer.kind === 'corrected')
    return (await isDecidedMeanwhile(on, answer)) ? { kind: 'decided meanwhile' } : null
  const isSaid = answer.kind === 'explained' && now.before !== null && isOvertaken(answer.against, now.before)
  return isSaid ? { kind: 'said meanwhile', words: now.before.text } : null
}

async function isDecidedMeanwhile(
  on: Queryable,
  { correction, from = correction.bucket }: Extract<GivenAnswer, { kind: 'corrected' }>,
): Promise<boolean> {
  const now = await bucketNow(on, correction)
  return now !== from || now === correction.category
}

/** As what a ticket counts here, where two who correct it at once follow one another. */
async function bucketNow(on: Queryable, { ticket, bucket }: Correction): Promise<Bucket> {
  return (await loadOverride(on, ticket))?.category ?? bucket
}

type AnswerTicket = Pick<
  ReviewAnswer,
  'connectionId' | 'ticketId' | 'ticketKey' | 'categoryBefore' | 'categoryAfter' | 'milliDays'
>

const noTicket: AnswerTicket = {
  connectionId: null,
  ticketId: null,
  ticketKey: null,
  categoryBefore: null,
  categoryAfter: null,
  milliDays: null,
}

function ticketOf({ ticket, bucket, category, milliDays }: Correction): AnswerTicket {
  return {
    connectionId: ticket.connectionId,
    ticketId: ticket.ticketId,
    ticketKey: ticket.key,
    categoryBefore: bucket === 'uncategorised' ? null : bucket,
    categoryAfter: category,
    milliDays,
  }
}
