import type { Instant } from '../instant.ts'
import type { ScheduledWork, SchedulePause } from './schedule.ts'

/** One schedule as a person sees it. */
export interface ScheduleStanding {
  readonly scheduleId: string
  readonly work: ScheduledWork
  /** The connection that it reads; null for work on all of them. */
  readonly connectionName: string | null
  /** Null where it wasn't paused here. */
  readonly pause: SchedulePause | null
  /** Null where Temporal could not be asked, or has no such schedule yet. */
  readonly held: HeldSchedule | null
}

/** What Temporal knows of a schedule. */
export interface HeldSchedule {
  readonly isPaused: boolean
  /** Where it is paused and not by us: the words that were left there, often none. */
  readonly pausedElsewhere: string | null
  /** The next runs, soonest first; at most three. Also of a paused one, whose runs then don't happen. */
  readonly nextAt: readonly Instant[]
  /** Null before the first, and once Temporal has forgotten it. */
  readonly lastRun: ScheduleRun | null
}

export interface ScheduleRun {
  readonly startedAt: Instant
  /** Null while it runs. */
  readonly endedAt: Instant | null
  readonly end: 'running' | 'completed' | 'failed' | 'stopped'
  /** Why it failed; null for any other end. */
  readonly failure: string | null
}
