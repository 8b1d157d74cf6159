import { startOfDate } from '../../calendar.ts'
import { addDays } from '../../instant.ts'
import { datesOfQuarter } from '../../quarter.ts'
import { type Ticket, type TicketEvent, ticketRefKey } from '../../ticket.ts'
import type { ChangeCause } from '../dataset/change.ts'
import type { QuarterInputs } from './inputs.ts'

/** The inputs after one more kind of them was put in the place of the mailed ones. */
export interface Replacement {
  readonly cause: ChangeCause
  readonly inputs: QuarterInputs
  /** Whether that changed any input. */
  readonly differs: boolean
}

/**
 * From the mailed inputs to the present ones, a cause at a time: each adds to those before it, in the order of `changeCauses`. What
 * happened after the quarter is left out: it is no late edit.
 */
export function replacementsOf(mailed: QuarterInputs, present: QuarterInputs): Replacement[] {
  const cutAt = startOfDate('UTC', addDays(datesOfQuarter(present.quarter, present.plan).to, 1))
  const histories = new Map(
    [...present.histories].map(([key, events]) => [key, events.filter((event) => event.happenedAt < cutAt)]),
  )
  const presentTickets = new Map(present.tickets.map((ticket) => [ticketRefKey(ticket), ticket]))
  const edited = mailed.tickets.map((was) => {
    const is = presentTickets.get(ticketRefKey(was))
    return is === undefined
      ? was
      : { ...is, ...placeOf(was), ...parentOf(was), removal: was.removal, isContext: was.isContext }
  })
  const withPlace = edited.map((ticket) => ({ ...ticket, ...placeOf(presentOf(ticket, presentTickets)) }))
  const withParent = withPlace.map((ticket) => ({
    ...ticket,
    ...parentOf(presentOf(ticket, presentTickets)),
  }))

  const late = {
    ...mailed,
    asOfAt: present.asOfAt,
    connections: present.connections,
    tickets: edited,
    histories: new Map(
      mailed.tickets.map((ticket) => {
        const key = ticketRefKey(ticket)
        return [key, histories.get(key) ?? mailed.histories.get(key) ?? []]
      }),
    ),
  }
  const moved = { ...late, tickets: withPlace }
  const reparented = { ...moved, tickets: withParent, containers: present.containers }
  const complete = { ...reparented, tickets: present.tickets, histories }
  const { plan, users, baseline, ruleSet, rulesVersion, statuses, overrides } = present
  const planned = { ...complete, plan, users, baseline }
  const ruled = { ...planned, ruleSet, rulesVersion, statuses }
  const chain: readonly (readonly [ChangeCause, QuarterInputs])[] = [
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
    const differs = !isSame(inputs, before)
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

/** Whether the days must come out alike; in whatever order things were read. */
function isSame(a: QuarterInputs, b: QuarterInputs): boolean {
  const { tickets: _, histories: __, ruleSet: ___, ...rest } = a
  const { tickets, histories, ruleSet, ...other } = b
  if (JSON.stringify(rest) !== JSON.stringify(other) || a.tickets.length !== tickets.length) return false
  const others = new Map(tickets.map((ticket) => [ticketRefKey(ticket), ticket]))
  return a.tickets.every((ticket) => {
    const key = ticketRefKey(ticket)
    return (
      JSON.stringify(ticket) === JSON.stringify(others.get(key)) &&
      (a.histories === histories || eventsText(a.histories.get(key)) === eventsText(histories.get(key)))
    )
  })
}

function eventsText(events: readonly TicketEvent[] = []): string {
  return JSON.stringify(events.map((event) => JSON.stringify(event)).sort())
}
