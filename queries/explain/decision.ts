import { packagedSuggestions } from '../../adapters/packaged-files.ts'
import { loadDecision, loadOverrides } from '../../adapters/store/classify/decisions.ts'
import type { ruleSetInForce } from '../../adapters/store/classify/rules-in-force.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { loadTicketsBelow } from '../../adapters/store/tickets/family.ts'
import { decideOne } from '../../domain/classify/decide.ts'
import type { Decision } from '../../domain/classify/decision.ts'
import type { Suggestion } from '../../domain/classify/suggest/suggest.ts'
import type { Container, Ticket, TrackerKind } from '../../domain/ticket.ts'

export interface ExplainedDecision {
  /** Decided now, from the current rules, overrides and ancestors. */
  readonly now: Decision
  /** Decided by the last classify run, on which the latest figures are based; null before the first. */
  readonly stored: Decision | null
  /** What the ticket's text suggests where nothing decides; null where it says too little, or suggestions are off. */
  readonly suggestion: Suggestion | null
}

interface DecisionToExplain {
  readonly ticket: Ticket
  /** Nearest first. */
  readonly above: readonly Ticket[]
  readonly containers: readonly Container[]
  readonly tracker: TrackerKind
  readonly rules: Awaited<ReturnType<typeof ruleSetInForce>>
}

/** Decides a ticket anew, with the tickets above it and what stands right below each, and looks up what was decided last. */
export async function explainDecision(
  store: Store,
  { ticket, above, containers, tracker, rules: { ruleSet, rulesVersion } }: DecisionToExplain,
): Promise<ExplainedDecision> {
  const { connectionId } = ticket
  const line = [ticket, ...above]
  const inLine = new Set(line.map(({ projectId }) => projectId))
  const below = await loadTicketsBelow(store, connectionId, {
    ticketIds: line.map(({ ticketId }) => ticketId),
    projectIds: containers.flatMap((each) =>
      each.connectionId === connectionId && inLine.has(each.containerId) ? [each.containerId] : [],
    ),
  })
  const tickets = [...line, ...below]
  const now = decideOne(ticket, {
    tickets,
    containers,
    overrides: await loadOverrides(store, tickets),
    ruleSet,
    rulesVersion,
    trackerOf: () => tracker,
  })
  const suggestion = ruleSet.suggests && now.category === null ? packagedSuggestions()(ticket) : null
  return { now, stored: await loadDecision(store, ticket), suggestion }
}
