import { hasHiddenEffort, type TicketEffort } from '../../adapters/store/effort/ticket-effort.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { loadChildren } from '../../adapters/store/tickets/family.ts'
import { leavesOf } from '../../domain/effort/records/leaves.ts'
import type { Commitment, Plan } from '../../domain/plan/plan.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { type Ticket, ticketRefKey } from '../../domain/ticket.ts'
import { namedSubjects } from '../plan/named-subjects.ts'

/** In which figures a ticket's days stand. */
export interface CountedEffort {
  readonly quarter: QuarterId
  readonly teamId: string
  readonly milliDays: number
  /** Whether these days are part of the company's figures too. */
  readonly isInCompany: boolean
  /** The team's commitments of that quarter that the ticket is part of. */
  readonly commitmentNames: readonly string[]
}

/**
 * Why a ticket shows no days: those that it has are of a team without figures of its own; it is only context; it stands above those
 * that get them, it has children, or nothing was measured on it.
 */
export type UncountedReason = 'hidden_team' | 'context' | 'epic_or_above' | 'has_children' | 'not_measured'

export type WhereCounted =
  | { readonly kind: 'counted'; readonly places: readonly CountedEffort[] }
  | { readonly kind: 'uncounted'; readonly reason: UncountedReason }

interface EffortToPlace {
  readonly ticket: Ticket
  /** Nearest first. */
  readonly above: readonly Ticket[]
  readonly effort: readonly TicketEffort[]
  readonly plan: Plan | null
}

/** The figures that a ticket's effort is part of, or why there are none. */
export async function whereCounted(
  store: Store,
  { ticket, above, effort, plan }: EffortToPlace,
): Promise<WhereCounted> {
  if (effort.length === 0) return { kind: 'uncounted', reason: await uncountedReason(store, ticket) }
  const places = new Map<string, Omit<TicketEffort, 'weekStart'>>()
  for (const { quarter, teamId, milliDays, isInCompany } of effort) {
    const place = places.get(`${quarter} ${teamId}`) ?? { quarter, teamId, isInCompany, milliDays: 0 }
    places.set(`${quarter} ${teamId}`, { ...place, milliDays: place.milliDays + milliDays })
  }
  const commitments = new Map(
    [...places].map(([key, { quarter, teamId }]) => [key, commitmentsOf(plan, quarter, teamId)]),
  )
  const targets = [...commitments.values()].flatMap((each) => each.map(({ target }) => target))
  const subjects = targets.length === 0 ? null : await namedSubjects(store, targets, [ticket, ...above])
  const isIn = ({ target }: Commitment) =>
    subjects?.named(target).some((named) => isWithin(ticket, subjects.within(named))) === true
  return {
    kind: 'counted',
    places: [...places].map(([key, place]) => ({
      ...place,
      commitmentNames: (commitments.get(key) ?? []).filter(isIn).map(({ name }) => name),
    })),
  }
}

function isWithin(ticket: Ticket, tickets: readonly Ticket[]): boolean {
  return tickets.some((each) => ticketRefKey(each) === ticketRefKey(ticket))
}

async function uncountedReason(store: Store, ticket: Ticket): Promise<UncountedReason> {
  if (await hasHiddenEffort(store, ticket)) return 'hidden_team'
  if (ticket.isContext) return 'context'
  if (ticket.hierarchyLevel >= 1) return 'epic_or_above'
  const leaves = leavesOf([ticket, ...(await loadChildren(store, ticket))])
  return leaves.has(ticketRefKey(ticket)) ? 'not_measured' : 'has_children'
}

function commitmentsOf(plan: Plan | null, quarter: string, teamId: string): readonly Commitment[] {
  const planned = plan?.quarters.find((each) => each.quarter === quarter)
  return planned?.teams.find((each) => each.teamId === teamId)?.commitments ?? []
}
