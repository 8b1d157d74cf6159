import { localDateOf } from '../../../calendar.ts'
import { membershipOn } from '../../../plan/memberships.ts'
import { type Ticket, ticketRefKey } from '../../../ticket.ts'
import type { ReconcileInput } from '../../dataset/input.ts'
import type { FactLookup } from './ticket-facts.ts'

/** A ticket's home team; null when it can't be determined. */
export type HomeTeamOf = (ticket: Ticket) => string | null

/**
 * Finds the home team of tickets, whether or not anyone spent a day on them: the team that spent the most on the
 * ticket; else its assignee's team when it was created; else the team that spent the most on the tracker team
 * or project that it lives in, and for a sub-team on which nobody spent any, on the team above. Among equals the team whose id comes first.
 */
export function homeTeamsOf(
  input: Pick<ReconcileInput, 'effort' | 'plan' | 'personOfAccount'>,
  facts: Pick<FactLookup, 'of'>,
): HomeTeamOf {
  const byTicket = new Tally()
  const byPlace = new Tally()
  for (const { ticket: ref, teamId, milliDays } of input.effort.rows) {
    byTicket.add(ticketRefKey(ref), teamId, milliDays)
    const ticket = facts.of(ref)?.ticket
    if (ticket !== undefined) byPlace.add(placeOf(ticket), teamId, milliDays)
  }
  const people = new Map(input.plan.people.map((person) => [person.personId, person]))
  const teamOfAssignee = ({ connectionId, assigneeId, createdAt }: Ticket): string | null => {
    const personId = assigneeId === null ? null : input.personOfAccount(connectionId, assigneeId)
    const person = people.get(personId ?? '')
    if (person === undefined) return null
    return membershipOn(person, localDateOf(createdAt, 'UTC'))?.teamId ?? null
  }
  return (ticket) =>
    byTicket.largest(ticketRefKey(ticket)) ??
    teamOfAssignee(ticket) ??
    placesOf(ticket)
      .map((place) => byPlace.largest(place))
      .find((teamId) => teamId !== null) ??
    null
}

/** Nearest first. */
function placesOf(ticket: Ticket): string[] {
  return [placeOf(ticket), ...ticket.teamsAbove.map((teamId) => placeOf({ ...ticket, teamId }))]
}

function placeOf({ connectionId, teamId, projectId }: Ticket): string {
  return `${connectionId}\u0000${teamId ?? ''}\u0000${teamId === null ? (projectId ?? '') : ''}`
}

class Tally {
  readonly #amounts = new Map<string, Map<string, number>>()

  add(key: string, teamId: string, amount: number): void {
    const amounts = this.#amounts.get(key) ?? new Map<string, number>()
    amounts.set(teamId, (amounts.get(teamId) ?? 0) + amount)
    this.#amounts.set(key, amounts)
  }

  largest(key: string): string | null {
    let best: { readonly teamId: string; readonly amount: number } | null = null
    for (const [teamId, amount] of this.#amounts.get(key) ?? []) {
      const wins = best === null || amount > best.amount || (amount === best.amount && teamId < best.teamId)
      if (wins) best = { teamId, amount }
    }
    return best?.teamId ?? null
  }
}
