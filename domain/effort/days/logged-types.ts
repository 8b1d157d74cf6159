import { sumOf } from '../../calculation/sum.ts'
import type { WorkType } from '../../category.ts'
import type { DayTouches, TicketTouch } from './activity-days.ts'

/** Of a person who logged on fewer days it can't be told. */
const fewestDays = 10
/** A type that a person logged on in a smaller part of the days on which they had it is one that they don't log. */
const rarelyLoggedShare = 0.1

/** Null: tickets without a type. */
export type UnloggedTypes = ReadonlySet<WorkType | null>

/**
 * The work types that a person who logs doesn't log, as where only bugs get worklogs: of the days on which they log
 * anything and have work of the type in hand, they log on it in fewer than one of ten. None of a person with
 * fewer than ten such days.
 * @param days of one person, each with a log
 */
export function unloggedTypesOf(
  days: readonly DayTouches[],
  workTypeOf: (ticket: number) => WorkType | null,
): UnloggedTypes {
  if (days.length < fewestDays) return new Set()
  const inHand = new Map<WorkType | null, number>()
  const logged = new Map<WorkType | null, number>()
  for (const { touches } of days) {
    const loggedTouches = touches.filter(({ loggedDays }) => loggedDays > 0)
    const activeTouches = touches.filter(({ presence, loggedDays }) => presence > 0 || loggedDays > 0)
    for (const workType of typesOf(loggedTouches, workTypeOf)) add(logged, workType)
    for (const workType of typesOf(activeTouches, workTypeOf)) add(inHand, workType)
  }
  const isUnlogged = ([workType, dayCount]: readonly [WorkType | null, number]) =>
    (logged.get(workType) ?? 0) < rarelyLoggedShare * dayCount
  return new Set([...inHand].filter(isUnlogged).map(([workType]) => workType))
}

/**
 * A day's tickets, with what its person left unlogged as logged on those of the types that they don't log, by their presence. Only
 * for weighing: a day on which nothing was logged, or nothing left, stays as it is.
 * @param isUnlogged whether the person doesn't log the type of a ticket
 */
export function withUnloggedTime(
  { day, touches }: DayTouches,
  tauOf: (ticket: number) => number,
  isUnlogged: (ticket: number) => boolean,
): readonly TicketTouch[] {
  const loggedDays = sumOf(touches.map((touch) => touch.loggedDays))
  const leftDays = day.availableMilliDays / 1000 - loggedDays
  if (loggedDays === 0 || leftDays <= 0) return touches
  const weights = touches.map(({ ticket, presence }) => (isUnlogged(ticket) ? tauOf(ticket) * presence : 0))
  const whole = sumOf(weights)
  if (whole === 0) return touches
  return touches.map((touch, index) => ({
    ...touch,
    loggedDays: touch.loggedDays + (leftDays * (weights[index] ?? 0)) / whole,
  }))
}

function typesOf(touches: readonly TicketTouch[], workTypeOf: (ticket: number) => WorkType | null) {
  return new Set(touches.map(({ ticket }) => workTypeOf(ticket)))
}

function add(counts: Map<WorkType | null, number>, workType: WorkType | null): void {
  counts.set(workType, (counts.get(workType) ?? 0) + 1)
}
