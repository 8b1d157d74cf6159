import type { MilliDays } from '../../effort/effort.ts'
import type { LocalDate } from '../../instant.ts'
import type { Doubt } from '../dataset/verdicts.ts'

/**
 * From this share of unattributed days on, the tickets don't show enough of the work. Ours: at half, as much work is unseen as
 * is seen.
 */
export const mostUnattributedShare = 0.5
/**
 * More work than this whose category nothing tells (no decision, and no sample of what isn't categorised) can turn any
 * category's call. Ours: a quarter is about the difference that calls are made of.
 */
export const mostUncategorisedShare = 0.25

/**
 * From this share of days on that a stale connection keeps from being known, nothing is called. Ours: a tenth is what commitments and
 * categories may be off their plan.
 */
export const mostUnreadShare = 0.1

/** With fewer working days of the quarter behind it, nothing is called. Ours: less than a week is a matter of single tickets. */
export const fewestDaysToCall = 5

/** Whether the records and the plan allow any call: null when they do. */
export function doubtOf({
  capacity: { attributedMilliDays, unattributedMilliDays, unreadMilliDays = 0 },
  uncategorisedShare,
  openShare = uncategorisedShare,
  isPlanned,
  countedDays,
  readUntil = null,
}: {
  readonly capacity: {
    readonly attributedMilliDays: MilliDays
    readonly unattributedMilliDays: MilliDays
    /** Of the unattributed; 0 by default. */
    readonly unreadMilliDays?: MilliDays
  }
  readonly uncategorisedShare: number
  /** What a sample leaves open of it; all of it without one. */
  readonly openShare?: number
  readonly isPlanned: boolean
  /** Working days of the quarter that have begun. */
  readonly countedDays: number
  /** The last day that a stale connection's records reach; null where all are fresh, as by default. */
  readonly readUntil?: LocalDate | null
}): Doubt | null {
  const availableMilliDays = attributedMilliDays + unattributedMilliDays
  if (availableMilliDays === 0 && countedDays > 0) return { because: 'nobody_available' }
  if (attributedMilliDays > 0 && !isPlanned) return { because: 'no_plan' }
  if (countedDays < fewestDaysToCall) return { because: 'too_early', workingDays: countedDays }
  // Days after the last reading have no ticket in progress because nothing was read.
  // Where other days show on tickets and none is unread, people work in a tracker that was read.
  const mayBeUnread = attributedMilliDays === 0 || unreadMilliDays > 0
  const isUnseen = mayBeUnread && attributedMilliDays <= (1 - mostUnattributedShare) * availableMilliDays
  const isUnread = unreadMilliDays > 0 && unreadMilliDays >= mostUnreadShare * availableMilliDays
  if (readUntil !== null && (isUnseen || isUnread)) return { because: 'stale', readUntil }
  if (attributedMilliDays === 0) return { because: 'no_effort' }
  const unattributedShare = unattributedMilliDays / availableMilliDays
  if (unattributedShare >= mostUnattributedShare) {
    return { because: 'half_unattributed', share: unattributedShare }
  }
  if (openShare > mostUncategorisedShare) {
    return { because: 'mostly_uncategorised', share: uncategorisedShare }
  }
  return null
}

/** Whether the figures themselves are in doubt: without a plan they are as good as ever, there is only nothing to compare them with. */
export function areFiguresUnsure(doubt: Doubt | null): boolean {
  return doubt !== null && doubt.because !== 'no_plan'
}

/** A company's doubt: that of its records taken together, else that each of its teams is in doubt for a reason of its own. */
export function companyDoubtOf(own: Doubt | null, teams: readonly (Doubt | null)[]): Doubt | null {
  if (own !== null) return own
  return teams.length > 0 && teams.every((doubt) => doubt !== null) ? { because: 'every_team' } : null
}

/** Doubts that say nothing of where the time goes: what is measured is as good as ever. */
const soundDoubts: readonly Doubt['because'][] = ['no_plan', 'too_early']

/** Whether a quarter's records show where the time goes, so that reports tell what they let expect of the next one. */
export function bearsForecast(doubt: Doubt | null): boolean {
  return doubt === null || soundDoubts.includes(doubt.because)
}
