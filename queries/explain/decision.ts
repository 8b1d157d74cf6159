import { loadDecision, loadOverrides } from '../../adapters/store/classify/decisions.ts'
import { ruleSetInForce } from '../../adapters/store/classify/rules-in-force.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { decideAll } from '../../domain/classify/decide.ts'
import type { Decision } from '../../domain/classify/decision.ts'
import type { Container, Ticket, TrackerKind } from '../../domain/ticket.ts'

export interface ExplainedDecision {
  /** Decided now, from the current rules, overrides and ancestors. */
  readonly now: Decision
  /** Decided by the last classify run, on which the latest figures are based; null before the first. */
  readonly stored: Decision | null
}

/** Decides a ticket anew, with the tickets above it, and looks up what was decided last. */
export async function explainDecision(
  store: Store,
  ticket: Ticket,
  above: readonly Ticket[],
  containers: readonly Container[],
  tracker: TrackerKind,
): Promise<ExplainedDecision> {
  const { ruleSet, rulesVersion } = await ruleSetInForce(store)
  const [now] = decideAll({
    tickets: [ticket, ...above],
    containers,
    overrides: await loadOverrides(store),
    ruleSet,
    rulesVersion,
    trackerOf: () => tracker,
  })
  if (now === undefined) throw new Error('a ticket was not decided')
  return { now, stored: await loadDecision(store, ticket) }
}
