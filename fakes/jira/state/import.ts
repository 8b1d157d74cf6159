import { type Instant, minuteMs } from '../../../domain/instant.ts'
import { accountIdOf } from '../../company/identity.ts'
import type { Company, CompanyTicket } from '../../company/records.ts'
import {
  assigneeChange,
  estimateChange,
  type HistoryDraft,
  parentChange,
  rankChange,
  resolutionOf,
  sprintChange,
  statusChanges,
} from './changelog.ts'
import type { JiraIssue, JiraProject, JiraSite, JiraStatus } from './records.ts'
import { issueTypeIdIn, statusIn } from './roles.ts'
import { automationEmail, priorities } from './site.ts'

const firstIssueId = 10_000
const firstHistoryId = 100_000
const firstCommentId = 20_000
const firstWorklogId = 30_000
const parentSetAfterMs = 90_000

interface Draft extends Omit<JiraIssue, 'histories'> {
  readonly histories: readonly HistoryDraft[]
}

/** The company's Jira tickets as the fake keeps them; ids count up in the order of time, as the original's do. */
export function issuesOf(company: Company, site: JiraSite): readonly JiraIssue[] {
  const projects = new Map(site.projects.map((project) => [project.teamId, project]))
  const tickets = company.tickets.filter((ticket) => projects.has(ticket.teamId))
  const ids = new Map(tickets.map((ticket, index) => [ticket.key, String(firstIssueId + index)]))
  const drafts: Draft[] = []
  for (const [index, ticket] of tickets.entries()) {
    const project = projects.get(ticket.teamId)
    if (project !== undefined) {
      drafts.push(draftOf(company, site, project, ticket, String(firstIssueId + index), ids))
    }
  }
  return numbered(drafts)
}

function draftOf(
  company: Company,
  site: JiraSite,
  project: JiraProject,
  ticket: CompanyTicket,
  issueId: string,
  ids: ReadonlyMap<string, string>,
): Draft {
  const history = replay(site, project, ticket)
  const parentId = ticket.parentKey === null ? null : (ids.get(ticket.parentKey) ?? null)
  const parentAt = ticket.createdAt + parentSetAfterMs
  const isParentLogged = parentId !== null && Number(issueId) % 3 === 0 && parentAt <= company.asOfAt
  const histories = isParentLogged
    ? [...history.histories, parentEntry(ticket, parentId, parentAt)]
    : history.histories
  const creatorId = accountIdOf(ticket.creatorEmail)
  const componentIds = project.components.filter(({ name }) => ticket.components.includes(name))
  return {
    ...history.now,
    issueId,
    key: ticket.key,
    formerKeys: [],
    projectId: project.projectId,
    issueTypeId: issueTypeIdIn(site, project, ticket.type),
    summary: ticket.title,
    description: ticket.description,
    labels: ticket.labels,
    componentIds: componentIds.map(({ componentId }) => componentId),
    priorityId: priorities.find(({ role }) => role === ticket.priority)?.priorityId ?? null,
    parentId,
    creatorId,
    reporterId: creatorId,
    severity: severityOf(ticket),
    createdAt: ticket.createdAt,
    updatedAt: updatedAtOf(ticket, isParentLogged ? parentAt : ticket.createdAt),
    archivedAt: null,
    histories,
    comments: ticket.comments.map((comment) => ({
      commentId: '',
      authorId: accountIdOf(comment.authorEmail),
      at: comment.at,
      body: comment.body,
    })),
    worklogs: ticket.worklogs.map(({ authorEmail, ...worklog }) => ({
      ...worklog,
      worklogId: '',
      authorId: accountIdOf(authorEmail),
    })),
  }
}

type Current = Pick<
  JiraIssue,
  'statusId' | 'statusChangedAt' | 'assigneeId' | 'estimatePoints' | 'sprintIds' | 'resolvedAt' | 'resolution'
>

/** Applies a ticket's changes from its creation to now, and writes the changelog. */
function replay(
  site: JiraSite,
  project: JiraProject,
  ticket: CompanyTicket,
): { now: Current; histories: readonly HistoryDraft[] } {
  let now: Current = {
    statusId: statusIn(site, project, ticket.initialStatus).statusId,
    statusChangedAt: ticket.createdAt,
    assigneeId: idOf(ticket.initialAssigneeEmail),
    estimatePoints: ticket.initialEstimatePoints,
    sprintIds: initialSprints(site, ticket),
    ...resolvedBy(statusIn(site, project, ticket.initialStatus), ticket.createdAt),
  }
  const histories: HistoryDraft[] = []
  for (const change of ticket.changes) {
    const authorId = authorOf(change.actorEmail, change.at)
    const { at } = change
    switch (change.field) {
      case 'status': {
        const from = statusIn(site, project, change.from)
        const to = statusIn(site, project, change.to)
        histories.push({ at, authorId, items: statusChanges(from, to) })
        now = { ...now, statusId: to.statusId, statusChangedAt: at, ...resolvedBy(to, at, now.resolvedAt) }
        break
      }
      case 'assignee':
        histories.push({ at, authorId, items: [assigneeChange(site, idOf(change.from), idOf(change.to))] })
        now = { ...now, assigneeId: idOf(change.to) }
        break
      case 'estimate':
        histories.push({ at, authorId, items: [estimateChange(project, change.from, change.to)] })
        now = { ...now, estimatePoints: change.to }
        break
      case 'sprint': {
        const sprintIds = sprintsAfter(site, now.sprintIds, change.to, at)
        histories.push({ at, authorId, items: [sprintChange(site, now.sprintIds, sprintIds), rankChange()] })
        now = { ...now, sprintIds }
        break
      }
    }
  }
  return { now, histories }
}

