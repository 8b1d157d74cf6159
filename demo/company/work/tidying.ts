import { addDays, type LocalDate } from '../../../domain/instant.ts'
import { instantAt, weekdayOf } from '../story/calendar.ts'
import type { RosterPerson } from '../story/roster.ts'
import type { Office } from './office.ts'
import { close } from './ticket-moves.ts'

/** Fewer tickets than this are not cleaned up. */
const worthTidying = 8

/** On the last Friday of a month somebody moves all finished or stale tickets in bulk. */
export function tidyUpOn(office: Office, date: LocalDate, present: readonly RosterPerson[]): void {
  if (weekdayOf(date) !== 5 || addDays(date, 7).slice(5, 7) === date.slice(5, 7) || present.length === 0)
    return
  const { random, backlog, forgotten } = office
  const actor = random.pick(present)
  const startsAt = instantAt(office.calendar, date, 16 * 60 + 55)
  const old = instantAt(office.calendar, addDays(date, -100), 0)
  const finished = forgotten.filter(
    ({ start }) => start.createdAt < instantAt(office.calendar, addDays(date, -5), 0),
  )
  const stale = backlog.takeStale(old, 10)
  if (finished.length + stale.length < worthTidying) {
    for (const ticket of stale) backlog.add(ticket)
    return
  }
  let at = startsAt
  for (const ticket of finished) {
    forgotten.splice(forgotten.indexOf(ticket), 1)
    close(actor, ticket, at)
    at += 1200
  }
  for (const ticket of stale) {
    ticket.moveTo('canceled', at, actor.email)
    at += 1200
  }
}

/** When a sprint begins, a lead moves the open tickets to it. */
export function rollSprintOn(office: Office, date: LocalDate): void {
  const sprint = office.sprintOn(date)
  if (sprint?.from !== date) return
  const lead = office.lead()
  const at = instantAt(office.calendar, date, 8 * 60 + 50)
  for (const { active, inReview, blocked } of office.desks()) {
    for (const ticket of [
      ...active,
      ...inReview.map((each) => each.ticket),
      ...blocked.map((each) => each.ticket),
    ]) {
      if (!ticket.neverMoved) ticket.putInSprint(sprint.sprintId, at, lead.email)
    }
  }
}
