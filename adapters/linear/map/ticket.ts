import type { Status, Ticket } from '../../../domain/ticket.ts'
import type { MappedTicket } from '../../trackers/mapped-ticket.ts'
import type { QuarantinedRecord } from '../../trackers/tracker.ts'
import { mapEvents } from './events.ts'
import { customFieldsOf, type LabelOf } from './labels.ts'
import { mismatchOf } from './parse.ts'
import {
  anyNode,
  type ContextNode,
  contextNode,
  type IssueLists,
  type IssueNode,
  issueNode,
} from './schemas.ts'
import { statusCategoryOf, statusOf } from './statuses.ts'

/** A ticket as Linear returned it, with its inner lists. */
export interface RawTicket {
  readonly issue: unknown
  readonly lists: IssueLists
  /** What `parseIssue` made of it, where it was parsed before. */
  readonly parsed?: IssueNode | null
}

/** What the mapper must know of the workspace. */
export interface WorkspaceFacts {
  readonly connectionId: string
  readonly labelOf: LabelOf
  /** Of each team above a team its id, key and name, nearest first. */
  readonly teamsAbove: (teamId: string) => readonly string[]
}

/** Converts one ticket of Linear's to ours, with all its events. Pure; what can't be parsed is quarantined, not thrown. */
export function mapTicket(raw: RawTicket, workspace: WorkspaceFacts): MappedTicket {
  const { connectionId } = workspace
  const parsed =
    raw.parsed == null ? issueNode.safeParse(raw.issue) : { success: true as const, data: raw.parsed }
  if (!parsed.success) return quarantinedTicket(raw.issue, connectionId, mismatchOf(parsed.error))
  const issue = parsed.data
  const mapped = mapEvents({ connectionId, ticketId: issue.id }, issue, raw.lists)
  return {
    ticket: ticketOf(issue, workspace),
    events: mapped.events,
    users: [],
    statuses: [statusOf(connectionId, issue.state)],
    quarantined: mapped.quarantined,
  }
}

/** Converts a ticket that is read as context: its fields alone. Null when it can't be parsed. */
export function mapContextTicket(
  node: unknown,
  workspace: WorkspaceFacts,
): { readonly ticket: Ticket; readonly status: Status } | null {
  const issue = parseContext(node)
  if (issue === null) return null
  const ticket = { ...ticketOf(issue, workspace), isContext: true }
  return { ticket, status: statusOf(workspace.connectionId, issue.state) }
}

/** The same as `parseIssue` for a ticket without its history. */
export function parseContext(node: unknown): ContextNode | null {
  return contextNode.safeParse(node).data ?? null
}

/** The issue of a node, for what must be read before mapping; null when it can't be parsed. */
export function parseIssue(node: unknown): IssueNode | null {
  return issueNode.safeParse(node).data ?? null
}

/** Linear has no issue types: a label marks a bug. */
function ticketOf(issue: ContextNode, { connectionId, labelOf, teamsAbove }: WorkspaceFacts): Ticket {
  const labels = issue.labelIds.map(labelOf).filter((label) => label !== null)
  return {
    connectionId,
    ticketId: issue.id,
    key: issue.identifier,
    url: issue.url,
    title: issue.title,
    typeId: '',
    typeName: 'Issue',
    hierarchyLevel: 0,
    statusId: issue.state.id,
    statusName: issue.state.name,
    statusCategory: statusCategoryOf(issue.state.type),
    resolutionId: null,
    resolutionName: null,
    priorityName: priorityNameOf(issue),
    labels: labels.map((label) => label.name),
    components: [],
    projectId: issue.project?.id ?? null,
    projectKey: null,
    projectName: issue.project?.name ?? null,
    teamId: issue.team.id,
    teamKey: issue.team.key,
    teamName: issue.team.name,
    teamsAbove: teamsAbove(issue.team.id),
    parentId: issue.parent?.id ?? null,
    parentKey: issue.parent?.identifier ?? null,
    customFields: customFieldsOf(labels),
    assigneeId: issue.assignee?.id ?? null,
    creatorId: issue.creator?.id ?? null,
    estimatePoints: issue.estimate,
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    resolvedAt: issue.completedAt ?? issue.canceledAt,
    archivedAt: issue.archivedAt,
    removal: issue.trashed === true ? 'trashed' : null,
    removedAt: null,
    isContext: false,
  }
}

function quarantinedTicket(issue: unknown, connectionId: string, cause: string): MappedTicket {
  const record: QuarantinedRecord = {
    connectionId,
    recordId: anyNode.parse(issue).id,
    recordKind: 'ticket',
    cause,
    payload: JSON.stringify(issue) ?? 'null',
  }
  return { ticket: null, events: [], users: [], statuses: [], quarantined: [record] }
}

/** Priority 0 is none, whatever its label. */
export function priorityNameOf({
  priority,
  priorityLabel,
}: Pick<ContextNode, 'priority' | 'priorityLabel'>): string | null {
  return priority === 0 ? null : priorityLabel
}
