import type { Instant } from '../domain/instant.ts'
import { dateInWords, longQuarter } from '../domain/report/words/dates.ts'
import type { ScheduledReport, ScheduledWork, SchedulePause } from '../domain/schedules/schedule.ts'
import type { HeldSchedule, ScheduleRun, ScheduleStanding } from '../domain/schedules/standing.ts'
import type { QuietReaders } from '../queries/deliveries/quiet-hours.ts'
import { counted } from './counted.ts'
import { quietReadersText } from './quiet-hours-text.ts'
import { type TimedText, timed, timeOf } from './times.ts'

/** "Sync of Northwind". */
export function scheduleTitle({ work, connectionName }: ScheduleStanding): string {
  const name = connectionName ?? 'a tracker'
  switch (work.kind) {
    case 'sync':
      return `Sync of ${name}`
    case 'nightly':
      return `Nightly sync of ${name}`
    case 'drift-watch':
      return 'Drift watch'
    case 'pre-planning-report':
      return `Report before planning, ${longQuarter(work.quarter)}`
    case 'final-report':
      return `Final report, ${longQuarter(work.quarter)}`
  }
}

/** What it does and when, in a sentence. */
export function scheduleText(work: ScheduledWork): TimedText {
  switch (work.kind) {
    case 'sync':
      return timed`Reads what changed, every ${counted(work.everyMinutes, 'minute')}.`
    case 'nightly':
      return timed`Reads the last day again at 02:00 UTC, because a tracker’s search can miss recent changes.`
    case 'drift-watch':
      return timed`Measures the running quarter on Mondays at 04:30 UTC, and mails a notice to the product readers of each team whose drift has changed, once a week at most.`
    case 'pre-planning-report':
    case 'final-report':
      return timed`Measures ${longQuarter(work.quarter)} and mails every reader their report, once, at ${timeOf(work.dueAt)}.`
  }
}

/** "Paused by ada@company.example since 3 May 2026, 10:00 UTC: the tracker is being moved". Null for one that runs. */
export function pauseText({ pause, held }: ScheduleStanding): TimedText | null {
  if (pause !== null) return timed`${pausedBy(pause)}${held?.isPaused === false ? notInForce : ''}`
  const words = held?.pausedElsewhere ?? null
  if (words === null) return null
  return [words === '' ? 'Paused in Temporal itself' : `Paused in Temporal itself: ${words}`]
}

const notInForce = ' (not in effect yet: the worker applies it when it starts)'

function pausedBy({ pausedAt, pausedBy: who, reason }: SchedulePause): TimedText {
  const because = reason === '' ? '' : `: ${reason}`
  return timed`Paused by ${who} since ${timeOf(pausedAt)}${because}`
}

/** When it runs next; null where Temporal could not be asked. */
export function nextRunText({ work, held }: ScheduleStanding, nowAt: Instant): TimedText | null {
  if (held === null) return null
  if (held.isPaused) return [missedText(work, nowAt) ?? 'No run while it is paused']
  const [next, ...later] = held.nextAt.map(timeOf)
  if (next === undefined) return ['No more runs']
  return timed`Next run: ${next}${later.flatMap((each, index) => [index === 0 ? '; then ' : '; ', each])}`
}

/** A date that passes while a report is paused is not made up for. */
function missedText(work: ScheduledWork, nowAt: Instant): string | null {
  if (!('dueAt' in work) || work.dueAt > nowAt) return null
  return 'Its date passed while it was paused: only “Run now” still mails it'
}

/** How the last run ended; null where Temporal could not be asked. */
export function lastRunText(held: HeldSchedule | null): TimedText | null {
  if (held === null) return null
  return held.lastRun === null ? ['No run on record'] : runText(held.lastRun)
}

function runText({ startedAt, endedAt, end, failure }: ScheduleRun): TimedText {
  const began = timeOf(startedAt)
  switch (end) {
    case 'running':
      return timed`Running since ${began}`
    case 'completed':
      return timed`Last run: ${began}, completed${tookText(startedAt, endedAt)}`
    case 'failed':
      return timed`Last run: ${began}, failed${failure === null ? '' : `: ${failure}`}`
    case 'stopped':
      return timed`Last run: ${began}, stopped before its end`
  }
}

function tookText(startedAt: Instant, endedAt: Instant | null): string {
  if (endedAt === null) return ''
  const seconds = Math.round((endedAt - startedAt) / 1000)
  return seconds < 120
    ? ` in ${counted(seconds, 'second')}`
    : ` in ${counted(Math.round(seconds / 60), 'minute')}`
}

export interface MailsToConfirm {
  readonly mails: number
  readonly isReviewed: boolean
  /** Whose mails wait. */
  readonly quiet: readonly QuietReaders[]
}

/** What a person is told before a report is mailed out of turn. */
export function confirmReportText(
  { quarter, dueAt }: ScheduledReport,
  { mails, isReviewed, quiet }: MailsToConfirm,
  nowAt: Instant,
): TimedText {
  const whose = `the reports of ${longQuarter(quarter)} to ${counted(mails, 'reader')} at most`
  const what = isReviewed ? `This asks the reviewers first, and then mails ${whose}` : `This mails ${whose}`
  const later =
    dueAt > nowAt
      ? timed` The schedule’s own run, at ${timeOf(dueAt)}, then finds them sent, and mails nobody twice.`
      : ''
  const waits =
    quiet.length === 0 ? '' : ` Quiet hours hold back mails ${quiet.map(quietReadersText).join('; ')}.`
  return timed`${what}; nobody who already has theirs gets it again.${later}${waits}`
}

/** What a person is told before the drift watch runs out of turn. */
export const confirmNoticesText =
  'This measures the running quarter, and mails a notice to the product readers of each team whose drift has changed. A team that had a notice in the last week gets none.'

/** Why a report is not run beside its quarter's review. */
export function underReviewText({ quarter }: ScheduledReport): string {
  return `The review of ${longQuarter(quarter)} is under way, and sends its report when it ends.`
}

/** Why it is too early for a report. */
export function tooEarlyText({ kind, quarter }: ScheduledReport, from: string): string {
  return kind === 'final-report'
    ? `${longQuarter(quarter)} has not ended: its final report can run from ${dateInWords(from)} on. To mail what is known so far: plumbline report send.`
    : `${longQuarter(quarter)} has not begun: there is nothing to report before ${dateInWords(from)}.`
}

export const temporalAwayText =
  'Temporal can’t be reached, so the next and last runs are not known. You can still pause and resume: it takes effect when the worker (npm start) starts.'

/** Where a change is kept and Temporal doesn't know it yet. */
export const keptForLaterText =
  'Temporal can’t be reached: it takes effect when the worker (npm start) starts.'

export const notServedText = 'No worker is running: it begins when one starts (npm start).'
