import type { Status, Ticket } from '../../../domain/ticket.ts'
import type { ContextRead } from '../../trackers/tracker.ts'
import { anyNode } from '../map/schemas.ts'
import { mapContextTicket, parseContext } from '../map/ticket.ts'
import { contextQuery, type IssuePage, IssueReader } from './issues.ts'
import { listStart } from './pages.ts'
import { type ContextSources, teamsAboveOf } from './ticket-page.ts'

const mostPerPage = 250

/**
 * Reads tickets by id without their histories, of any team; Linear leaves out those that the account may not see.
 * @param sources with every team that the account sees
 */
export async function readContext(
  { connectionId, client, labels, scopes }: ContextSources,
  ticketIds: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ContextRead> {
  const reader = new IssueReader(client, contextQuery, mostPerPage)
  const tickets: Ticket[] = []
  const statuses: Status[] = []
  const notUnderstoodIds: string[] = []
  const ids = [...ticketIds]
  while (ids.length > 0) {
    const filter = { id: { in: ids.splice(0, reader.pageSize()) } }
    for (let from: IssuePage['next'] = listStart; from !== null; ) {
      const page: IssuePage = await reader.read(from, filter, signal)
      const labelIds = page.nodes.flatMap((node) => parseContext(node)?.labelIds ?? [])
      const labelOf = await labels.namesOf(labelIds, signal)
      for (const node of page.nodes) {
        const { id } = anyNode.parse(node)
        const mapped = page.gaps.has(id)
          ? null
          : mapContextTicket(node, { connectionId, labelOf, teamsAbove: teamsAboveOf(scopes) })
        if (mapped === null) notUnderstoodIds.push(id)
        else tickets.push(mapped.ticket)
        if (mapped !== null) statuses.push(mapped.status)
      }
      notUnderstoodIds.push(...page.unservable.map(({ recordId }) => recordId))
      from = page.next
    }
  }
  return { tickets, statuses, notUnderstoodIds }
}
