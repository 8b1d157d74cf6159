import type { Status, Ticket, TicketEvent } from '../../../domain/ticket.ts'
import type { QuarantinedRecord, TicketPage } from '../../trackers/tracker.ts'
import type { LinearClient } from '../http/client.ts'
import { eventsOf, wordsOf } from '../map/events.ts'
import { anyNode, type IssueNode, issueNode } from '../map/schemas.ts'
import { statusOf, ticketOf } from '../map/ticket.ts'
import { readCompleteLists } from './complete-lists.ts'
import type { IssuePage } from './issues.ts'
import type { LabelCatalog } from './labels.ts'

export const emptyPage: TicketPage = {
  tickets: [],
  events: [],
  users: [],
  containers: [],
  statuses: [],
  quarantined: [],
}

interface Sources {
  readonly connectionId: string
  readonly client: LinearClient
  readonly labels: LabelCatalog
}

/** Makes a page of tickets with all their events from issues as they came; what can't be read is set aside. */
export async function assemblePage(
  { connectionId, client, labels }: Sources,
  page: IssuePage,
  signal: AbortSignal | undefined,
): Promise<TicketPage> {
  const quarantined: QuarantinedRecord[] = page.unservable.map((record) => ({
    connectionId,
    recordKind: 'ticket',
    ...record,
  }))
  const issues: IssueNode[] = []
  for (const node of page.nodes) {
    const parsed = issueNode.safeParse(node)
    if (parsed.success) issues.push(parsed.data)
    else quarantined.push(setAside(connectionId, node, `ticket that can't be read: ${wordsOf(parsed.error)}`))
  }
  const lists = await readCompleteLists(client, issues, signal)
  const labelOf = await labels.namesOf(
    issues.flatMap((issue) => issue.labelIds),
    signal,
  )
  const tickets: Ticket[] = []
  const events: TicketEvent[] = []
  const statuses = new Map<string, Status>()
  for (const issue of issues) {
    const whole = lists.get(issue.id)
    if (whole === undefined) {
      quarantined.push(setAside(connectionId, issue, 'ticket whose history could not be read whole'))
      continue
    }
    tickets.push(ticketOf(connectionId, issue, labelOf))
    const ofIssue = eventsOf(connectionId, issue, whole)
    events.push(...ofIssue.events)
    quarantined.push(...ofIssue.quarantined)
    statuses.set(issue.state.id, statusOf(connectionId, issue.state))
  }
  return { ...emptyPage, tickets, events, statuses: [...statuses.values()], quarantined }
}

export function mergePages(pages: readonly TicketPage[]): TicketPage {
  return {
    tickets: pages.flatMap((page) => page.tickets),
    events: pages.flatMap((page) => page.events),
    users: pages.flatMap((page) => page.users),
    containers: pages.flatMap((page) => page.containers),
    statuses: pages.flatMap((page) => page.statuses),
    quarantined: pages.flatMap((page) => page.quarantined),
  }
}

function setAside(connectionId: string, node: unknown, cause: string): QuarantinedRecord {
  const recordId = anyNode.parse(node).id
  return { connectionId, recordId, recordKind: 'ticket', cause, payload: JSON.stringify(node) }
}
