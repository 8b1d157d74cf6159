import { type Instant, type LocalDate, minuteMs } from '../../../domain/instant.ts'
import { minutesPerSlot } from '../story/calendar.ts'
import { drawKind } from '../story/kinds.ts'
import type { RosterPerson } from '../story/roster.ts'
import { afterIncidentComment, reviewComment, workComment } from '../story/wording.ts'
import type { Draft } from './draft.ts'
import type { Desk, Office, Review } from './office.ts'
import { begin, close, finish, split } from './ticket-moves.ts'

/** One slot of the working day: when it starts, and who else is there. */
interface SlotOfDay {
  readonly date: LocalDate
  /** 0 to 3. */
  readonly slot: number
  readonly present: readonly RosterPerson[]
}

/**
 * Two hours of one person: first what came back from review, then a team-mate's review that is due, else work on one
 * ticket: an urgent one, one in progress, or a new one of the bucket that is behind.
 */
export function workSlot(office: Office, person: RosterPerson, day: SlotOfDay): void {
  const { random } = office
  const desk = office.deskOf(person.email)
  const at = office.momentIn(day.date, day.slot, 0.02 + 0.15 * random.next())
  takeBackFromReview(office, person, desk, at)
  takeUpUnblocked(office, person, desk, at)
  const review = reviewDueBy(office, person)
  if (review !== undefined && random.chance(0.7)) {
    review.readInSlot = office.slotCount
    review.ticket.comment(
      office.momentIn(day.date, day.slot, 0.5 + 0.4 * random.next()),
      person.email,
      reviewComment(random),
    )
    spend(office, person, desk, review.ticket, at)
    return
  }
  const ticket = chooseTicket(office, person, desk, day, at)
  workOn(office, person, desk, ticket, day, at)
}

function takeBackFromReview(office: Office, person: RosterPerson, desk: Desk, at: Instant): void {
  for (const review of [...desk.inReview]) {
    const waitedLong = office.slotCount - review.dueInSlot > 16
    const isRead = review.readInSlot !== null && review.readInSlot < office.slotCount
    if (!isRead && !waitedLong) continue
    desk.inReview.splice(desk.inReview.indexOf(review), 1)
    if (isRead && office.random.chance(0.12)) {
      review.ticket.remainingSlots = office.random.whole(1, 3)
      review.ticket.moveTo('in_progress', at, person.email)
      desk.active.push(review.ticket)
    } else {
      close(person, review.ticket, at)
    }
  }
}

function takeUpUnblocked(office: Office, person: RosterPerson, desk: Desk, at: Instant): void {
  for (const blocked of [...desk.blocked]) {
    if (office.slotCount < blocked.untilSlot) continue
    desk.blocked.splice(desk.blocked.indexOf(blocked), 1)
    blocked.ticket.moveTo('in_progress', at, person.email)
    desk.active.push(blocked.ticket)
  }
}

function reviewDueBy(office: Office, person: RosterPerson): Review | undefined {
  for (const { inReview } of office.desks()) {
    const due = inReview.find(
      ({ readInSlot, reviewerEmail, dueInSlot }) =>
        readInSlot === null && reviewerEmail === person.email && dueInSlot <= office.slotCount,
    )
    if (due !== undefined) return due
  }
  return undefined
}

function isUrgent(ticket: Draft): boolean {
  return ticket.start.priority === 'urgent' || ticket.start.kind === 'incident'
}

function chooseTicket(office: Office, person: RosterPerson, desk: Desk, day: SlotOfDay, at: Instant): Draft {
  const urgent = desk.active.find(isUrgent)
  if (urgent !== undefined) return urgent
  const wantsSecond = desk.active.length === 1 && office.random.chance(0.06)
  if (desk.active.length === 0 || wantsSecond) {
    const fresh = takeNew(office, person, day, at)
    desk.active.push(fresh)
    return fresh
  }
  return office.random.pick(desk.active)
}