function resolvedBy(
  status: JiraStatus,
  at: Instant,
  before: Instant | null = null,
): Pick<JiraIssue, 'resolvedAt' | 'resolution'> {
  const resolution = resolutionOf(status)
  return { resolution, resolvedAt: resolution === null ? null : (before ?? at) }
}

/** A closed sprint stays on the ticket for good; an open one is left when the ticket leaves it. */
function sprintsAfter(
  site: JiraSite,
  before: readonly number[],
  to: string | null,
  at: Instant,
): readonly number[] {
  const kept = before.filter((id) =>
    site.sprints.some((sprint) => sprint.sprintId === id && sprint.endAt <= at),
  )
  const next = site.sprints.find((sprint) => sprint.companySprintId === to)
  return next === undefined || kept.includes(next.sprintId) ? kept : [...kept, next.sprintId]
}

function initialSprints(site: JiraSite, ticket: CompanyTicket): readonly number[] {
  const first = ticket.changes.find((change) => change.field === 'sprint')
  const sprint = site.sprints.find(({ companySprintId }) => companySprintId === first?.from)
  return sprint === undefined ? [] : [sprint.sprintId]
}

function parentEntry(ticket: CompanyTicket, parentId: string, at: Instant): HistoryDraft {
  const change = parentChange([null, null], [parentId, ticket.parentKey])
  return { at, authorId: accountIdOf(ticket.creatorEmail), items: [change] }
}

/** A change by a machine: half of them have the automation's account as author, half have none. */
function authorOf(email: string | null, at: Instant): string | null {
  if (email !== null) return accountIdOf(email)
  return Math.floor(at / minuteMs) % 2 === 0 ? accountIdOf(automationEmail) : null
}

function idOf(email: string | null): string | null {
  return email === null ? null : accountIdOf(email)
}

function severityOf(ticket: CompanyTicket): string | null {
  if (ticket.type !== 'incident' && ticket.type !== 'bug') return null
  const severities = { urgent: 'SEV 1', high: 'SEV 2', medium: 'SEV 3', low: 'SEV 4', none: null }
  return severities[ticket.priority]
}

function updatedAtOf(ticket: CompanyTicket, from: Instant): Instant {
  const acts = [
    ...ticket.changes.map((change) => change.at),
    ...ticket.comments.map((comment) => comment.at),
    ...ticket.worklogs.map((worklog) => worklog.loggedAt),
  ]
  return acts.reduce((latest, at) => Math.max(latest, at), from)
}

function numbered(drafts: readonly Draft[]): readonly JiraIssue[] {
  const historyIds = idsInOrder(
    drafts.flatMap((draft) => draft.histories),
    (entry) => entry.at,
    firstHistoryId,
  )
  const commentIds = idsInOrder(
    drafts.flatMap((draft) => draft.comments),
    (entry) => entry.at,
    firstCommentId,
  )
  const worklogIds = idsInOrder(
    drafts.flatMap((draft) => draft.worklogs),
    (entry) => entry.loggedAt,
    firstWorklogId,
  )
  return drafts.map((draft) => ({
    ...draft,
    histories: draft.histories
      .map((entry) => ({ ...entry, historyId: historyIds.get(entry) ?? '' }))
      .sort((a, b) => a.at - b.at || Number(a.historyId) - Number(b.historyId)),
    comments: draft.comments.map((entry) => ({ ...entry, commentId: commentIds.get(entry) ?? '' })),
    worklogs: draft.worklogs.map((entry) => ({ ...entry, worklogId: worklogIds.get(entry) ?? '' })),
  }))
}

function idsInOrder<T>(
  entries: readonly T[],
  at: (entry: T) => Instant,
  first: number,
): ReadonlyMap<T, string> {
  const ordered = [...entries].sort((a, b) => at(a) - at(b))
  return new Map(ordered.map((entry, index) => [entry, String(first + index)]))
}
