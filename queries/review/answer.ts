import { randomUUID } from 'node:crypto'
import { decideByHand } from '../../adapters/store/classify/decisions.ts'
import { saveStatement } from '../../adapters/store/report/statements.ts'
import { addAnswer, isAsked } from '../../adapters/store/review/answers.ts'
import { lockReview } from '../../adapters/store/review/reviews.ts'
import type { ReviewAnswer } from '../../adapters/store/review/tables.ts'
import { addAuditEntry } from '../../adapters/store/sign-in/audit.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { inTransaction } from '../../adapters/store/sql/rows.ts'
import type { Instant } from '../../domain/instant.ts'
import { statementOf } from '../../domain/report/content/reviewers.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { type ReviewState, takesAnswers } from '../../domain/review/states.ts'
import type { Correction } from './correction.ts'

export interface ReviewAuthor {
  /** In lower case. */
  readonly email: string
  readonly name: string
}

export type GivenAnswer =
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'explained'; readonly words: string }
  | { readonly kind: 'corrected'; readonly correction: Correction }

export interface AnswerToGive {
  readonly reviewId: string
  readonly teamId: string
  readonly answer: GivenAnswer
  readonly author: ReviewAuthor
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

/** Takes a reviewer's answer: with its statement or its override, and an entry in the audit trail. Whoever calls it tells the workflow. */
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
    await addAnswer(client, {
      ...{ answerId: randomUUID(), reviewId, teamId, answer: answer.kind, answeredAt: nowAt, ...by },
      ...(answer.kind === 'corrected' ? ticketOf(answer.correction) : noTicket),
    })
    if (said?.kind === 'statement') {
      const { text } = said
      await saveStatement(client, { teamId, quarter, saidAt: nowAt, text, saidIn: 'review', ...by }, actor)
    }
    if (answer.kind === 'corrected') {
      const { ticket, category } = answer.correction
      const note = `Corrected in the review of ${longQuarter(quarter)}.`
      const override = { ticket, category, workType: null, author: author.email, note }
      await decideByHand(client, override, nowAt, { actor, ticketKey: ticket.key })
    }
    await addAuditEntry(client, {
      ...{
        changedAt: nowAt,
        actor,
        action: 'answer review',
        subject: `${teamId} in the review of ${quarter}`,
      },
      ...{ before: null, after: `${answer.kind}, by ${author.email}` },
    })
    return { kind: 'given' }
  })
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
