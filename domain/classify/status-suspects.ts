import { sumOf } from '../calculation/sum.ts'
import { dayMs, type Instant } from '../instant.ts'
import { comparable } from '../text/comparable.ts'
import type { Status, TicketEvent } from '../ticket.ts'
import type { StatusMap, StatusSubject } from './status-map.ts'
import type { StatusMeaning, StatusRules } from './status-rules.ts'
import { meaningOfName } from './status-words.ts'

/** Days back from now in which stays are looked at. */
export const suspectWindowDays = 180
/** A habit takes at least so many stays … */
const fewestStays = 5
/** … of two weeks or more in the middle, */
const longStayDays = 14
/** … and holds for so many of them. */
const mostOfStays = 0.8
/** A stay counts for so many days at the most, as a ticket does. */
const mostDaysOfStay = 30

/** A status that may not mean what its tracker says. */
export interface StatusSuspect {
  readonly status: Status
  readonly means: StatusMeaning
  readonly suggested: StatusMeaning
  readonly reason: 'name' | 'nobody_acts' | 'all_go_back'
  readonly stays: number
  /**
   * Weekdays on which somebody had a ticket in it: no more than these days can move. Null where they are of too few people: those
   * of a status that a small team alone uses would be that team's.
   */
  readonly personDays: number | null
}

/** Whose days are counted. */
export interface StatusPeople {
  /** The same word for all accounts of a person; null for a machine's. */
  readonly personOf: (connectionId: string, accountId: string) => string | null
  /** Whether figures of these people would be figures of single ones. */
  readonly isSmall: (people: ReadonlySet<string>) => boolean
}

interface Stays {
  readonly lengthsDays: number[]
  /** Of each person, the days since 1970. */
  readonly daysOf: Map<string, Set<number>>
  means: StatusMeaning | null
  untouched: number
  fromWork: number
  readonly next: { readonly statusId: string; readonly means: StatusMeaning | null }[]
}

/** Watches how long tickets stay in each status, who acts meanwhile and where they go; ticket by ticket. */
export class StatusWatch {
  readonly #map: StatusMap
  readonly #nowAt: Instant
  readonly #people: StatusPeople
  readonly #stays = new Map<string, Stays>()

  constructor(map: StatusMap, nowAt: Instant, people: StatusPeople) {
    this.#map = map
    this.#nowAt = nowAt
    this.#people = people
  }

