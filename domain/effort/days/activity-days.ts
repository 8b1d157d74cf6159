import type { Instant, LocalDate } from '../../instant.ts'
import { type ActKind, actKinds } from '../records/acts.ts'
import type { PersonAct, PersonRecord } from '../records/person-records.ts'
import type { PersonDay, PersonDays } from './person-days.ts'
import { type NearActs, type PresentTime, presenceOf, staleAfterDays, type Touch } from './weights.ts'

/** What one person had to do with one ticket (by number) on one working day. */
export interface TicketTouch extends Touch {
  readonly ticket: number
  /** Part of the working hours that the person had it in progress, waiting not discounted; 0..1. */
  readonly presentShare: number
  /** Days since the person's unbroken presence began. */
  readonly presentForDays: number
}

export interface DayTouches {
  readonly day: PersonDay
  /** In the order of ticket numbers; empty on a day that no ticket explains. */
  readonly touches: readonly TicketTouch[]
}

interface Draft extends PresentTime {
  assignedMs: number
  assignedWaitingMs: number
  unassignedMs: number
  unassignedWaitingMs: number
  sinceAt: Instant
  commented: boolean
  loggedSeconds: number
}

/**
 * Finds, for each of a person's working days, the tickets that share it, and how strongly.
 *
 * A ticket in progress counts while the last event on it, by anyone, is at most 30 days before.
 *
 * @param loggedOn seconds that the person logged by ticket, for a date
 * @param eventsAt when anything happened to the ticket of a number, in order
 * @param teamOf the team of a person at an instant
 */
export function touchesOf(
  record: PersonRecord,
  personDays: PersonDays,
  loggedOn: (date: LocalDate) => ReadonlyMap<number, number>,
  eventsAt: (ticket: number) => ArrayLike<Instant>,
  teamOf: (personId: string, at: Instant) => string | null,
): DayTouches[] {
  const { days, numberOf } = personDays
  const drafts = days.map(() => new Map<number, Draft>())
  const indexOfNumber = new Map(days.map((day, index) => [day.number, index]))
  const draftOn = (at: Instant, ticket: number) =>
    draftOf(drafts[indexOfNumber.get(numberOf(at)) ?? -1], ticket)
  addHoldings(record, days, drafts)
  for (const { ticket, commentedAt, ownerId } of record.commentsOnOthers) {
    const team = personDays.teamAt(commentedAt)
    const draft = team !== null && team === teamOf(ownerId, commentedAt) ? draftOn(commentedAt, ticket) : null
    if (draft !== null) draft.commented = true
  }
  for (const [index, { date }] of days.entries()) {
    for (const [ticket, seconds] of loggedOn(date)) {
      const draft = draftOf(drafts[index], ticket)
      if (draft !== null) draft.loggedSeconds += seconds
    }
  }
  const actsOf = oncePerTicket((ticket) => inOrder(record.actsByTicket.get(ticket) ?? [], numberOf))
  const eventNumbersOf = oncePerTicket((ticket) => numbersOf(eventsAt(ticket), numberOf))
  return days.map((day, index) => {
    const touches: TicketTouch[] = []
    for (const ticket of ticketsInOrder(drafts[index])) {
      const draft = drafts[index]?.get(ticket)
      if (draft !== undefined) touches.push(touchOf(ticket, draft, day, personDays, actsOf, eventNumbersOf))
    }
    return { day, touches }
  })
}

function ticketsInOrder(drafts: ReadonlyMap<number, Draft> | undefined): readonly number[] {
  const tickets = [...(drafts?.keys() ?? [])]
  return tickets.length > 1 ? tickets.sort((a, b) => a - b) : tickets
}

/** Much faster than `Array.from` of numbers in a row. */
function numbersOf(times: ArrayLike<Instant>, numberOf: (at: Instant) => number): number[] {
  const numbers: number[] = []
  for (let index = 0; index < times.length; index += 1) numbers.push(numberOf(times[index] ?? 0))
  return numbers
}

function oncePerTicket<T>(make: (ticket: number) => T): (ticket: number) => T {
  const made = new Map<number, T>()
  return (ticket) => {
    const known = made.get(ticket)
    if (known !== undefined) return known
    const value = make(ticket)
    made.set(ticket, value)
    return value
  }
}

