import { resolutionIdOf } from '../state/changelog.ts'
import { customFieldIds, jiraFields } from '../state/fields.ts'
import type { JiraIssue } from '../state/records.ts'
import { adfOf } from './adf.ts'
import { embeddedComments, embeddedWorklogs } from './comment.ts'
import { historyResource } from './history.ts'
import type { RequestContext } from './request-context.ts'
import {
  componentResource,
  issueTypeResource,
  priorityResource,
  projectResource,
  statusCategoryResource,
  statusResource,
} from './site.ts'
import { embeddedSprint } from './sprint.ts'
import { jiraTimestamp } from './timestamp.ts'
import { userResource } from './user.ts'

/** An issue's embedded changelog holds at most this many entries, the newest; `total` counts all. */
const maxEmbeddedHistories = 40

type FieldReader = (context: RequestContext, issue: JiraIssue) => unknown

const readers: Readonly<Record<string, FieldReader>> = {
  summary: (_, issue) => issue.summary,
  issuetype: typeOf,
  status: statusOf,
  statusCategory: (context, issue) => {
    const status = context.state.site.statuses.find(({ statusId }) => statusId === issue.statusId)
    return status === undefined ? null : statusCategoryResource(context, status.categoryId)
  },
  statuscategorychangedate: (context, issue) => jiraTimestamp(issue.statusChangedAt, context.timeZone),
  project: (context, issue) => {
    const project = context.state.site.projects.find(({ projectId }) => projectId === issue.projectId)
    return project === undefined ? null : projectResource(context, project)
  },
  priority: priorityOf,
  assignee: (context, issue) => (issue.assigneeId === null ? null : userResource(context, issue.assigneeId)),
  reporter: (context, issue) => userResource(context, issue.reporterId),
  creator: (context, issue) => userResource(context, issue.creatorId),
  labels: (_, issue) => issue.labels,
  components: (context, issue) =>
    context.state.site.projects
      .flatMap(({ components }) => components)
      .filter(({ componentId }) => issue.componentIds.includes(componentId))
      .map((component) => componentResource(context, component)),
  parent: (context, issue) => {
    const parent = issue.parentId === null ? null : context.state.named(issue.parentId)
    if (parent === null) return undefined
    const isVisible = context.state.find(parent.issueId) !== null
    return isVisible ? linkedResource(context, parent) : idAndKey(context, parent)
  },
  subtasks: (context, issue) =>
    context.state
      .issues()
      .filter((each) => each.parentId === issue.issueId && isSubtask(context, each))
      .map((each) => linkedResource(context, each)),
  description: (_, issue) => adfOf(issue.description),
  resolution: (context, issue) => {
    if (issue.resolution === null) return null
    const id = resolutionIdOf(issue.resolution)
    return {
      self: `${context.baseUrl}/rest/api/3/resolution/${id}`,
      id,
      description: '',
      name: issue.resolution,
    }
  },
  resolutiondate: (context, issue) =>
    issue.resolvedAt === null ? null : jiraTimestamp(issue.resolvedAt, context.timeZone),
  created: (context, issue) => jiraTimestamp(issue.createdAt, context.timeZone),
  updated: (context, issue) => jiraTimestamp(issue.updatedAt, context.timeZone),
  archiveddate: (context, issue) =>
    issue.archivedAt === null ? undefined : jiraTimestamp(issue.archivedAt, context.timeZone),
  duedate: () => null,
  timespent: (_, issue) =>
    issue.worklogs.length === 0
      ? null
      : issue.worklogs.reduce((sum, { loggedSeconds }) => sum + loggedSeconds, 0),
  comment: embeddedComments,
  worklog: embeddedWorklogs,
  [customFieldIds.epicLink]: (context, issue) => {
    const parent = issue.parentId === null ? null : context.state.find(issue.parentId)
    const type = context.state.site.issueTypes.find(({ issueTypeId }) => issueTypeId === parent?.issueTypeId)
    return type?.role === 'epic' ? (parent?.key ?? null) : null
  },
  [customFieldIds.storyPointEstimate]: (context, issue) =>
    pointsIn(context, issue, customFieldIds.storyPointEstimate),
  [customFieldIds.storyPoints]: (context, issue) => pointsIn(context, issue, customFieldIds.storyPoints),
  [customFieldIds.rank]: (_, issue) => `0|i${Number(issue.issueId).toString(36).padStart(5, '0')}:`,
  [customFieldIds.sprint]: (context, issue) =>
    issue.sprintIds.length === 0 ? null : issue.sprintIds.map((id) => embeddedSprint(context, id)),
  [customFieldIds.severity]: (context, issue) => {
    if (issue.severity === null) return null
    const id = String(10_020 + Number(issue.severity.slice(-1)))
    return { self: `${context.baseUrl}/rest/api/3/customFieldOption/${id}`, value: issue.severity, id }
  },
}