  /** @param events in the order in which they happened */
  add(ticket: StatusSubject & { readonly assigneeId: string | null }, events: readonly TicketEvent[]): void {
    const moves = events.filter((event) => event.kind === 'status')
    for (const [index, { toStatusId, fromStatusId, happenedAt: startAt }] of moves.entries()) {
      const next = moves[index + 1]
      const endAt = Math.min(next?.happenedAt ?? this.#nowAt, this.#nowAt)
      if (endAt <= startAt || endAt < this.#nowAt - suspectWindowDays * dayMs) continue
      const stays = this.#of(ticket.connectionId, toStatusId)
      stays.means = this.#map.meaningOf(ticket, toStatusId)
      stays.lengthsDays.push((endAt - startAt) / dayMs)
      if (isWork(this.#map.meaningOf(ticket, fromStatusId))) stays.fromWork += 1
      const isTouched = events.some(
        ({ kind, happenedAt }) => kind !== 'status' && happenedAt > startAt && happenedAt < endAt,
      )
      if (!isTouched) stays.untouched += 1
      if (next !== undefined) {
        const { toStatusId: statusId } = next
        stays.next.push({ statusId, means: this.#map.meaningOf(ticket, statusId) })
      }
      const { connectionId, assigneeId } = ticket
      const person = assigneeId === null ? null : this.#people.personOf(connectionId, assigneeId)
      if (person !== null) this.#addDays(stays, person, startAt, endAt)
    }
  }

  /** How often tickets were in a status, and for how many days of people. */
  stakesOf({ connectionId, statusId }: Status): Pick<StatusSuspect, 'stays' | 'personDays'> {
    const stays = this.#stays.get(keyOf(connectionId, statusId))
    return stays === undefined ? { stays: 0, personDays: 0 } : this.#stakesOf(stays)
  }

  /** Those that look wrong and that no mapping of the rule file speaks of; most days at stake first. */
  suspects(statuses: readonly Status[], { mappings }: StatusRules): StatusSuspect[] {
    const spoken = new Set(mappings.flatMap((mapping) => mapping.statuses))
    const unspoken = statuses.filter(
      ({ statusId, name }) => !spoken.has(statusId) && !spoken.has(comparable(name)),
    )
    const staysIn = (status: Status) => this.#stays.get(keyOf(status.connectionId, status.statusId))
    const byNames = new Map(unspoken.map((status) => [status, byName(status, staysIn(status))]))
    // Who goes on to a review that the tracker has under To Do doesn't go back.
    const suggestedOf = (connectionId: string) =>
      new Map(
        [...byNames].flatMap(([status, found]) =>
          found !== null && status.connectionId === connectionId ? [[status.statusId, found.suggested]] : [],
        ),
      )
    return (
      unspoken
        .flatMap((status) => {
          const found = byNames.get(status) ?? byHabit(staysIn(status), suggestedOf(status.connectionId))
          const stays = staysIn(status)
          if (stays === undefined || stays.means === null || found === null) return []
          return { status, means: stays.means, ...found, ...this.#stakesOf(stays) }
        })
        // Those whose days aren't told stand last: their place among the others would tell them.
        .sort((a, b) => (b.personDays ?? -1) - (a.personDays ?? -1) || b.stays - a.stays)
    )
  }

  #stakesOf({ lengthsDays, daysOf }: Stays): Pick<StatusSuspect, 'stays' | 'personDays'> {
    const isHidden = daysOf.size > 0 && this.#people.isSmall(new Set(daysOf.keys()))
    const personDays = isHidden ? null : sumOf([...daysOf.values()].map((days) => days.size))
    return { stays: lengthsDays.length, personDays }
  }

  #addDays({ daysOf }: Stays, person: string, startAt: Instant, endAt: Instant): void {
    const fromAt = Math.max(startAt, this.#nowAt - suspectWindowDays * dayMs)
    const untilAt = Math.min(endAt, startAt + mostDaysOfStay * dayMs)
    for (let day = Math.floor(fromAt / dayMs); day * dayMs < untilAt; day += 1) {
      const weekday = new Date(day * dayMs).getUTCDay()
      if (weekday !== 0 && weekday !== 6) daysOf.set(person, (daysOf.get(person) ?? new Set()).add(day))
    }
  }

  #of(connectionId: string, statusId: string): Stays {
    const key = keyOf(connectionId, statusId)
    const known = this.#stays.get(key)
    if (known !== undefined) return known
    const stays: Stays = {
      lengthsDays: [],
      daysOf: new Map(),
      means: null,
      untouched: 0,
      fromWork: 0,
      next: [],
    }
    this.#stays.set(key, stays)
    return stays
  }
}

type Finding = Pick<StatusSuspect, 'suggested' | 'reason'>

/** A waiting name before work began is only a place to park; between work it is a review. */
function byName({ name }: Status, stays: Stays | undefined): Finding | null {
  if (stays === undefined) return null
  const { means, fromWork, lengthsDays } = stays
  const suggested = meaningOfName(name)
  if (suggested === null || means === null || groupOf(suggested) === groupOf(means)) return null
  const isParked = suggested === 'waiting' && means === 'unstarted' && fromWork < lengthsDays.length / 2
  return isParked ? null : { suggested, reason: 'name' }
}

function byHabit(habits: Stays | undefined, suggestedOf: ReadonlyMap<string, StatusMeaning>): Finding | null {
  if (habits === undefined) return null
  const { means, lengthsDays, untouched } = habits
  const next = habits.next.map((each) => suggestedOf.get(each.statusId) ?? each.means)
  const stays = lengthsDays.length
  if (stays < fewestStays) return null
  const part = (fits: (each: StatusMeaning | null) => boolean) =>
    next.length < fewestStays ? 0 : next.filter(fits).length / next.length
  if (means === 'in_progress') {
    if (part((each) => each === 'unstarted') >= mostOfStays)
      return { suggested: 'unstarted', reason: 'all_go_back' }
    const middle = lengthsDays.toSorted((a, b) => a - b)[Math.floor(stays / 2)] ?? 0
    if (middle < longStayDays || untouched / stays < mostOfStays) return null
    const isEnd = next.every((each) => each !== null && groupOf(each) === 'closed')
    return { suggested: isEnd ? 'done' : 'waiting', reason: 'nobody_acts' }
  }
  const leaveOften = next.length >= stays / 2
  return means === 'done' && leaveOften && part(isWork) >= mostOfStays
    ? { suggested: 'waiting', reason: 'all_go_back' }
    : null
}

function isWork(meaning: StatusMeaning | null): boolean {
  return meaning === 'in_progress' || meaning === 'waiting'
}

function groupOf(meaning: StatusMeaning): 'unstarted' | 'work' | 'closed' {
  if (meaning === 'unstarted') return 'unstarted'
  return isWork(meaning) ? 'work' : 'closed'
}

function keyOf(connectionId: string, statusId: string): string {
  return `${connectionId}\u0000${statusId}`
}
