import { isInWorkingHours, localDateOf } from '../../../calendar.ts'
import type { EffortRow } from '../../../effort/effort.ts'
import { type LocalDate, weekStartOf } from '../../../instant.ts'
import type { Calendar } from '../../../plan/plan.ts'
import { datesOfQuarter } from '../../../quarter.ts'
import { comparable } from '../../../text/comparable.ts'
import { ticketRefKey } from '../../../ticket.ts'
import type { ReconcileInput } from '../../dataset/input.ts'
import type { Interruptions } from '../../dataset/scope.ts'
import type { LeavingOut } from '../../dataset/verdicts.ts'
import { homeTeamsOf } from './home-teams.ts'
import type { FactLookup, TicketFacts } from './ticket-facts.ts'

/** A ticket that interrupted a team in the quarter. */
export interface Interruption {
  readonly teamId: string
  readonly ticketKey: string
  readonly weekStart: LocalDate
  readonly incident: boolean
  readonly outOfHours: boolean
}

const interruptingTypes = ['incident', 'support']

/**
 * KTLO tickets of work type incident or support that were created in the quarter, by the team that each is at
 * home in. Sub-tasks of an interruption are part of it and not counted again; tickets that were deleted by the as-of instant aren't
 * either.
 */
export function interruptionsOf(input: ReconcileInput, facts: FactLookup): Interruption[] {
  const dates = datesOfQuarter(input.quarter, input.plan)
  const homeTeamOf = homeTeamsOf(input, facts)
  const calendarOf = calendarsByTeam(input)
  return facts.all.flatMap((each) => {
    const { ticket } = each
    if (!interrupts(each, facts) || ticket.createdAt > input.asOfAt) return []
    const parent = facts.of({ ...ticket, ticketId: ticket.parentId ?? '' })
    if (parent !== undefined && interrupts(parent, facts)) return []
    const teamId = homeTeamOf(ticket)
    const calendar = calendarOf.get(teamId ?? '')
    if (teamId === null || calendar === undefined) return []
    const date = localDateOf(ticket.createdAt, calendar.timeZone)
    if (date < dates.from || date >= dates.to) return []
    return [
      {
        teamId,
        ticketKey: ticketRefKey(ticket),
        weekStart: weekStartOf(date),
        incident: each.workType !== null && comparable(each.workType) === 'incident',
        outOfHours: !isInWorkingHours(calendar, ticket.createdAt),
      },
    ]
  })
}

function interrupts({ bucket, workType, ticket }: TicketFacts, { wasThere }: FactLookup): boolean {
  const isDeleted = ticket.removal === 'deleted' || ticket.removal === 'trashed'
  if (isDeleted && !wasThere(ticket)) return false
  return bucket === 'ktlo' && interruptingTypes.includes(comparable(workType ?? ''))
}

function calendarsByTeam({ plan }: ReconcileInput): Map<string, Calendar> {
  const calendars = new Map(plan.calendars.map((calendar) => [calendar.calendarId, calendar]))
  return new Map(
    plan.teams.flatMap((team) => {
      const calendar = calendars.get(team.calendarId)
      return calendar === undefined ? [] : [[team.teamId, calendar] as const]
    }),
  )
}

/** How many of a scope's interruptions are named as what to watch. */
const mostRecurring = 3

/** The interruptions that took most days, largest first; ties by id. Those on which nobody spent any are left out. */
export function largestInterruptions(
  interruptions: readonly Interruption[],
  rows: readonly EffortRow[],
  facts: FactLookup,
): LeavingOut['recurring'] {
  const asked = new Set(interruptions.map(({ ticketKey }) => ticketKey))
  const spent = new Map<string, { readonly ref: EffortRow['ticket']; milliDays: number }>()
  for (const { ticket: ref, milliDays } of rows) {
    const key = ticketRefKey(ref)
    if (!asked.has(key)) continue
    const known = spent.get(key)
    if (known === undefined) spent.set(key, { ref, milliDays })
    else known.milliDays += milliDays
  }
  return [...spent.values()]
    .filter(({ milliDays }) => milliDays !== 0)
    .toSorted((a, b) => b.milliDays - a.milliDays || facts.placeOf(a.ref) - facts.placeOf(b.ref))
    .slice(0, mostRecurring)
    .flatMap(({ ref, milliDays }) => {
      const ticket = facts.of(ref)?.ticket
      if (ticket === undefined) return []
      const { key, title, url } = ticket
      return [{ key, title, url, milliDays }]
    })
}

/** Counts a scope's interruptions, with the days that its people spent on them (and on their sub-tasks). */
export function countInterruptions(
  interruptions: readonly Interruption[],
  rows: readonly EffortRow[],
  facts: FactLookup,
): Interruptions {
  const keys = new Set(interruptions.map((each) => each.ticketKey))
  const parentKeyOf = (row: EffortRow) => {
    const parentId = facts.of(row.ticket)?.ticket.parentId ?? ''
    return ticketRefKey({ connectionId: row.ticket.connectionId, ticketId: parentId })
  }
  const spent = rows.filter((row) => keys.has(ticketRefKey(row.ticket)) || keys.has(parentKeyOf(row)))
  const incidents = interruptions.filter((each) => each.incident)
  return {
    tickets: interruptions.length,
    incidents: incidents.length,
    incidentsOutOfHours: incidents.filter((each) => each.outOfHours).length,
    milliDays: spent.reduce((sum, row) => sum + row.milliDays, 0),
  }
}
