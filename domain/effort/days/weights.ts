/**
 * The weight of a ticket in a person's day:
 *
 *     w(p,d,x) = tau(type of x) × [ m × (1 − 0.7 r) × (0.2 + 0.8 × 2^(−δ/2)) ] + 4 l
 *
 * Logged days are days already, whatever the type.
 * Each constant stands once, here.
 */
const waitingDiscount = 0.7
const fadeFloor = 0.2
const fadeHalfLifeWorkingDays = 2
const loggedDayWeight = 4

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

/**
 * 0.2 + 0.8 × 2^(−δ/2), with δ the working days to the person's nearest own act on the ticket, before or
 * after. Null (no act of theirs at all: others moved and assigned it) gives the floor: such a ticket gets a day
 * that has no other, and little of a day with tickets on which the person acted.
 */
export function fade(workingDaysToAct: number | null): number {
  if (workingDaysToAct === null) return fadeFloor
  return fadeFloor + (1 - fadeFloor) * 2 ** (-workingDaysToAct / fadeHalfLifeWorkingDays)
}

/** m × (1 − 0.7 r) × fade */
export function presenceOf(time: PresentTime, workingMs: number, workingDaysToAct: number | null): number {
  return presenceWeight(time, workingMs) * fade(workingDaysToAct)
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
  const held = tauRatio * touch.presence + loggedDayWeight * touch.loggedDays
  return held + (touch.commented ? commentWeight : 0)
}
