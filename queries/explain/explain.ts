import { ruleSetInForce } from '../../adapters/store/classify/rules-in-force.ts'
import { loadStatusMap } from '../../adapters/store/classify/status-map.ts'
import { type Connection, listConnections } from '../../adapters/store/connections/connections.ts'
import { loadTicketEffort, type TicketEffort } from '../../adapters/store/effort/ticket-effort.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { loadTicketsAbove } from '../../adapters/store/tickets/family.ts'
import {
  loadContainers,
  loadStatuses,
  loadTicketByRef,
  loadTicketEvents,
} from '../../adapters/store/tickets/tickets.ts'
import { trackers } from '../../adapters/trackers/registry.ts'
import { Ancestry } from '../../domain/classify/ancestors.ts'
import type { Outcome } from '../../domain/classify/outcome.ts'
import type { StatusMap } from '../../domain/classify/status-map.ts'
import type { StatusMeaning } from '../../domain/classify/status-rules.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { Container, Status, Ticket, TicketRef } from '../../domain/ticket.ts'
import { type Above, aboveOf } from './above.ts'
import { type ExplainedDecision, explainDecision } from './decision.ts'
import { findTickets, type MissingTicket } from './find-tickets.ts'
import { type HistoryEntry, historyOf } from './history.ts'
import { type WhereCounted, whereCounted } from './where-counted.ts'

/** Why a ticket has its category, its history, and in which figures its effort is counted. */
export interface TicketExplanation {
  readonly ticket: Ticket
  readonly connectionName: string
  /** What its present status means by the rules in force; null where that is unknown. */
  readonly meaning: StatusMeaning | null
  /** Null while it is open. */
  readonly outcome: Outcome | null
  readonly decision: ExplainedDecision
  readonly above: Above
  /** What its tracker calls the scopes that can be chosen: `projects`. */
  readonly scopesNoun: string
  /** Oldest first; begins with the ticket's creation. */
  readonly history: readonly HistoryEntry[]
  /** By quarter, week and team; never by person, nor by a team without figures of its own. */
  readonly effort: readonly TicketEffort[]
  /** The plan's names of its teams, by their ids. */
  readonly teamNames: ReadonlyMap<string, string>
  readonly counted: WhereCounted
}

export type Explanation =
  /** One or more: a key may stand on several connections. */
  | { readonly kind: 'found'; readonly tickets: readonly TicketExplanation[] }
  | { readonly kind: 'missing'; readonly missing: MissingTicket }

/** Explains every ticket with a key. */
export async function explain(store: Store, key: string): Promise<Explanation> {
  const found = await findTickets(store, key)
  const connections = await listConnections(store)
  const missing = { kind: 'missing', missing: { isConnected: connections.length > 0 } } as const
  if (found.length === 0) return missing
  const context = await contextOf(store, connections)
  const explanations: TicketExplanation[] = []
  for (const ticket of found) {
    const explained = await explainTicket(store, context, ticket)
    if (explained !== null) explanations.push(explained)
  }
  return explanations.length === 0 ? missing : { kind: 'found', tickets: explanations }
}

/** Explains one ticket by its ids; null where it isn't stored. */
export async function explainOne(store: Store, ref: TicketRef): Promise<TicketExplanation | null> {
  const ticket = await loadTicketByRef(store, ref)
  if (ticket === null) return null
  return explainTicket(store, await contextOf(store, await listConnections(store)), ticket)
}

/** What all tickets are explained with. */
interface Context {
  readonly connections: readonly Connection[]
  readonly containers: readonly Container[]
  readonly statuses: readonly Status[]
  readonly rules: Awaited<ReturnType<typeof ruleSetInForce>>
  readonly statusMap: StatusMap
  readonly plan: Plan | null
}

async function contextOf(store: Store, connections: readonly Connection[]): Promise<Context> {
  const rules = await ruleSetInForce(store)
  return {
    connections,
    containers: await loadContainers(store),
    statuses: await loadStatuses(store),
    rules,
    statusMap: await loadStatusMap(store, rules.ruleSet.statusRules),
    plan: (await currentPlan(store))?.plan ?? null,
  }
}

async function explainTicket(
  store: Store,
  { connections, containers, statuses, rules, statusMap, plan }: Context,
  ticket: Ticket,
): Promise<TicketExplanation | null> {
  const connection = connections.find(({ connectionId }) => connectionId === ticket.connectionId)
  // Removed a moment ago, and its tickets with it.
  if (connection === undefined) return null
  const above = await loadTicketsAbove(store, ticket)
  const effort = await loadTicketEffort(store, ticket)
  const own = statuses.filter(({ connectionId }) => connectionId === ticket.connectionId)
  return {
    ticket,
    connectionName: connection.name,
    meaning: statusMap.meaningOf(ticket, ticket.statusId),
    outcome: statusMap.outcomeOf(ticket),
    decision: await explainDecision(store, { ticket, above, containers, tracker: connection.tracker, rules }),
    above: await aboveOf(store, ticket, new Ancestry([ticket, ...above], containers)),
    scopesNoun: trackers.definitionOf(connection.tracker).scopeNoun.plural,
    history: [
      { at: ticket.createdAt, kind: 'created' },
      ...historyOf(await loadTicketEvents(store, ticket), own),
    ],
    effort,
    teamNames: new Map(plan?.teams.map(({ teamId, name }) => [teamId, name])),
    counted: await whereCounted(store, { ticket, above, effort, plan }),
  }
}