/** A new ticket of the bucket that is behind: from the backlog, or created now, as most support questions are. */
function takeNew(office: Office, person: RosterPerson, day: SlotOfDay, at: Instant): Draft {
  const { random, backlog, team, quarter } = office
  const bucket = office.nextBucket()
  const kind = drawKind(random, team, bucket)
  const waiting = backlog.take(random, bucket, at, bucket === 'ktlo' ? kind : undefined)
  if (waiting !== undefined) return waiting
  const own = random.chance(0.5)
  const creatorEmail = own ? person.email : office.lead().email
  const urgent = kind === 'support' && random.chance(team.teamId === 'billing' ? 0.6 : 0.15)
  const createdAt = office.momentIn(day.date, day.slot, 0.01 * random.next())
  const occasion = { at: createdAt, quarter, creatorEmail, ...(own && { assigneeEmail: person.email }) }
  return urgent
    ? office.writer.write(team, kind, occasion, 'urgent')
    : office.writer.write(team, kind, occasion)
}

function workOn(
  office: Office,
  person: RosterPerson,
  desk: Desk,
  chosen: Draft,
  day: SlotOfDay,
  at: Instant,
): void {
  const { random } = office
  let ticket = chosen
  if (!ticket.begun) {
    begin(office, person, ticket, day.date, Math.max(at, ticket.start.createdAt + 3 * minuteMs))
    const large =
      ticket.start.kind === 'story' && ticket.start.type === 'story' && ticket.remainingSlots >= 20
    if (large && !ticket.neverMoved && !ticket.flaps && random.chance(0.15)) {
      split(office, person, ticket, day.date, at)
      ticket = desk.active.at(-1) ?? ticket
    }
  } else if (ticket.status === 'todo' && !ticket.neverMoved) {
    begin(office, person, ticket, day.date, at)
  }
  ticket.remainingSlots -= 1
  spend(office, person, desk, ticket, at)
  if (ticket.flaps) flap(office, ticket, day)
  const spoken = ticket.start.kind === 'incident' ? 0.5 : 0.14
  if (!ticket.neverMoved && random.chance(spoken)) {
    const body = ticket.start.kind === 'incident' ? afterIncidentComment(random) : workComment(random)
    ticket.comment(office.momentIn(day.date, day.slot, 0.3 + 0.5 * random.next()), person.email, body)
  }
  const endAt = office.momentIn(day.date, day.slot, 0.88 + 0.1 * random.next())
  if (ticket.remainingSlots <= 0) finish(office, person, ticket, endAt, day.present)
  else if (mayBlock(ticket) && random.chance(0.006)) block(office, person, desk, ticket, endAt)
}

function mayBlock(ticket: Draft): boolean {
  return !ticket.neverMoved && !ticket.flaps && !isUrgent(ticket)
}

function block(office: Office, person: RosterPerson, desk: Desk, ticket: Draft, at: Instant): void {
  ticket.moveTo('blocked', at, person.email)
  desk.active.splice(desk.active.indexOf(ticket), 1)
  desk.blocked.push({ ticket, untilSlot: office.slotCount + office.random.whole(4, 20) })
}

/** A build robot moves the ticket to review and back on each failing build: no person did that. */
function flap(office: Office, ticket: Draft, day: SlotOfDay): void {
  for (let turn = 0; turn < 2; turn += 1) {
    ticket.moveTo('in_review', office.momentIn(day.date, day.slot, 0.3 + turn * 0.25), null)
    ticket.moveTo('in_progress', office.momentIn(day.date, day.slot, 0.36 + turn * 0.25), null)
  }
}

function spend(office: Office, person: RosterPerson, desk: Desk, ticket: Draft, at: Instant): void {
  office.spend(person, ticket)
  const today = desk.today.get(ticket) ?? { slots: 0, startedAt: Math.max(at, ticket.start.createdAt) }
  today.slots += 1
  desk.today.set(ticket, today)
}

/** At the end of the day those who log write down what they did: hands-on hours, four fifths of the day. */
export function logTheDay(office: Office, person: RosterPerson, at: Instant): void {
  const desk = office.deskOf(person.email)
  if (office.team.logsWork && office.random.chance(0.9)) {
    for (const [ticket, { slots, startedAt }] of desk.today) {
      const quarterHours = Math.max(1, Math.round((slots * minutesPerSlot * 0.8) / 15))
      ticket.worklogs.push({
        startedAt,
        authorEmail: person.email,
        loggedSeconds: quarterHours * 900,
        loggedAt: at,
      })
    }
  }
  desk.today.clear()
}
