import { type Instant, minuteMs } from '../instant.ts'
import type { SendOutcome } from './delivery.ts'
import { nextAttemptAt } from './pace.ts'
import { isAboutSender } from './refusals.ts'

/** How long mails wait after a relay that couldn't be reached. */
const retryUnreachableMs = 60_000
/** Due mails are polled at most once a second. */
const shortestWaitMs = 1_000

export interface RecordedOutcome {
  readonly outcome: SendOutcome
  /** When a deferred mail may be tried again. */
  readonly notBeforeAt?: Instant
  /** The relay refused us, whoever the reader is: the next readers' mails would fare the same. */
  readonly isAboutSender?: boolean
}

/**
 * What is recorded of an attempt: a mail that was put off once too often has failed. A refusal that is about us puts off, also one for
 * good: once an admin has mended what it names, the mail goes.
 * @param deferralsBefore this outcome not included
 */
export function recordedOutcome(
  outcome: SendOutcome,
  deferralsBefore: number,
  nowAt: Instant,
): RecordedOutcome {
  if (outcome.kind !== 'deferred' && outcome.kind !== 'failed') return { outcome }
  const about = isAboutSender(outcome.reply) ? { isAboutSender: true } : {}
  if (outcome.kind === 'failed' && about.isAboutSender === undefined) return { outcome }
  const deferrals = deferralsBefore + 1
  const notBeforeAt = nextAttemptAt(deferrals, nowAt)
  if (notBeforeAt !== null) return { outcome: { ...outcome, kind: 'deferred' }, notBeforeAt, ...about }
  const reply = `deferred ${deferrals} times: ${outcome.reply}`
  return { outcome: { ...outcome, kind: 'failed', reply }, ...about }
}

/** What is recorded of a mail that can't be written to its address: it has failed, and is not tried again. */
export function refusedAddress(reason: string): RecordedOutcome {
  return { outcome: { kind: 'failed', smtpCode: null, reply: reason } }
}

/** When a mail that was never offered may be tried again: at once by the next process, where only ours stops. */
export function afterNoSession(because: 'relay unreachable' | 'we stop', nowAt: Instant): Instant {
  return because === 'we stop' ? nowAt : nowAt + retryUnreachableMs
}

/** The earlier of two instants; null where neither comes. */
export function earlierOf(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other
  return Math.min(one, other)
}

const shortestPauseLookMs = 5_000
const longestPauseLookMs = 10 * minuteMs

/**
 * How long until a paused run looks whether it was resumed: a tenth of the time that it has been paused for, so that it is
 * resumed soon after a short pause and looks seldom during a long one.
 */
export function lookAgainMs(pausedAt: Instant, nowAt: Instant): number {
  return Math.min(longestPauseLookMs, Math.max(shortestPauseLookMs, Math.ceil((nowAt - pausedAt) / 10)))
}

/** How often a run looks whether the plan still holds back what quiet hours hold. */
export const heldLookMs = longestPauseLookMs

/** Whether nothing may be sent now, as `waitUntilDueMs` has it. */
export function isDueLater(dueInMs: number | null): boolean {
  return dueInMs === null || dueInMs > shortestWaitMs
}

/** How long until something may be sent again; null where nothing is left that may. */
export function waitUntilDueMs(dueAt: Instant | null, nowAt: Instant): number | null {
  return dueAt === null ? null : Math.max(shortestWaitMs, dueAt - nowAt)
}
