import type { CustomField, Status, StatusCategory, Ticket } from '../../../domain/ticket.ts'
import type { Label, LabelOf } from './labels.ts'
import type { IssueNode } from './schemas.ts'

/** A ticket from an issue of Linear. Linear has no types of issues: what is a bug there, a label says. */
export function ticketOf(connectionId: string, issue: IssueNode, labelOf: LabelOf): Ticket {
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
    priorityName: issue.priority === 0 ? null : issue.priorityLabel,
    labels: labels.map((label) => label.name),
    components: [],
    projectId: issue.project?.id ?? null,
    projectKey: null,
    projectName: issue.project?.name ?? null,
    teamId: issue.team.id,
    teamKey: issue.team.key,
    teamName: issue.team.name,
    parentId: issue.parent?.id ?? null,
    customFields: groupsOf(labels),
    assigneeId: issue.assignee?.id ?? null,
    creatorId: issue.creator?.id ?? null,
    estimatePoints: issue.estimate,
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    resolvedAt: issue.completedAt ?? issue.canceledAt,
    archivedAt: issue.archivedAt,
    removal: issue.trashed === true ? 'trashed' : null,
  }
}

/** Where a workflow state stands, by its type; a type that Linear adds after this was written is `unknown`. */
export function statusCategoryOf(type: string): StatusCategory {
  switch (type) {
    case 'triage':
    case 'backlog':
    case 'unstarted':
      return 'unstarted'
    case 'started':
      return 'in_progress'
    case 'completed':
      return 'done'
    case 'canceled':
    case 'duplicate':
      return 'canceled'
    default:
      return 'unknown'
  }
}

export function statusOf(
  connectionId: string,
  state: { readonly id: string; readonly name: string; readonly type: string },
): Status {
  return { connectionId, statusId: state.id, name: state.name, category: statusCategoryOf(state.type) }
}

/** A group of labels is a field with values: rules can then ask for `Type` as they do on Jira. The labels stay labels. */
function groupsOf(labels: readonly Label[]): CustomField[] {
  const fields = new Map<string, { fieldId: string; fieldName: string; values: string[] }>()
  for (const { name, group } of labels) {
    if (group === null) continue
    const field = fields.get(group.groupId)
    if (field === undefined)
      fields.set(group.groupId, { fieldId: group.groupId, fieldName: group.name, values: [name] })
    else field.values.push(name)
  }
  return [...fields.values()]
}
