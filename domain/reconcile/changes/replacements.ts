import { startOfDate } from '../../calendar.ts'
import { addDays, type Instant } from '../../instant.ts'
import { datesOfQuarter } from '../../quarter.ts'
import { type Ticket, ticketRefKey } from '../../ticket.ts'
import type { ChangeCause } from '../dataset/change.ts'
import type { QuarterInputs } from './inputs.ts'
import { withReadLate } from './read-late.ts'

/** The inputs after one more kind of them was put in the place of the mailed ones. */
export interface Replacement {
  readonly cause: ChangeCause
  readonly inputs: QuarterInputs
  /** Whether that can have changed the days. */
  readonly differs: boolean
}

/**
 * Until when present histories count: what happened after the quarter and after what the mail was made from is no late edit. What lies
 * between the two was in the mailed figures: logs that tell the sizes of types, and the closing of what was open at the quarter's end.
 */
export function historiesEndAt(mailed: QuarterInputs, { quarter, plan }: QuarterInputs): Instant {
  return Math.max(mailed.asOfAt, startOfDate('UTC', addDays(datesOfQuarter(quarter, plan).to, 1)))
}

/** The present inputs, in which tickets that are as they were mailed are the mailed ones: they are held, and compared, once. */
export function withSameTickets(mailed: QuarterInputs, present: QuarterInputs): QuarterInputs {
  const before = new Map(mailed.tickets.map((ticket) => [ticketRefKey(ticket), ticket]))
  const tickets = present.tickets.map((ticket) => {
    const was = before.get(ticketRefKey(ticket))
    return was !== undefined && isSameTicket(was, ticket) ? was : ticket
  })
  return { ...present, tickets }
}

/**
 * From the mailed inputs to the present ones, a cause at a time: each adds to those before it, in the order of `changeCauses`. From the
 * late edits on, histories are the present ones (up to `historiesEndAt`) where there are any, else the mailed ones.
 */
export function replacementsOf(mailed: QuarterInputs, present: QuarterInputs): Replacement[] {
  const presentTickets = new Map(present.tickets.map((ticket) => [ticketRefKey(ticket), ticket]))
  const readLate = withReadLate(mailed, present, historiesEndAt(mailed, present))
  const edited = readLate.tickets.map((was) => {
    const is = presentTickets.get(ticketRefKey(was))
    return is === undefined || is === was
      ? was
      : { ...is, ...placeOf(was), ...parentOf(was), removal: was.removal, isContext: was.isContext }
  })
  const withPlace = edited.map((ticket) => {
    const is = presentOf(ticket, presentTickets)
    return is === ticket ? ticket : { ...ticket, ...placeOf(is) }
  })
  const withParent = withPlace.map((ticket) => {
    const is = presentOf(ticket, presentTickets)
    return is === ticket ? ticket : { ...ticket, ...parentOf(is) }
  })

  const late = { ...mailed, asOfAt: present.asOfAt, connections: present.connections, tickets: edited }
  const moved = { ...late, tickets: withPlace }
  const reparented = { ...moved, tickets: withParent, containers: present.containers }
  const complete = { ...reparented, tickets: present.tickets }
  const { plan, users, baseline, ruleSet, rulesVersion, statuses, overrides } = present
  const planned = { ...complete, plan, users, baseline }
  const ruled = { ...planned, ruleSet, rulesVersion, statuses }
  const chain: readonly (readonly [ChangeCause, QuarterInputs])[] = [
    ['read_late', readLate],
    ['late_edits', late],
    ['moved', moved],
    ['reparented', reparented],
    ['tickets', complete],
    ['plan', planned],
    ['rules', ruled],
    ['overrides', { ...ruled, overrides }],
  ]
  let before = mailed
  return chain.map(([cause, inputs]) => {
    const differs = cause === 'late_edits' || !isSame(inputs, before)
    before = inputs
    return { cause, inputs, differs }
  })
}

function presentOf(ticket: Ticket, present: ReadonlyMap<string, Ticket>): Ticket {
  return present.get(ticketRefKey(ticket)) ?? ticket
}

function placeOf(ticket: Ticket) {
  const { key, projectId, projectKey, projectName, teamId, teamKey, teamName, teamsAbove } = ticket
  return { key, projectId, projectKey, projectName, teamId, teamKey, teamName, teamsAbove }
}

function parentOf({ parentId, parentKey, hierarchyLevel }: Ticket) {
  return { parentId, parentKey, hierarchyLevel }
}

/** Whether the days must come out alike from the same histories; in whatever order things were read. */
function isSame(a: QuarterInputs, b: QuarterInputs): boolean {
  const { tickets: _, ruleSet: __, ...rest } = a
  const { tickets, ruleSet, ...other } = b
  if (JSON.stringify(rest) !== JSON.stringify(other) || a.tickets.length !== tickets.length) return false
  const others = new Map(tickets.map((ticket) => [ticketRefKey(ticket), ticket]))
  return a.tickets.every((ticket) => isSameTicket(ticket, others.get(ticketRefKey(ticket))))
}

function isSameTicket(a: Ticket, b: Ticket | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