function draftOf(drafts: Map<number, Draft> | undefined, ticket: number): Draft | null {
  if (drafts === undefined) return null
  const known = drafts.get(ticket)
  if (known !== undefined) return known
  const draft: Draft = {
    assignedMs: 0,
    assignedWaitingMs: 0,
    unassignedMs: 0,
    unassignedWaitingMs: 0,
    sinceAt: 0,
    commented: false,
    loggedSeconds: 0,
  }
  drafts.set(ticket, draft)
  return draft
}

function addHoldings(record: PersonRecord, days: readonly PersonDay[], drafts: Map<number, Draft>[]): void {
  for (const { ticket, holding } of record.holdings) {
    for (let index = firstDayAfter(days, holding.startAt); index < days.length; index += 1) {
      const day = days[index]
      if (day === undefined || day.startAt >= holding.endAt) break
      const ms = Math.min(day.endAt, holding.endAt) - Math.max(day.startAt, holding.startAt)
      const draft = ms > 0 ? draftOf(drafts[index], ticket) : null
      if (draft === null) continue
      const waitingMs = holding.waiting ? ms : 0
      if (holding.unassigned) {
        draft.unassignedMs += ms
        draft.unassignedWaitingMs += waitingMs
      } else {
        draft.assignedMs += ms
        draft.assignedWaitingMs += waitingMs
      }
      draft.sinceAt = Math.max(draft.sinceAt, holding.sinceAt)
    }
  }
}

/** Index of the first day that ends after an instant, by halving. */
function firstDayAfter(days: readonly PersonDay[], at: Instant): number {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle]?.endAt ?? 0) > at) high = middle
    else low = middle + 1
  }
  return low
}

/** A person's act, by the number of its date. */
interface DatedAct {
  readonly number: number
  readonly kind: ActKind
}

/** In order of time; a closing of the same instant last. */
function inOrder(acts: readonly PersonAct[], numberOf: (at: Instant) => number): DatedAct[] {
  return acts
    .toSorted((a, b) => a.happenedAt - b.happenedAt || actKinds.indexOf(a.kind) - actKinds.indexOf(b.kind))
    .map(({ happenedAt, kind }) => ({ number: numberOf(happenedAt), kind }))
}

/** Where a day stands between acts. @param acts in order */
function nearActsOf(
  acts: readonly DatedAct[],
  dayNumber: number,
  { workingDaysBetween }: PersonDays,
): NearActs {
  let last: DatedAct | null = null
  let next: DatedAct | null = null
  for (const act of acts) {
    if (act.number > dayNumber || (act.number === dayNumber && act.kind === 'closing')) next ??= act
    else last = act
  }
  if (last !== null && last.kind !== 'work' && last.number < dayNumber) last = null
  if (next?.number === dayNumber) next = null
  return {
    last: last === null ? null : workingDaysBetween(last.number, dayNumber),
    next: next?.kind === 'closing' ? next.kind : next && workingDaysBetween(next.number, dayNumber),
  }
}

/** The last of ordered numbers that is no larger, by halving; null where all are. */
function lastAtMost(numbers: readonly number[], most: number): number | null {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) <= most) low = middle + 1
    else high = middle
  }
  return numbers[low - 1] ?? null
}

function touchOf(
  ticket: number,
  draft: Draft,
  day: PersonDay,
  personDays: PersonDays,
  actsOf: (ticket: number) => readonly DatedAct[],
  eventNumbersOf: (ticket: number) => readonly number[],
): TicketTouch {
  const workingMs = day.endAt - day.startAt
  const presentMs = draft.assignedMs + draft.unassignedMs
  const isPresent = presentMs > 0
  const sinceNumber = isPresent ? personDays.numberOf(draft.sinceAt) : day.number
  const lastEvent = isPresent ? lastAtMost(eventNumbersOf(ticket), day.number) : null
  const isFresh = lastEvent !== null && day.number - lastEvent <= staleAfterDays
  return {
    ticket,
    presentShare: workingMs > 0 ? presentMs / workingMs : 0,
    presentForDays: day.number - sinceNumber,
    presence: isFresh ? presenceOf(draft, workingMs, nearActsOf(actsOf(ticket), day.number, personDays)) : 0,
    commented: draft.commented && presentMs === 0,
    loggedDays: workingMs > 0 ? (draft.loggedSeconds * 1000) / workingMs : 0,
  }
}
