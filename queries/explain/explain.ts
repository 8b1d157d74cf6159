import { rulesInForce } from '../../adapters/store/classify/rules-in-force.ts'
import { loadStatusMap } from '../../adapters/store/classify/status-map.ts'
import {
  hasHiddenEffort,
  loadTicketEffort,
  type TicketEffort,
} from '../../adapters/store/effort/ticket-effort.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { type Connection, listConnections } from '../../adapters/store/sync/connections.ts'
import {
  loadContainers,
  loadFormerKeys,
  loadStatuses,
  loadTicketByRef,
  loadTicketEvents,
  loadTickets,
} from '../../adapters/store/sync/tickets.ts'
import { trackers } from '../../adapters/trackers/registry.ts'
import { Ancestry } from '../../domain/classify/ancestors.ts'
import type { Outcome } from '../../domain/classify/outcome.ts'
import { parseRuleFile } from '../../domain/classify/rules/rule-file.ts'
import type { StatusMap } from '../../domain/classify/status-map.ts'
import type { StatusMeaning } from '../../domain/classify/status-rules.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import {
  type SubjectIndex,
  subjectIndex,
  withFormerKeys,
} from '../../domain/reconcile/figures/tickets/subject-index.ts'
import {
  type Container,
  type Status,
  type Ticket,
  type TicketRef,
  ticketRefKey,
} from '../../domain/ticket.ts'
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

interface Context {
  readonly connections: readonly Connection[]
  readonly tickets: readonly Ticket[]
  readonly containers: readonly Container[]
  readonly statuses: readonly Status[]
  readonly statusMap: StatusMap
  readonly plan: Plan | null
  readonly ancestry: Ancestry
  /** What commitments name. */
  readonly subjects: SubjectIndex
}

async function contextOf(store: Store, connections: readonly Connection[]): Promise<Context> {
  const tickets = await loadTickets(store)
  const containers = await loadContainers(store)
  const ancestry = new Ancestry(tickets, containers)
  return {
    connections,
    tickets,
    containers,
    statuses: await loadStatuses(store),
    statusMap: await loadStatusMap(store, parseRuleFile((await rulesInForce(store)).yaml).statusRules),
    plan: (await currentPlan(store))?.plan ?? null,
    ancestry,
    subjects: withFormerKeys(
      subjectIndex(tickets, containers, ancestry),
      (ref) => tickets.find((each) => ticketRefKey(each) === ticketRefKey(ref)),
      await loadFormerKeys(store),
    ),
  }
}

async function explainTicket(
  store: Store,
  { connections, tickets, containers, statuses, statusMap, plan, ancestry, subjects }: Context,
  ticket: Ticket,
): Promise<TicketExplanation | null> {
  const connection = connections.find(({ connectionId }) => connectionId === ticket.connectionId)
  // Removed a moment ago, and its tickets with it.
  if (connection === undefined) return null
  const above = ancestry.above(ticket)
  const ticketsAbove = above.flatMap((subject) => (subject.kind === 'ticket' ? [subject.ticket] : []))
  const effort = await loadTicketEffort(store, ticket)
  const own = statuses.filter(({ connectionId }) => connectionId === ticket.connectionId)
  return {
    ticket,
    connectionName: connection.name,
    meaning: statusMap.meaningOf(ticket, ticket.statusId),
    outcome: statusMap.outcomeOf(ticket),
    decision: await explainDecision(store, ticket, ticketsAbove, containers, connection.tracker),
    above: await aboveOf(store, ticket, ancestry),
    scopesNoun: trackers.definitionOf(connection.tracker).scopeNoun.plural,
    history: [
      { at: ticket.createdAt, kind: 'created' },
      ...historyOf(await loadTicketEvents(store, ticket), own),
    ],
    effort,
    teamNames: new Map(plan?.teams.map(({ teamId, name }) => [teamId, name])),
    counted: whereCounted(ticket, tickets, effort, await hasHiddenEffort(store, ticket), plan, subjects),
  }
}
