import { dayMs, type Instant, isoOf } from '../instant.ts'
import type { QuarterId } from '../quarter.ts'
import { withoutScheduleTime } from '../workflow-id.ts'

/** Lets one workflow mail one quarter's reports: made by a command or a schedule of ours, never by Temporal. */
export interface RunAuthorisation {
  /** A UUID, or the schedule's id. */
  readonly runAuthorisationId: string
  readonly quarter: QuarterId
  /** Without the time that Temporal appends for a schedule. */
  readonly workflowId: string
  /** The command or schedule, such as `report send`. */
  readonly madeBy: string
  readonly madeAt: Instant
  /** Inclusive. */
  readonly notBeforeAt: Instant
  /** Exclusive. */
  readonly expiresAt: Instant
  /** The one run that used it; null before. */
  readonly runId: string | null
}

/** A run that is about to queue or send mails. */
export interface MailingRun {
  readonly quarter: QuarterId
  readonly workflowId: string
  readonly runId: string
  readonly nowAt: Instant
}

/** A relay may be down for weeks and then defer a mail for 32 hours; later than this a report is of no use. */
export const validForMs = 30 * dayMs

/** What a command authorises now, for each workflow that its report consists of. */
export function authorisedNow({
  nowAt,
  ...authorisation
}: Pick<RunAuthorisation, 'runAuthorisationId' | 'quarter' | 'workflowId' | 'madeBy'> & {
  readonly nowAt: Instant
}): RunAuthorisation {
  return {
    ...authorisation,
    madeAt: nowAt,
    notBeforeAt: nowAt,
    expiresAt: nowAt + validForMs,
    runId: null,
  }
}

/** What a schedule authorises for one date: from when it is due until its mails, caught up late, are over. */
export function authorisedFrom({
  dueAt,
  catchUpMs,
  nowAt,
  ...authorisation
}: Parameters<typeof authorisedNow>[0] & {
  readonly dueAt: Instant
  readonly catchUpMs: number
}): RunAuthorisation {
  return {
    ...authorisedNow({ ...authorisation, nowAt }),
    notBeforeAt: dueAt,
    expiresAt: dueAt + catchUpMs + validForMs,
  }
}

/**
 * Whether a report was due, can still be caught up, and has not run because no worker was running. False where the plan was
 * imported after the date: then nothing was missed.
 */
export function isOverdue(
  { madeAt, notBeforeAt, expiresAt, runId }: RunAuthorisation,
  nowAt: Instant,
): boolean {
  return runId === null && madeAt <= notBeforeAt && nowAt >= notBeforeAt && nowAt < expiresAt - validForMs
}

/** Why a run may not mail; null where it may. A copy of an authorised run is another run, so it may not. */
export function refusalOf(authorisation: RunAuthorisation | null, run: MailingRun): string | null {
  const report = `the report of ${run.quarter} by workflow ${run.workflowId}`
  if (authorisation === null || authorisation.workflowId !== withoutScheduleTime(run.workflowId)) {
    return `${report} was started without authorisation: start it with plumbline report send`
  }
  if (run.nowAt < authorisation.notBeforeAt)
    return `${report} is not due before ${isoOf(authorisation.notBeforeAt)}: to mail it earlier, plumbline report send`
  if (run.nowAt >= authorisation.expiresAt)
    return `${report} was due until ${isoOf(authorisation.expiresAt)}: to mail it still, plumbline report send`
  if (authorisation.runId !== null && authorisation.runId !== run.runId)
    return `${report} ran before, and may not run twice: plumbline report send mails what is left`
  return null
}
