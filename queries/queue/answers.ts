import { loadOverride, putOverride } from '../../adapters/store/classify/decisions.ts'
import { isOpenTicket, loadMeasured, loadNamedTickets } from '../../adapters/store/classify/open-work.ts'
import {
  loadAnswersBy,
  loadLastAnswer,
  loadSampleUnits,
  lockLastAnswer,
  removeAnswer,
  saveAnswer,
} from '../../adapters/store/classify/queue.ts'
import { addAuditEntry } from '../../adapters/store/sign-in/audit.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { inTransaction } from '../../adapters/store/sql/rows.ts'
import type { Category } from '../../domain/category.ts'
import type { Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { type TicketRef, ticketRefKey } from '../../domain/ticket.ts'
import { teamsInReach } from './queue.ts'

export interface AnswerToSave {
  readonly ticket: TicketRef
  /** Null where the person can't tell. */
  readonly category: Category | null
  /** An e-mail address. */
  readonly author: string
  /** Whether it also decides, as an override in the person's name. */
  readonly decides: boolean
  /** Who stands in the audit trail; defaults to the author. */
  readonly actor?: string
}

const note = 'Answered in the review queue.'

/**
 * Takes a person's answer: counted in the sample where the ticket is drawn, and a decision where it is asked as one. An override that
 * a person set by hand stays. The same answer once more changes nothing.
 */
export async function answerTicket(store: Store, answer: AnswerToSave, nowAt: Instant): Promise<void> {
  await answerUnlessAnswered(store, answer, nowAt)
}

/** The same. False, and nothing changed, where the ticket got an answer after `shownAt`. */
async function answerUnlessAnswered(
  store: Store,
  { ticket, category, author, decides, actor = author }: AnswerToSave,
  nowAt: Instant,
  shownAt?: Instant,
): Promise<boolean> {
  const subject = await subjectOf(store, ticket)
  return inTransaction(store, async (client) => {
    const before = await lockLastAnswer(client, ticket)
    const byHand = await loadOverride(client, ticket)
    const isDecided = decides && category !== null && (byHand === null || byHand.note === note)
    const stands = !isDecided || (byHand?.category === category && byHand.author === author)
    const isRepeated = isSame(before, { category, author }) && (before?.answeredAt ?? 0) <= nowAt
    if (stands && isRepeated) return true
    if (isSince(before, shownAt)) return false
    await saveAnswer(client, { ticket, category, author }, nowAt)
    if (isDecided) await putOverride(client, { ticket, category, workType: null, author, note }, nowAt)
    const said = `${answerInWords(category)}, by ${author}`
    await addAuditEntry(client, {
      ...{ changedAt: nowAt, actor, action: 'answer', subject },
      before: before === null ? null : `${answerInWords(before.category)}, by ${before.author}`,
      after: isDecided || category === null ? said : `${said}; counted in the sample only`,
    })
    return true
  })
}

type Answered = Pick<AnswerToSave, 'category' | 'author'>

function isSame(one: Answered | null, other: Answered): boolean {
  return one?.category === other.category && one.author === other.author
}

/** Who can't tell leaves a ticket to others. */
function isSince(
  answer: { readonly category: Category | null; readonly answeredAt: Instant } | null,
  shownAt: Instant | undefined,
): boolean {
  return answer !== null && answer.category !== null && shownAt !== undefined && answer.answeredAt > shownAt
}

export interface AnswerFromQueue extends Omit<AnswerToSave, 'decides'> {
  readonly quarter: QuarterId
  /** The teams whose tickets the person may answer; null for all. */
  readonly teamIds: readonly string[] | null
  /** When the person was shown the ticket; by default, now. */
  readonly shownAt?: Instant | undefined
}

/** The same for a person of some teams. False, and nothing changed, for a ticket that isn't in their queue or sample (any more). */
export async function answerFromQueue(
  store: Store,
  { quarter, teamIds, shownAt, ...answer }: AnswerFromQueue,
  nowAt: Instant,
): Promise<boolean> {
  const measured = await loadMeasured(store, quarter)
  if (measured === null) return false
  const inReach = teamsInReach(measured, teamIds)
  const isInQueue = await isOpenTicket(store, { ...measured, teamIds: inReach }, answer.ticket)
  if (!isInQueue && !(await isDrawable(store, quarter, inReach, answer.ticket))) {
    // A second click finds it decided by the first.
    return isSame(await loadLastAnswer(store.pool, answer.ticket), answer)
  }
  return await answerUnlessAnswered(store, { ...answer, decides: true }, nowAt, shownAt)
}

async function isDrawable(
  store: Store,
  quarter: QuarterId,
  teamIds: readonly string[],
  ticket: TicketRef,
): Promise<boolean> {
  const key = ticketRefKey(ticket)
  return (await loadSampleUnits(store, quarter)).some(
    (unit) => teamIds.includes(unit.teamId) && ticketRefKey(unit.ticket) === key,
  )
}

export interface AnswerToTakeBack {
  readonly ticket: TicketRef
  /** Whose answer; null for anybody's. */
  readonly author: string | null
  readonly actor: string
  /** When the person was shown it; by default, now. */
  readonly shownAt?: Instant | undefined
}

/** `not theirs`: it is somebody else's, or another one than they were shown. */
export type AnswerTakenBack = 'taken back' | 'none stands' | 'not theirs'

/** Takes the answer to a ticket back, with the decision that it made. */
export async function takeAnswerBack(
  store: Store,
  { ticket, author, actor, shownAt = Number.POSITIVE_INFINITY }: AnswerToTakeBack,
  nowAt: Instant,
): Promise<AnswerTakenBack> {
  const subject = await subjectOf(store, ticket)
  return inTransaction(store, async (client) => {
    const last = await lockLastAnswer(client, ticket)
    if (last === null) return 'none stands'
    if ((author !== null && last.author !== author) || last.answeredAt > shownAt) return 'not theirs'
    await removeAnswer(client, last, note, nowAt)
    await addAuditEntry(client, {
      ...{ changedAt: nowAt, actor, action: 'take answer back', subject },
      before: `${answerInWords(last.category)}, by ${last.author}`,
      after: null,
    })
    return 'taken back'
  })
}

/** An answer of a person, with what the ticket is called. */
export interface OwnAnswer {
  readonly ticket: TicketRef
  readonly key: string
  readonly title: string
  readonly category: Category | null
}

/** The last answers of a person that stand, the latest first. */
export async function answersOf(store: Store, author: string, limit: number): Promise<OwnAnswer[]> {
  const rows = await loadAnswersBy(store, author, limit)
  return rows.map(({ connectionId, ticketId, ...rest }) => ({ ticket: { connectionId, ticketId }, ...rest }))
}

async function subjectOf(store: Store, ticket: TicketRef): Promise<string> {
  const [named] = await loadNamedTickets(store, [ticket])
  return named === undefined ? 'a ticket' : `ticket ${named.key} (${named.connectionName})`
}

function answerInWords(category: Category | null): string {
  return category ?? 'unclear'
}
