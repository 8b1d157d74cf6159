import { resolutionIdOf } from '../state/changelog.ts'
import { customFieldIds, jiraFields } from '../state/fields.ts'
import type { JiraIssue } from '../state/records.ts'
import { adfOf } from './adf.ts'
import { embeddedComments, embeddedWorklogs } from './comment.ts'
import { historyShape } from './history.ts'
import {
  componentShape,
  issueTypeShape,
  priorityShape,
  projectShape,
  statusCategoryShape,
  statusShape,
} from './site.ts'
import { embeddedSprint } from './sprint.ts'
import { jiraTimestamp } from './timestamp.ts'
import { userShape } from './user.ts'
import type { View } from './view.ts'

/** An issue's embedded changelog holds no more entries than this, the newest; `total` tells of the rest. */
const maxEmbeddedHistories = 40

type FieldReader = (view: View, issue: JiraIssue) => unknown

const readers: Readonly<Record<string, FieldReader>> = {
  summary: (_, issue) => issue.summary,
  issuetype: typeOf,
  status: statusOf,
  statusCategory: (view, issue) => {
    const status = view.state.site.statuses.find(({ statusId }) => statusId === issue.statusId)
    return status === undefined ? null : statusCategoryShape(view, status.categoryId)
  },
  statuscategorychangedate: (view, issue) => jiraTimestamp(issue.statusChangedAt, view.timeZone),
  project: (view, issue) => {
    const project = view.state.site.projects.find(({ projectId }) => projectId === issue.projectId)
    return project === undefined ? null : projectShape(view, project)
  },
  priority: priorityOf,
  assignee: (view, issue) => (issue.assigneeId === null ? null : userShape(view, issue.assigneeId)),
  reporter: (view, issue) => userShape(view, issue.reporterId),
  creator: (view, issue) => userShape(view, issue.creatorId),
  labels: (_, issue) => issue.labels,
  components: (view, issue) =>
    view.state.site.projects
      .flatMap(({ components }) => components)
      .filter(({ componentId }) => issue.componentIds.includes(componentId))
      .map((component) => componentShape(view, component)),
  parent: (view, issue) => {
    const parent = issue.parentId === null ? null : view.state.find(issue.parentId)
    return parent === null ? undefined : linkedShape(view, parent)
  },
  subtasks: (view, issue) =>
    view.state
      .issues()
      .filter((each) => each.parentId === issue.issueId && isSubtask(view, each))
      .map((each) => linkedShape(view, each)),
  description: (_, issue) => adfOf(issue.description),
  resolution: (view, issue) => {
    if (issue.resolution === null) return null
    const id = resolutionIdOf(issue.resolution)
    return {
      self: `${view.baseUrl}/rest/api/3/resolution/${id}`,
      id,
      description: '',
      name: issue.resolution,
    }
  },
  resolutiondate: (view, issue) =>
    issue.resolvedAt === null ? null : jiraTimestamp(issue.resolvedAt, view.timeZone),
  created: (view, issue) => jiraTimestamp(issue.createdAt, view.timeZone),
  updated: (view, issue) => jiraTimestamp(issue.updatedAt, view.timeZone),
  duedate: () => null,
  timespent: (_, issue) =>
    issue.worklogs.length === 0
      ? null
      : issue.worklogs.reduce((sum, { loggedSeconds }) => sum + loggedSeconds, 0),
  comment: embeddedComments,
  worklog: embeddedWorklogs,
  [customFieldIds.epicLink]: (view, issue) => {
    const parent = issue.parentId === null ? null : view.state.find(issue.parentId)
    const type = view.state.site.issueTypes.find(({ issueTypeId }) => issueTypeId === parent?.issueTypeId)
    return type?.role === 'epic' ? (parent?.key ?? null) : null
  },
  [customFieldIds.storyPointEstimate]: (view, issue) =>
    pointsIn(view, issue, customFieldIds.storyPointEstimate),
  [customFieldIds.storyPoints]: (view, issue) => pointsIn(view, issue, customFieldIds.storyPoints),
  [customFieldIds.rank]: (_, issue) => `0|i${Number(issue.issueId).toString(36).padStart(5, '0')}:`,
  [customFieldIds.sprint]: (view, issue) =>
    issue.sprintIds.length === 0 ? null : issue.sprintIds.map((id) => embeddedSprint(view, id)),
  [customFieldIds.severity]: (view, issue) => {
    if (issue.severity === null) return null
    const id = String(10_020 + Number(issue.severity.slice(-1)))
    return { self: `${view.baseUrl}/rest/api/3/customFieldOption/${id}`, value: issue.severity, id }
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

/** An issue with the chosen fields, and its clipped changelog where it is asked for. */
export function issueShape(
  view: View,
  issue: JiraIssue,
  fieldIds: readonly string[],
  expand: ReadonlySet<string>,
): object {
  const fields: Record<string, unknown> = {}
  for (const id of fieldIds) {
    const value = readers[id]?.(view, issue)
    if (value !== undefined) fields[id] = value
  }
  return {
    expand: 'operations,versionedRepresentations,editmeta,changelog,renderedFields',
    ...idAndKey(view, issue),
    ...(expand.has('changelog') ? { changelog: embeddedChangelog(view, issue) } : {}),
    fields,
  }
}

/** An issue of which no field was asked for but the key. */
export function idAndKey(view: View, issue: JiraIssue): object {
  return {
    id: issue.issueId,
    self: `${view.baseUrl}/rest/api/3/issue/${issue.issueId}`,
    key: issue.key,
  }
}

function embeddedChangelog(view: View, issue: JiraIssue): object {
  const newest = issue.histories.slice(-maxEmbeddedHistories).reverse()
  return {
    startAt: 0,
    maxResults: newest.length,
    total: issue.histories.length,
    histories: newest.map((history) => historyShape(view, history)),
  }
}

function linkedShape(view: View, issue: JiraIssue): object {
  const fields = {
    summary: issue.summary,
    status: statusOf(view, issue),
    priority: priorityOf(view, issue),
    issuetype: typeOf(view, issue),
  }
  return { ...idAndKey(view, issue), fields }
}

function statusOf(view: View, issue: JiraIssue): object | null {
  const status = view.state.site.statuses.find(({ statusId }) => statusId === issue.statusId)
  return status === undefined ? null : statusShape(view, status)
}

function typeOf(view: View, issue: JiraIssue): object | null {
  const type = view.state.site.issueTypes.find(({ issueTypeId }) => issueTypeId === issue.issueTypeId)
  return type === undefined ? null : issueTypeShape(view, type)
}

function priorityOf(view: View, issue: JiraIssue): object | null {
  return issue.priorityId === null ? null : priorityShape(view, issue.priorityId)
}

function pointsIn(view: View, issue: JiraIssue, fieldId: string): number | null {
  const project = view.state.site.projects.find(({ projectId }) => projectId === issue.projectId)
  return project?.estimateFieldId === fieldId ? issue.estimatePoints : null
}

function isSubtask(view: View, issue: JiraIssue): boolean {
  const type = view.state.site.issueTypes.find(({ issueTypeId }) => issueTypeId === issue.issueTypeId)
  return type?.hierarchyLevel === -1
}
