import { z } from 'zod'
import { loadTicketTeams } from '../../adapters/store/effort/ticket-effort.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { maySeeTeam, type Visitor } from '../../domain/sign-in/roles.ts'
import type { TicketRef } from '../../domain/ticket.ts'
import { explainOne, type TicketExplanation } from './explain.ts'

/** Whether a visitor may see why a ticket counts as it does: admins of any, reviewers of those of their teams. */
export async function mayExplain(store: Store, visitor: Visitor, ref: TicketRef): Promise<boolean> {
  if (visitor.roles.includes('admin')) return true
  if (!z.uuid().safeParse(ref.connectionId).success) return false
  const teams = await loadTicketTeams(store, ref)
  return teams.some((teamId) => maySeeTeam(visitor, teamId))
}

/**
 * A ticket's explanation with the days of the visitor's teams alone, of those that have figures of their own. Null where it isn't
 * stored.
 */
export async function explainFor(
  store: Store,
  visitor: Visitor,
  ref: TicketRef,
): Promise<TicketExplanation | null> {
  const explanation = z.uuid().safeParse(ref.connectionId).success ? await explainOne(store, ref) : null
  if (explanation === null) return null
  const effort = explanation.effort.filter(({ teamId }) => maySeeTeam(visitor, teamId))
  return { ...explanation, effort, counted: countedFor(visitor, explanation.counted) }
}

function countedFor(visitor: Visitor, counted: TicketExplanation['counted']): TicketExplanation['counted'] {
  if (counted.kind === 'uncounted') return counted
  const places = counted.places.filter(({ teamId }) => maySeeTeam(visitor, teamId))
  // Whoever may look has a team with days on it: where none of them may be shown, that team is too small.
  return places.length === 0 ? { kind: 'uncounted', reason: 'hidden_team' } : { kind: 'counted', places }
}
