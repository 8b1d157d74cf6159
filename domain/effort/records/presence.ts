import type { Instant } from '../../instant.ts'
import type { ProgressSpan } from './timeline.ts'

/** Time in which one person had one ticket in progress; half-open. */
export interface Holding {
  readonly personId: string
  readonly startAt: Instant
  readonly endAt: Instant
  readonly waiting: boolean
  /** In progress without an assignee: counts half. */
  readonly unassigned: boolean
  /** When this person's unbroken presence on the ticket began. */
  readonly sinceAt: Instant
}

/**
 * Who had the ticket, span by span: its assignee; while it had none, at half weight the
 * next assignee, else who moved it into progress. Spans of accounts that match nobody in the plan hold nothing.
 *
 * @param personOf the person behind an account of this ticket's connection
 */
export function holdingsOf(
  spans: readonly ProgressSpan[],
  personOf: (accountId: string) => string | null,
): Holding[] {
  const holdings: Holding[] = []
  for (const span of spans) {
    const accountId = holderOf(span)
    const personId = accountId === null ? null : personOf(accountId)
    if (personId === null) continue
    const before = holdings.at(-1)
    const unbroken = before?.personId === personId && before.endAt === span.startAt
    holdings.push({
      personId,
      startAt: span.startAt,
      endAt: span.endAt,
      waiting: span.waiting,
      unassigned: span.assigneeId === null,
      sinceAt: unbroken ? before.sinceAt : span.startAt,
    })
  }
  return holdings
}

/** The account that a span counts for; null when nobody can be named. */
export function holderOf(span: ProgressSpan): string | null {
  return span.assigneeId ?? span.nextAssigneeId ?? span.moverId
}
