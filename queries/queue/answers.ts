import { saveOverride } from '../../adapters/store/classify/decisions.ts'
import { removeAnswer, saveAnswer } from '../../adapters/store/classify/queue.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Category } from '../../domain/category.ts'
import type { Instant } from '../../domain/instant.ts'
import type { TicketRef } from '../../domain/ticket.ts'

export interface AnswerToSave {
  readonly ticket: TicketRef
  /** Null where the person can't tell. */
  readonly category: Category | null
  /** An e-mail address. */
  readonly author: string
  /** Whether it also decides, as an override in the person's name. */
  readonly decides: boolean
}

const note = 'Answered in the review queue.'

/** Takes a person's answer: counted in the sample where the ticket is drawn, and a decision where it is asked as one. */
export async function answerTicket(
  store: Store,
  { ticket, category, author, decides }: AnswerToSave,
  nowAt: Instant,
): Promise<void> {
  await saveAnswer(store, { ticket, category, author }, nowAt)
  if (!decides || category === null) return
  await saveOverride(store, { ticket, category, workType: null, author, note }, nowAt)
}

/** Takes an answer back, with the decision that it made; false where there was none. */
export function takeAnswerBack(store: Store, ticket: TicketRef, nowAt: Instant): Promise<boolean> {
  return removeAnswer(store, ticket, note, nowAt)
}