/** Fields that `*navigable` leaves out. */
const notNavigable: ReadonlySet<string> = new Set(['comment', 'worklog'])

/** Chooses field ids as Jira reads its `fields` parameter: names, `*all`, `*navigable`, and `-name` to leave out. */
export function chosenFields(asked: readonly string[]): readonly string[] {
  const all = jiraFields.map(({ id }) => id)
  const left = new Set(asked.filter((name) => name.startsWith('-')).map((name) => name.slice(1)))
  const isBare = asked.every((name) => name.startsWith('-'))
  const chosen = all.filter(
    (id) =>
      asked.includes(id) ||
      asked.includes('*all') ||
      ((asked.includes('*navigable') || (isBare && left.size > 0)) && !notNavigable.has(id)),
  )
  return chosen.filter((id) => !left.has(id))
}

/** An issue with the requested fields, and its truncated changelog when requested. */
export function issueResource(
  context: RequestContext,
  issue: JiraIssue,
  fieldIds: readonly string[],
  expand: ReadonlySet<string>,
): object {
  const fields: Record<string, unknown> = {}
  for (const id of fieldIds) {
    const value = readers[id]?.(context, issue)
    if (value !== undefined) fields[id] = value
  }
  return {
    expand: 'operations,versionedRepresentations,editmeta,changelog,renderedFields',
    ...idAndKey(context, issue),
    ...(expand.has('changelog') ? { changelog: embeddedChangelog(context, issue) } : {}),
    fields,
  }
}

/** An issue with only its key requested. */
export function idAndKey(context: RequestContext, issue: JiraIssue): object {
  return {
    id: issue.issueId,
    self: `${context.baseUrl}/rest/api/3/issue/${issue.issueId}`,
    key: issue.key,
  }
}

function embeddedChangelog(context: RequestContext, issue: JiraIssue): object {
  const newest = issue.histories.slice(-maxEmbeddedHistories).reverse()
  return {
    startAt: 0,
    maxResults: newest.length,
    total: issue.histories.length,
    histories: newest.map((history) => historyResource(context, history)),
  }
}

function linkedResource(context: RequestContext, issue: JiraIssue): object {
  const fields = {
    summary: issue.summary,
    status: statusOf(context, issue),
    priority: priorityOf(context, issue),
    issuetype: typeOf(context, issue),
  }
  return { ...idAndKey(context, issue), fields }
}

function statusOf(context: RequestContext, issue: JiraIssue): object | null {
  const status = context.state.site.statuses.find(({ statusId }) => statusId === issue.statusId)
  return status === undefined ? null : statusResource(context, status)
}

function typeOf(context: RequestContext, issue: JiraIssue): object | null {
  const type = context.state.site.issueTypes.find(({ issueTypeId }) => issueTypeId === issue.issueTypeId)
  return type === undefined ? null : issueTypeResource(context, type)
}

function priorityOf(context: RequestContext, issue: JiraIssue): object | null {
  return issue.priorityId === null ? null : priorityResource(context, issue.priorityId)
}

function pointsIn(context: RequestContext, issue: JiraIssue, fieldId: string): number | null {
  const project = context.state.site.projects.find(({ projectId }) => projectId === issue.projectId)
  return project?.estimateFieldId === fieldId ? issue.estimatePoints : null
}

function isSubtask(context: RequestContext, issue: JiraIssue): boolean {
  const type = context.state.site.issueTypes.find(({ issueTypeId }) => issueTypeId === issue.issueTypeId)
  return type?.hierarchyLevel === -1
}
