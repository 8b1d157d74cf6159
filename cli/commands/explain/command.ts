import type { Command } from 'commander'
import { z } from 'zod'
import { loadTicketEffort } from '../../../adapters/store/effort/ticket-effort.ts'
import { currentPlan } from '../../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../../adapters/store/sql/client.ts'
import { type Connection, listConnections } from '../../../adapters/store/sync/connections.ts'
import {
  loadContainers,
  loadStatuses,
  loadTicketEvents,
  loadTickets,
} from '../../../adapters/store/sync/tickets.ts'
import { Ancestry } from '../../../domain/classify/ancestors.ts'
import { isoOf } from '../../../domain/instant.ts'
import type { Container, Ticket } from '../../../domain/ticket.ts'
import { NegativeResultError } from '../../../queries/errors.ts'
import { explainDecision } from '../../../queries/explain/decision.ts'
import { ticketsNamed } from '../../../queries/explain/find-tickets.ts'
import { whereCounted } from '../../../queries/explain/where-counted.ts'
import type { Act } from '../../frame/action.ts'
import type { Answer } from '../../frame/result.ts'
import type { Session } from '../../frame/session.ts'
import { historyOf } from './history.ts'
import { explanationJson, explanationLines } from './lines.ts'

const input = z.object({ ticket: z.string() })

/** `explain`: why a ticket counts as what it counts, and how much. */
export function addExplainCommand(program: Command, act: Act): void {
  program
    .command('explain')
    .description("a ticket's category with its reason, its history, its effort, and where that is counted")
    .argument('<ticket>', 'its key, or one that it had before it moved')
    .addHelpText(
      'after',
      `
Effort is shown per quarter, week and team, never per person.

Example:
  plumbline explain WEB-17`,
    )
    .action(act(input, explain))
}

interface Surroundings {
  readonly store: Store
  readonly connections: readonly Connection[]
  readonly tickets: readonly Ticket[]
  readonly containers: readonly Container[]
}

async function explain(session: Session, { ticket: key }: z.infer<typeof input>): Promise<Answer> {
  const store = await session.store()
  const named = await ticketsNamed(store, key)
  const surroundings = {
    store,
    connections: await listConnections(store),
    tickets: await loadTickets(store),
    containers: await loadContainers(store),
  }
  const explained = await Promise.all(named.map((ticket) => explainOne(surroundings, ticket)))
  return {
    json: { tickets: explained.map(explanationJson) },
    lines: explained.flatMap(explanationLines),
  }
}

async function explainOne({ store, connections, tickets, containers }: Surroundings, ticket: Ticket) {
  const connection = connections.find(({ connectionId }) => connectionId === ticket.connectionId)
  if (connection === undefined) {
    throw new NegativeResultError(`${ticket.key} is gone: its connection was removed a moment ago`)
  }
  const above = new Ancestry(tickets, containers).above(ticket)
  const ticketsAbove = above.flatMap((subject) => (subject.kind === 'ticket' ? [subject.ticket] : []))
  const decision = await explainDecision(store, ticket, ticketsAbove, containers, connection.tracker)
  const effort = await loadTicketEffort(store, ticket)
  const statuses = (await loadStatuses(store)).filter(
    ({ connectionId }) => connectionId === ticket.connectionId,
  )
  const plan = (await currentPlan(store))?.plan ?? null
  const category = (decision.stored ?? decision.now).category ?? 'uncategorised'
  return {
    ticket,
    connectionName: connection.name,
    decision,
    history: [
      { at: ticket.createdAt, kind: 'created' as const, words: '' },
      ...historyOf(await loadTicketEvents(store, ticket), statuses),
    ].map(({ at, ...rest }) => ({ at: isoOf(at), ...rest })),
    effort,
    teamNames: new Map(plan?.teams.map(({ teamId, name }) => [teamId, name])),
    counted: whereCounted(ticket, above, tickets, effort, category, plan),
  }
}
