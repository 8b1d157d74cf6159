import type { Store } from '../../adapters/store/sql/client.ts'
import { loadTicketOfEachProject, loadTicketsNamed } from '../../adapters/store/tickets/named-tickets.ts'
import { loadContainers, loadFormerKeys } from '../../adapters/store/tickets/tickets.ts'
import { Ancestry } from '../../domain/classify/ancestors.ts'
import type { Commitment } from '../../domain/plan/plan.ts'
import {
  type SubjectIndex,
  subjectIndex,
  withFormerKeys,
} from '../../domain/reconcile/figures/tickets/subject-index.ts'
import { comparable } from '../../domain/text/comparable.ts'
import { type Ticket, ticketRefKey } from '../../domain/ticket.ts'

/**
 * What some targets of commitments name, from the tickets that they may name alone.
 * @param family tickets with all that stands above them: the index knows whether they are within a target
 */
export async function namedSubjects(
  store: Store,
  targets: readonly Commitment['target'][],
  family: readonly Ticket[] = [],
): Promise<SubjectIndex> {
  const keys = targets.filter(({ kind }) => kind === 'ticket').map(({ name }) => comparable(name))
  const named = keys.length === 0 ? [] : await loadTicketsNamed(store, keys)
  const ofProjects = targets.some(({ kind }) => kind === 'project')
    ? await loadTicketOfEachProject(store)
    : []
  const byRef = new Map([...ofProjects, ...named, ...family].map((ticket) => [ticketRefKey(ticket), ticket]))
  const tickets = [...byRef.values()]
  const containers = await loadContainers(store)
  return withFormerKeys(
    subjectIndex(tickets, containers, new Ancestry(tickets, containers)),
    (ref) => byRef.get(ticketRefKey(ref)),
    await loadFormerKeys(store, named),
  )
}
