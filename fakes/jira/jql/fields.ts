import { customFieldIds } from '../state/fields.ts'
import type { JiraProject } from '../state/records.ts'
import { priorities } from '../state/site.ts'
import { asGiven, cf, date, idsOf, type JqlField, nameOf, set, user, words } from './field-kinds.ts'

/** The field that a name stands for, by Jira's names, aliases and `cf[…]`; null where there is none. */
export function jqlField(name: string): JqlField | null {
  return fields.get(name.toLowerCase()) ?? null
}

const key: JqlField = {
  kind: 'key',
  values: (issue) => [issue.issueId],
  resolve: (text, context) => {
    const issue = context.state.find(text)
    return issue === null ? null : [issue.issueId]
  },
  sortKey: (issue) => keyOrder(issue.key),
}

/** Keys sort by project and then by number, not as text. */
function keyOrder(text: string): string {
  const [prefix = '', digits = ''] = text.split('-')
  return `${prefix}-${digits.padStart(10, '0')}`
}

const project = set(
  (issue) => [issue.projectId],
  (text, context) =>
    idsOf(
      context.state.projects(),
      text,
      (each) => each.projectId,
      (each) => [each.key, each.name],
    ),
  (issue, context) =>
    nameOf(
      context.state.site.projects,
      issue.projectId,
      (each: JiraProject) => each.projectId,
      (each) => each.name,
    ),
)

const issuetype = set(
  (issue) => [issue.issueTypeId],
  (text, context) =>
    idsOf(
      context.state.site.issueTypes,
      text,
      (each) => each.issueTypeId,
      (each) => [each.name],
    ),
  (issue, context) =>
    nameOf(
      context.state.site.issueTypes,
      issue.issueTypeId,
      (each) => each.issueTypeId,
      (each) => each.name,
    ),
)

const status = set(
  (issue) => [issue.statusId],
  (text, context) =>
    idsOf(
      context.state.site.statuses,
      text,
      (each) => each.statusId,
      (each) => [each.name, each.untranslatedName],
    ),
  (issue, context) =>
    nameOf(
      context.state.site.statuses,
      issue.statusId,
      (each) => each.statusId,
      (each) => each.name,
    ),
)

const categories = [
  { id: '2', names: ['new', 'To Do'] },
  { id: '3', names: ['done', 'Done', 'Complete'] },
  { id: '4', names: ['indeterminate', 'In Progress'] },
  { id: '1', names: ['undefined', 'No Category'] },
] as const

const statusCategory = set(
  (issue, context) => {
    const found = context.state.site.statuses.find(({ statusId }) => statusId === issue.statusId)
    return found === undefined ? [] : [String(found.categoryId)]
  },
  (text) =>
    idsOf(
      categories,
      text,
      (each) => each.id,
      (each) => each.names,
    ),
)

const priority = set(
  (issue) => (issue.priorityId === null ? [] : [issue.priorityId]),
  (text) =>
    idsOf(
      priorities,
      text,
      (each) => each.priorityId,
      (each) => [each.name],
    ),
  (issue) => (issue.priorityId === null ? null : -Number(issue.priorityId)),
)

const component = set(
  (issue) => issue.componentIds,
  (text, context) =>
    idsOf(
      context.state.site.projects.flatMap(({ components }) => components),
      text,
      (each) => each.componentId,
      (each) => [each.name],
    ),
)

const labels = set((issue) => issue.labels, asGiven)

const parent = set(
  (issue) => (issue.parentId === null ? [] : [issue.parentId]),
  (text, context) => key.resolve(text, context),
)

const resolution = set(
  (issue) => (issue.resolution === null ? [] : [issue.resolution.toLowerCase()]),
  (text) => {
    const known = ['done', "won't do"].includes(text.toLowerCase())
    return known ? [text.toLowerCase()] : null
  },
)

const sprint = set(
  (issue) => issue.sprintIds.map(String),
  (text, context) =>
    idsOf(
      context.state.site.sprints,
      text,
      (each) => String(each.sprintId),
      (each) => [each.name],
    ),
)

const severity = set(
  (issue) => (issue.severity === null ? [] : [issue.severity.toLowerCase()]),
  (text) => [text.toLowerCase()],
)

const text = words((issue) => [issue.summary, issue.description, ...issue.comments.map(({ body }) => body)])
const points = (fieldId: string): JqlField => ({
  kind: 'number',
  values: (issue, context) => {
    const owner = context.state.site.projects.find(({ projectId }) => projectId === issue.projectId)
    return owner?.estimateFieldId === fieldId && issue.estimatePoints !== null
      ? [String(issue.estimatePoints)]
      : []
  },
  resolve: asGiven,
  sortKey: (issue) => issue.estimatePoints,
})

const fields: ReadonlyMap<string, JqlField> = new Map(
  Object.entries({
    id: key,
    key,
    issue: key,
    issuekey: key,
    project,
    issuetype,
    type: issuetype,
    status,
    statuscategory: statusCategory,
    priority,
    component,
    components: component,
    labels,
    parent,
    'epic link': parent,
    resolution,
    sprint,
    [cf(customFieldIds.sprint)]: sprint,
    [cf(customFieldIds.severity)]: severity,
    severity,
    assignee: user((issue) => issue.assigneeId),
    reporter: user((issue) => issue.reporterId),
    creator: user((issue) => issue.creatorId),
    created: date((issue) => issue.createdAt),
    createddate: date((issue) => issue.createdAt),
    updated: date((issue) => issue.updatedAt),
    updateddate: date((issue) => issue.updatedAt),
    resolved: date((issue) => issue.resolvedAt),
    resolutiondate: date((issue) => issue.resolvedAt),
    statuscategorychangeddate: date((issue) => issue.statusChangedAt),
    summary: words((issue) => [issue.summary]),
    description: words((issue) => [issue.description]),
    comment: words((issue) => issue.comments.map(({ body }) => body)),
    text,
    'story points': points(customFieldIds.storyPoints),
    [cf(customFieldIds.storyPoints)]: points(customFieldIds.storyPoints),
    'story point estimate': points(customFieldIds.storyPointEstimate),
    [cf(customFieldIds.storyPointEstimate)]: points(customFieldIds.storyPointEstimate),
  }),
)
