import type { JiraField } from '../state/fields.ts'
import type { JiraIssueType, JiraProject, JiraStatus } from '../state/records.ts'
import { priorities } from '../state/site.ts'
import type { RequestContext } from './request-context.ts'
import { jiraTimestamp } from './timestamp.ts'
import { userResource } from './user.ts'

const categories = {
  2: { key: 'new', colorName: 'blue-gray', name: 'To Do', word: 'TODO' },
  3: { key: 'done', colorName: 'green', name: 'Done', word: 'DONE' },
  4: { key: 'indeterminate', colorName: 'yellow', name: 'In Progress', word: 'IN_PROGRESS' },
} as const

/** The category of a status; ids are fixed on every Jira, names are translated. */
export function statusCategoryResource(context: RequestContext, id: 2 | 3 | 4): object {
  const { key, colorName, name } = categories[id]
  return { self: `${context.baseUrl}/rest/api/3/statuscategory/${id}`, id, key, colorName, name }
}

/** All categories, with the `undefined` one that every site has and no status uses. */
export function statusCategoryShapes(context: RequestContext): readonly object[] {
  const none = { id: 1, key: 'undefined', colorName: 'medium-gray', name: 'No Category' }
  return [
    { self: `${context.baseUrl}/rest/api/3/statuscategory/1`, ...none },
    ...([2, 4, 3] as const).map((id) => statusCategoryResource(context, id)),
  ]
}

export function statusResource(context: RequestContext, status: JiraStatus): object {
  return {
    self: `${context.baseUrl}/rest/api/3/status/${status.statusId}`,
    description: '',
    iconUrl: `${context.baseUrl}/images/icons/status_generic.gif`,
    name: status.name,
    untranslatedName: status.untranslatedName,
    id: status.statusId,
    statusCategory: statusCategoryResource(context, status.categoryId),
    ...(status.scoped ? { scope: { type: 'PROJECT', project: { id: status.projectId } } } : {}),
  }
}

/** A status as `statuses/search` writes it: the category is a word, the scope is always there. */
export function statusSearchResource(status: JiraStatus): object {
  return {
    id: status.statusId,
    name: status.name,
    statusCategory: categories[status.categoryId].word,
    scope: status.scoped ? { type: 'PROJECT', project: { id: status.projectId } } : { type: 'GLOBAL' },
    description: '',
  }
}

export function issueTypeResource(context: RequestContext, type: JiraIssueType): object {
  return {
    self: `${context.baseUrl}/rest/api/3/issuetype/${type.issueTypeId}`,
    id: type.issueTypeId,
    description: '',
    iconUrl: `${context.baseUrl}/images/icons/issuetypes/${type.role}.svg`,
    name: type.name,
    untranslatedName: type.name,
    subtask: type.hierarchyLevel === -1,
    avatarId: 10_300,
    hierarchyLevel: type.hierarchyLevel,
    ...(type.projectId === null ? {} : { scope: { type: 'PROJECT', project: { id: type.projectId } } }),
  }
}

export function priorityResource(context: RequestContext, id: string): object | null {
  const priority = priorities.find(({ priorityId }) => priorityId === id)
  if (priority === undefined) return null
  return {
    self: `${context.baseUrl}/rest/api/3/priority/${id}`,
    iconUrl: `${context.baseUrl}/images/icons/priorities/${priority.name.toLowerCase()}.svg`,
    name: priority.name,
    id,
  }
}

/** A priority as the list of all writes it. */
export function priorityListShapes(context: RequestContext): readonly object[] {
  return priorities.map(({ priorityId, color, name }) => ({
    ...priorityResource(context, priorityId),
    statusColor: color,
    description: `${name} priority`,
    isDefault: priorityId === '3',
  }))
}

/** A project inside an issue or a list. */
export function projectResource(context: RequestContext, project: JiraProject): object {
  const avatar = `${context.baseUrl}/rest/api/3/universal_avatar/context/type/project/avatar/10400`
  return {
    self: `${context.baseUrl}/rest/api/3/project/${project.projectId}`,
    id: project.projectId,
    key: project.key,
    name: project.name,
    projectTypeKey: 'software',
    simplified: project.style === 'next-gen',
    avatarUrls: {
      '48x48': avatar,
      '24x24': `${avatar}?size=small`,
      '16x16': `${avatar}?size=xsmall`,
      '32x32': `${avatar}?size=medium`,
    },
  }
}

/** A project as `project/search` lists it; `expand=insight` adds the time of its last change. */
export function projectListResource(
  context: RequestContext,
  project: JiraProject,
  expand: ReadonlySet<string>,
): object {
  return {
    expand: 'description,lead,issueTypes,url,projectKeys,permissions,insight',
    ...projectResource(context, project),
    ...(expand.has('insight') ? { insight: insightOf(context, project) } : {}),
    ...(expand.has('lead') ? { lead: userResource(context, project.leadAccountId) } : {}),
    ...(expand.has('issueTypes') ? { issueTypes: issueTypesOf(context, project) } : {}),
    style: project.style,
    isPrivate: false,
    properties: {},
  }
}

function insightOf(context: RequestContext, project: JiraProject): object {
  const issues = context.state.issues().filter(({ projectId }) => projectId === project.projectId)
  const lastAt = issues.reduce((latest, { updatedAt }) => Math.max(latest, updatedAt), 0)
  return {
    totalIssueCount: issues.length,
    ...(issues.length === 0 ? {} : { lastIssueUpdateTime: jiraTimestamp(lastAt, context.timeZone) }),
  }
}

/** A project requested by its key or id. */
export function projectDetailResource(context: RequestContext, project: JiraProject): object {
  return {
    ...projectListResource(context, project, new Set(['lead', 'issueTypes'])),
    description: '',
    components: project.components.map((component) => componentResource(context, component)),
    assigneeType: 'UNASSIGNED',
    versions: [],
    roles: {},
  }
}

export function componentResource(
  context: RequestContext,
  component: { readonly componentId: string; readonly name: string },
): object {
  const id = component.componentId
  return { self: `${context.baseUrl}/rest/api/3/component/${id}`, id, name: component.name }
}

function issueTypesOf(context: RequestContext, project: JiraProject): readonly object[] {
  const owner = project.style === 'next-gen' ? project.projectId : null
  return context.state.site.issueTypes
    .filter(({ projectId }) => projectId === owner)
    .map((type) => issueTypeResource(context, type))
}

export function fieldResource(field: JiraField): object {
  const { id, name, clauseNames, type, items, system, custom } = field
  const customId = custom === undefined ? {} : { customId: Number(id.slice('customfield_'.length)) }
  return {
    id,
    key: id,
    name,
    ...(custom === undefined ? {} : { untranslatedName: name }),
    custom: custom !== undefined,
    orderable: true,
    navigable: true,
    searchable: true,
    clauseNames,
    schema: {
      type,
      ...(items === undefined ? {} : { items }),
      ...(system === undefined ? {} : { system }),
      ...(custom === undefined ? {} : { custom }),
      ...customId,
    },
  }
}
