import { type Instant, type LocalDate, minuteMs } from '../../../domain/instant.ts'
import type { RosterPerson } from '../story/roster.ts'
import type { Draft } from './draft.ts'
import type { Office } from './office.ts'

/** Somebody starts a ticket: sets sprint, assignee and status, unless the ticket is never moved. */
export function begin(
  office: Office,
  person: RosterPerson,
  ticket: Draft,
  date: LocalDate,
  at: Instant,
): void {
  ticket.begun = true
  if (ticket.neverMoved) return
  const sprint = office.sprintOn(date)
  if (sprint !== undefined) ticket.putInSprint(sprint.sprintId, at, person.email)
  const { kind } = ticket.start
  if (kind !== 'incident' && kind !== 'support' && office.random.chance(0.06)) {
    ticket.estimate(office.random.pick([1, 2, 3, 5, 8]), at, person.email)
  }
  ticket.assignTo(person.email, at, person.email)
  const epic = ticket.start.parent
  if (epic?.start.type === 'epic') epic.moveTo('in_progress', at, person.email)
  ticket.moveTo('in_progress', at + minuteMs, person.email)
}

/** Splits a large story: its first part is started at once, the others go to the backlog. */
export function split(
  office: Office,
  person: RosterPerson,
  story: Draft,
  date: LocalDate,
  at: Instant,
): void {
  const count = office.random.whole(2, 4)
  const sizes = Array.from({ length: count }, (_, index) => {
    const even = Math.floor(story.remainingSlots / count)
    return index === 0 ? story.remainingSlots - even * (count - 1) : even
  })
  story.remainingSlots = 0
  const occasion = { at: at + 2 * minuteMs, quarter: office.quarter, creatorEmail: person.email }
  const [first, ...others] = sizes.map((slots) =>
    office.writer.writePart(story, office.team, slots, occasion),
  )
  for (const part of others) office.backlog.putBack(part)
  const { active } = office.deskOf(person.email)
  active.splice(active.indexOf(story), 1)
  if (first === undefined) return
  active.push(first)
  begin(office, person, first, date, at + 3 * minuteMs)
}

/** The work on a ticket is finished: it moves to review, to done, or not at all, by the team's habits. */
export function finish(
  office: Office,
  person: RosterPerson,
  ticket: Draft,
  at: Instant,
  teamMates: readonly RosterPerson[],
): void {
  const { random, team, slotCount } = office
  const desk = office.deskOf(person.email)
  const place = desk.active.indexOf(ticket)
  if (place >= 0) desk.active.splice(place, 1)
  const others = teamMates.filter(({ email }) => email !== person.email)
  if (ticket.neverMoved) {
    if (random.chance(0.25)) office.forgotten.push(ticket)
    else close(person, ticket, at)
    return
  }
  const urgent = ticket.start.kind === 'incident' || ticket.start.kind === 'support'
  if (!urgent && random.chance(team.forgottenShare)) {
    office.forgotten.push(ticket)
    return
  }
  const wantsReview = (!urgent && random.chance(team.reviewedShare)) || ticket.flaps
  if (!wantsReview || others.length === 0) {
    close(person, ticket, at)
    return
  }
  ticket.moveTo('in_review', at, person.email)
  const waitSlots = random.chance(0.12) ? random.whole(12, 28) : random.whole(1, 4)
  const reviewer = random.pick(others)
  desk.inReview.push({
    ticket,
    reviewerEmail: reviewer.email,
    askedInSlot: slotCount,
    dueInSlot: slotCount + waitSlots,
    readInSlot: null,
  })
}

/** Done; with its last part, a story that was split is done too. */
export function close(person: RosterPerson, ticket: Draft, at: Instant): void {
  ticket.assignTo(ticket.assigneeEmail ?? person.email, at, person.email)
  ticket.moveTo('done', at, person.email)
  ticket.finishedAt = at
  const { parent, type } = ticket.start
  if (type !== 'subtask' || parent === null) return
  if (parent.children.every((part) => part.status === 'done')) {
    parent.moveTo('done', at + minuteMs, person.email)
    parent.finishedAt = at + minuteMs
  }
}

/** Somebody leaves or is absent for long: their tickets go to a team-mate or back to the backlog. */
export function handOver(
  office: Office,
  person: RosterPerson,
  at: Instant,
  teamMates: readonly RosterPerson[],
  forGood: boolean,
): void {
  const { random } = office
  const desk = office.deskOf(person.email)
  const others = teamMates.filter(({ email }) => email !== person.email)
  for (const { ticket } of desk.blocked.splice(0)) {
    ticket.moveTo('in_progress', at, person.email)
    desk.active.push(ticket)
  }
  for (const ticket of desk.active.splice(0)) {
    if (ticket.neverMoved) {
      office.backlog.putBack(ticket)
    } else if (others.length > 0 && random.chance(0.5)) {
      const heir = random.pick(others)
      ticket.assignTo(heir.email, at, person.email)
      office.deskOf(heir.email).active.push(ticket)
    } else if (forGood || random.chance(0.6)) {
      ticket.moveTo('todo', at, person.email)
      ticket.assignTo(null, at, person.email)
      office.backlog.putBack(ticket)
    } else {
      desk.active.push(ticket)
    }
  }
  if (!forGood) return
  for (const { ticket } of desk.inReview.splice(0)) close(person, ticket, at)
}
