/**
 * The weight of a ticket in a person's day:
 *
 *     w(p,d,x) = tau(type of x) × 8 m × (1 − 0.7 r) × F(a) × B(b) + 8 l        F(δ) = 0.05 + 0.95 × 2^(−δ/2)
 *
 * `a` is the person's last act on the ticket, `b` their next one, δ the working days to it. Logged days are days already,
 * whatever the type. Why in this form: docs/decisions/0012-work-lies-between-acts.md.
 * Each constant stands once, here.
 */
const waitingDiscount = 0.7
const fadeFloor = 0.05
const fadeHalfLifeWorkingDays = 2
const beforeClosing = 0.15
/** Of a whole day in progress between acts, and of a day logged. */
const dayWeight = 8

/** What a comment on a team's ticket that isn't the commenter's own weighs in their day. */
const commentWeight = 1

/** Days after the last event by anyone from which on a ticket in progress no longer counts. */
export const staleAfterDays = 30

/** Milliseconds of a day's working hours in which a person had a ticket in progress. */
export interface PresentTime {
  readonly assignedMs: number
  readonly assignedWaitingMs: number
  /** In progress but unassigned: counts half. */
  readonly unassignedMs: number
  readonly unassignedWaitingMs: number
}

/** m × (1 − 0.7 r): the part of the working hours in progress, waiting discounted. 0 without working hours. */
export function presenceWeight(time: PresentTime, workingMs: number): number {
  if (workingMs <= 0) return 0
  const presentMs = time.assignedMs + time.unassignedMs / 2
  const waitingMs = time.assignedWaitingMs + time.unassignedWaitingMs / 2
  return (presentMs - waitingDiscount * waitingMs) / workingMs
}

/** Where a day stands between its person's acts on a ticket, in working days. */
export interface NearActs {
  /** To the last one, 0 for one on the day. Null for none, or where it handed the ticket on before the day. */
  readonly last: number | null
  /** To the first one after the day, or that it closes the ticket then. Null for none, or where it was closed on the day itself. */
  readonly next: number | 'closing' | null
}

/**
 * F(a) × B(b): work lies between a person's acts on a ticket, and fades after one and towards the next.
 *
 * - F(a) = 0.05 + 0.95 × 2^(−δ/2). It is 0.05 without an act (others moved and assigned the ticket), and on the days after a move that
 *   handed it on (to review, into blocked, back to To Do, into done).
 * - B(b) is the same of the next act, and 0.05 without one. A closing says that the work had ended by then, not when: boards are
 *   tidied late. It gives 0.15 on the days before it, and 0.05 on its own.
 *
 * A ticket that is alone gets its whole day, however little that is.
 */
export function fade({ last, next }: NearActs): number {
  return fadeOver(last) * (next === 'closing' ? beforeClosing : fadeOver(next))
}

function fadeOver(workingDays: number | null): number {
  if (workingDays === null) return fadeFloor
  return fadeFloor + (1 - fadeFloor) * 2 ** (-workingDays / fadeHalfLifeWorkingDays)
}

/** m × (1 − 0.7 r) × fade */
export function presenceOf(time: PresentTime, workingMs: number, acts: NearActs): number {
  return presenceWeight(time, workingMs) * fade(acts)
}

/** What a person had to do with a ticket on one day. */
export interface Touch {
  /** `presenceOf`; 0 where the person didn't have it. */
  readonly presence: number
  /** Commented on a ticket of the own team that the person didn't have. */
  readonly commented: boolean
  /** l: days logged. */
  readonly loggedDays: number
}

/** w(p,d,x) from its parts; logged time and a comment weigh the same whatever the ticket's type. */
export function ticketWeight(tauRatio: number, touch: Touch): number {
  return dayWeight * (tauRatio * touch.presence + touch.loggedDays) + (touch.commented ? commentWeight : 0)
}
