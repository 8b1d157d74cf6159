import { readFileSync } from 'node:fs'
import { decideAll } from '../../../domain/classify/decide.ts'
import type { Decision } from '../../../domain/classify/decision.ts'
import { parseRuleFile } from '../../../domain/classify/rules/rule-file.ts'
import type { Container, Status, StatusCategory, Ticket, TicketEvent } from '../../../domain/ticket.ts'
import type {
  Company,
  CompanyStatus,
  CompanyTicket,
  CompanyTicketType,
} from '../../../fakes/company/records.ts'

/** The company's records as a faithful sync would have stored them, with e-mails for account ids. */
export interface SyncedCompany {
  readonly tickets: readonly Ticket[]
  readonly events: readonly TicketEvent[]
  readonly statuses: readonly Status[]
  readonly containers: readonly Container[]
  readonly decisions: readonly Decision[]
}

const statuses: readonly { statusId: CompanyStatus; name: string; category: StatusCategory }[] = [
  { statusId: 'triage', name: 'Triage', category: 'unstarted' },
  { statusId: 'backlog', name: 'Backlog', category: 'unstarted' },
  { statusId: 'todo', name: 'To Do', category: 'unstarted' },
  { statusId: 'in_progress', name: 'In Progress', category: 'in_progress' },
  { statusId: 'in_review', name: 'In Review', category: 'in_progress' },
  { statusId: 'blocked', name: 'Blocked', category: 'in_progress' },
  { statusId: 'done', name: 'Done', category: 'done' },
  { statusId: 'canceled', name: 'Canceled', category: 'canceled' },
]

/** Hierarchy levels on Jira; the others are 0. */
const jiraLevels = new Map<CompanyTicketType, number>([
  ['epic', 1],
  ['subtask', -1],
])

const jiraTypes = {
  epic: 'Epic',
  story: 'Story',
  task: 'Task',
  bug: 'Bug',
  incident: 'Incident',
  support: 'Support',
  subtask: 'Sub-task',
}

export function asSynced(company: Company): SyncedCompany {
  const trackers = new Map(company.teams.map(({ teamId, tracker }) => [teamId, tracker]))
  const trackerOf = (teamId: string) => trackers.get(teamId) ?? 'jira'
  const tickets = company.tickets.map((ticket) => ticketOf(company, ticket, trackerOf(ticket.teamId)))
  const events = company.tickets.flatMap((ticket) => eventsOf(ticket, trackerOf(ticket.teamId)))
  const statusesOfBoth = (['jira', 'linear'] as const).flatMap((connectionId) =>
    statuses.map(({ statusId, name, category }) => ({ connectionId, statusId, name, category })),
  )
  const containers: Container[] = [
    ...company.projects.map((project) => ({
      connectionId: 'linear',
      containerId: project.projectId,
      kind: 'project' as const,
      title: project.title,
      url: '',
      labels: project.labels,
      parentIds: project.initiativeIds,
      completedAt: null,
      canceledAt: null,
    })),
    ...company.initiatives.map(({ initiativeId, title }) => ({
      connectionId: 'linear',
      containerId: initiativeId,
      kind: 'initiative' as const,
      title,
      url: '',
      labels: [],
      parentIds: [],
      completedAt: null,
      canceledAt: null,
    })),
  ]
  const ruleSet = parseRuleFile(readFileSync(new URL('../../../rules/default.yaml', import.meta.url), 'utf8'))
  const decisions = decideAll({
    tickets,
    containers,
    overrides: [],
    ruleSet,
    rulesVersion: 'default',
    trackerOf: (connectionId) => (connectionId === 'jira' ? 'jira' : 'linear'),
  })
  return { tickets, events, statuses: statusesOfBoth, containers, decisions }
}

function ticketOf(company: Company, ticket: CompanyTicket, connectionId: 'jira' | 'linear'): Ticket {
  const status = ticket.changes.reduce(
    (last, change) => (change.field === 'status' ? change.to : last),
    ticket.initialStatus,
  )
  const current = statuses.find(({ statusId }) => statusId === status)
  const assignee = ticket.changes.reduce(
    (last, change) => (change.field === 'assignee' ? change.to : last),
    ticket.initialAssigneeEmail,
  )
  const project = company.projects.find(({ projectId }) => projectId === ticket.projectId)
  const onJira = connectionId === 'jira'
  return {
    connectionId,
    ticketId: ticket.key,
    key: ticket.key,
    url: '',
    title: ticket.title,
    typeId: onJira ? ticket.type : '',
    typeName: onJira ? jiraTypes[ticket.type] : 'Issue',
    hierarchyLevel: onJira ? (jiraLevels.get(ticket.type) ?? 0) : 0,
    statusId: status,
    statusName: current?.name ?? status,
    statusCategory: current?.category ?? 'unknown',
    resolutionId: null,
    resolutionName: null,
    priorityName: ticket.priority,
    labels: ticket.labels,
    components: ticket.components,
    projectId: onJira ? ticket.teamId : ticket.projectId,
    projectKey: onJira ? ticket.key.replace(/-\d+$/, '') : null,
    projectName: project?.title ?? null,
    teamId: onJira ? null : ticket.teamId,
    teamKey: null,
    teamName: null,
    teamsAbove: [],
    parentId: ticket.parentKey,
    parentKey: ticket.parentKey,
    customFields: [],
    assigneeId: assignee,
    creatorId: ticket.creatorEmail,
    estimatePoints: ticket.initialEstimatePoints,
    createdAt: ticket.createdAt,
    updatedAt: ticket.changes.at(-1)?.at ?? ticket.createdAt,
    resolvedAt: null,
    archivedAt: ticket.archivedAt,
    removal: null,
    removedAt: null,
    isContext: false,
  }
}

function eventsOf(ticket: CompanyTicket, connectionId: string): TicketEvent[] {
  const ref = { connectionId, ticketId: ticket.key }
  const changes = ticket.changes.flatMap((change, index): TicketEvent[] => {
    const base = { ...ref, eventId: `change/${index}`, happenedAt: change.at, actorId: change.actorEmail }
    if (change.field === 'status') {
      return [{ ...base, kind: 'status', fromStatusId: change.from, toStatusId: change.to }]
    }
    return change.field === 'assignee'
      ? [{ ...base, kind: 'assignee', fromId: change.from, toId: change.to }]
      : []
  })
  return [
    ...changes,
    ...ticket.comments.map(
      ({ at, authorEmail }, index): TicketEvent => ({
        ...ref,
        eventId: `comment/${index}`,
        happenedAt: at,
        actorId: authorEmail,
        kind: 'comment',
      }),
    ),
    ...ticket.worklogs.map(
      ({ startedAt, authorEmail, loggedSeconds }, index): TicketEvent => ({
        ...ref,
        eventId: `worklog/${index}`,
        happenedAt: startedAt,
        actorId: authorEmail,
        kind: 'worklog',
        loggedSeconds,
        recordedAt: null,
      }),
    ),
  ]
}
