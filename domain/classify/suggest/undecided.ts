import type { Steps } from '../../calculation/steps.ts'
import { type Ticket, type TicketRef, ticketRefKey } from '../../ticket.ts'
import type { Decision } from '../decision.ts'
import type { Suggest, Suggestion } from './suggest.ts'

export interface SuggestionForTicket extends Suggestion {
  readonly ticket: TicketRef
}

/** Suggests a category for each ticket that nothing decided, a ticket a step. */
export function* suggestForUndecided(
  tickets: readonly Ticket[],
  decisions: readonly Decision[],
  suggest: Suggest,
): Steps<SuggestionForTicket[]> {
  const undecided = new Set(
    decisions.filter(({ category }) => category === null).map(({ ticket }) => ticketRefKey(ticket)),
  )
  const suggestions: SuggestionForTicket[] = []
  for (const ticket of tickets) {
    if (!undecided.has(ticketRefKey(ticket))) continue
    const suggestion = suggest(ticket)
    const { connectionId, ticketId } = ticket
    if (suggestion !== null) suggestions.push({ ticket: { connectionId, ticketId }, ...suggestion })
    yield
  }
  return suggestions
}
