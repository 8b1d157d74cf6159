import type { Instant } from '../../instant.ts'
import type { PersonRecord } from '../records/person-records.ts'
import type { PersonDay, PersonDays } from './person-days.ts'
import { fade, type PresentTime, presenceWeight, staleAfterDays, type Touch } from './weights.ts'

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
 * A ticket counts while the person's last act on it is at most 30 days before; so that a ticket which others
 * move and assign can count at all, the beginning of the person's unbroken presence stands in for a last act
 * (and for nothing else: it brings no fading of its own, see `fade`).
 *
 * @param isLeaf whether the ticket of a number can hold effort
 * @param teamOf the team of a person at an instant
 */
export function touchesOf(
  record: PersonRecord,
  personDays: PersonDays,
  isLeaf: (ticket: number) => boolean,
  teamOf: (personId: string, at: Instant) => string | null,
): DayTouches[] {
  const { days, numberOf } = personDays
  const drafts = days.map(() => new Map<number, Draft>())
  const indexOfNumber = new Map(days.map((day, index) => [day.number, index]))
  const draftOn = (at: Instant, ticket: number) =>
    draftOf(drafts[indexOfNumber.get(numberOf(at)) ?? -1], ticket)
  addHoldings(record, days, drafts)
  for (const { ticket, commentedAt, holderId } of record.commentsOnOthers) {
    const team = personDays.teamAt(commentedAt)
    const draft =
      team !== null && team === teamOf(holderId, commentedAt) ? draftOn(commentedAt, ticket) : null
    if (draft !== null) draft.commented = true
  }
  for (const { ticket, loggedAt, loggedSeconds } of record.logs) {
    const draft = isLeaf(ticket) ? draftOn(loggedAt, ticket) : null
    if (draft !== null) draft.loggedSeconds += loggedSeconds
  }
  const actNumbers = new Map(
    [...record.actsByTicket].map(([ticket, acts]) => [ticket, acts.map(numberOf).sort((a, b) => a - b)]),
  )
  return days.map((day, index) => ({
    day,
    touches: [...(drafts[index] ?? [])]
      .sort(([a], [b]) => a - b)
      .map(([ticket, draft]) => touchOf(ticket, draft, day, personDays, actNumbers.get(ticket) ?? [])),
  }))
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

function touchOf(
  ticket: number,
  draft: Draft,
  day: PersonDay,
  { numberOf, workingDaysBetween }: PersonDays,
  actNumbers: readonly number[],
): TicketTouch {
  const workingMs = day.endAt - day.startAt
  const presentMs = draft.assignedMs + draft.unassignedMs
  const sinceNumber = presentMs > 0 ? numberOf(draft.sinceAt) : day.number
  const lastAct = actNumbers.findLast((number) => number <= day.number) ?? Number.NEGATIVE_INFINITY
  const fresh = day.number - Math.max(lastAct, sinceNumber) <= staleAfterDays
  const distances = actNumbers.map((number) => workingDaysBetween(number, day.number))
  const nearest = distances.length === 0 ? null : Math.min(...distances)
  return {
    ticket,
    presentShare: workingMs > 0 ? presentMs / workingMs : 0,
    presentForDays: day.number - sinceNumber,
    presence: fresh ? presenceWeight(draft, workingMs) * fade(nearest) : 0,
    commented: draft.commented && presentMs === 0,
    loggedDays: workingMs > 0 ? (draft.loggedSeconds * 1000) / workingMs : 0,
  }
}
