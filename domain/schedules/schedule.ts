import type { Instant } from '../instant.ts'
import type { QuarterId } from '../quarter.ts'

/** What a schedule does. */
export type ScheduledWork =
  | { readonly kind: 'sync'; readonly connectionId: string; readonly everyMinutes: number }
  | { readonly kind: 'nightly'; readonly connectionId: string }
  | { readonly kind: 'drift-watch' }
  | ScheduledReport

/** A quarter's reports, mailed once. */
export interface ScheduledReport {
  readonly kind: 'pre-planning-report' | 'final-report'
  readonly quarter: QuarterId
  readonly dueAt: Instant
}

/** A schedule that a person paused. */
export interface SchedulePause {
  readonly scheduleId: string
  readonly pausedAt: Instant
  /** An address, or `command line`. */
  readonly pausedBy: string
  /** In that person's words; may be empty. */
  readonly reason: string
}

export const longestPauseReason = 500

/** Whether Temporal holds a schedule, and its note of why. */
export interface HeldState {
  readonly paused: boolean
  readonly note?: string | undefined
}

/** Tells our pauses from those made in Temporal itself. Who and why stand in our table: Temporal keeps notes unsealed. */
export const pauseNote = 'paused in Plumbline'

/**
 * How a schedule is to stand in Temporal: paused where it was paused here, and running again where it was resumed here. A pause that
 * somebody made in Temporal itself stays.
 */
export function stateFor(isPausedHere: boolean, found: HeldState): HeldState {
  if (isPausedHere) return { paused: true, note: pauseNote }
  const isOurs = found.paused && found.note === pauseNote
  return isOurs ? { paused: false } : found
}

export function isSameState(a: HeldState, b: HeldState): boolean {
  return a.paused === b.paused && (a.note ?? '') === (b.note ?? '')
}
