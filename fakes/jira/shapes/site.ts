import type { JiraField } from '../state/fields.ts'
import type { JiraIssueType, JiraProject, JiraStatus } from '../state/records.ts'
import { priorities } from '../state/site.ts'
import { jiraTimestamp } from './timestamp.ts'
import { userShape } from './user.ts'
import type { View } from './view.ts'

const categories = {
  2: { key: 'new', colorName: 'blue-gray', name: 'To Do', word: 'TODO' },
  3: { key: 'done', colorName: 'green', name: 'Done', word: 'DONE' },
  4: { key: 'indeterminate', colorName: 'yellow', name: 'In Progress', word: 'IN_PROGRESS' },
} as const

/** The category of a status; ids are fixed on every Jira, names are translated. */
export function statusCategoryShape(view: View, id: 2 | 3 | 4): object {
  const { key, colorName, name } = categories[id]
  return { self: `${view.baseUrl}/rest/api/3/statuscategory/${id}`, id, key, colorName, name }
}

/** All categories, with the `undefined` one that every site has and no status uses. */
export function statusCategoryShapes(view: View): readonly object[] {
  const none = { id: 1, key: 'undefined', colorName: 'medium-gray', name: 'No Category' }
  return [
    { self: `${view.baseUrl}/rest/api/3/statuscategory/1`, ...none },
    ...([2, 4, 3] as const).map((id) => statusCategoryShape(view, id)),
  ]
}

export function statusShape(view: View, status: JiraStatus): object {
  return {
    self: `${view.baseUrl}/rest/api/3/status/${status.statusId}`,
    description: '',
    iconUrl: `${view.baseUrl}/images/icons/status_generic.gif`,
    name: status.name,
    untranslatedName: status.untranslatedName,
    id: status.statusId,
    statusCategory: statusCategoryShape(view, status.categoryId),
    ...(status.scoped ? { scope: { type: 'PROJECT', project: { id: status.projectId } } } : {}),
  }
}

/** A status as `statuses/search` writes it: the category is a word, the scope is always there. */
export function statusSearchShape(status: JiraStatus): object {
  return {
    id: status.statusId,
    name: status.name,
    statusCategory: categories[status.categoryId].word,
    scope: status.scoped ? { type: 'PROJECT', project: { id: status.projectId } } : { type: 'GLOBAL' },
    description: '',
  }
}

export function issueTypeShape(view: View, type: JiraIssueType): object {
  return {
    self: `${view.baseUrl}/rest/api/3/issuetype/${type.issueTypeId}`,
    id: type.issueTypeId,
    description: '',
    iconUrl: `${view.baseUrl}/images/icons/issuetypes/${type.role}.svg`,
    name: type.name,
    untranslatedName: type.name,
    subtask: type.hierarchyLevel === -1,
    avatarId: 10_300,
    hierarchyLevel: type.hierarchyLevel,
    ...(type.projectId === null ? {} : { scope: { type: 'PROJECT', project: { id: type.projectId } } }),
  }
}

export function priorityShape(view: View, id: string): object | null {
  const priority = priorities.find(({ priorityId }) => priorityId === id)
  if (priority === undefined) return null
  return {
    self: `${view.baseUrl}/rest/api/3/priority/${id}`,
    iconUrl: `${view.baseUrl}/images/icons/priorities/${priority.name.toLowerCase()}.svg`,
    name: priority.name,
    id,
  }
}

/** A priority as the list of all writes it. */
export function priorityListShapes(view: View): readonly object[] {
  return priorities.map(({ priorityId, color, name }) => ({
    ...priorityShape(view, priorityId),
    statusColor: color,
    description: `${name} priority`,
    isDefault: priorityId === '3',
  }))
}

/** A project inside an issue or a list. */
export function projectShape(view: View, project: JiraProject): object {
  const avatar = `${view.baseUrl}/rest/api/3/universal_avatar/view/type/project/avatar/10400`
  return {
    self: `${view.baseUrl}/rest/api/3/project/${project.projectId}`,
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

/** A project as `project/search` lists it; `expand=insight` tells when a ticket of it last changed. */
export function projectListShape(view: View, project: JiraProject, expand: ReadonlySet<string>): object {
  return {
    expand: 'description,lead,issueTypes,url,projectKeys,permissions,insight',
    ...projectShape(view, project),
    ...(expand.has('insight') ? { insight: insightOf(view, project) } : {}),
    ...(expand.has('lead') ? { lead: userShape(view, project.leadAccountId) } : {}),
    ...(expand.has('issueTypes') ? { issueTypes: issueTypesOf(view, project) } : {}),
    style: project.style,
    isPrivate: false,
    properties: {},
  }
}

function insightOf(view: View, project: JiraProject): object {
  const issues = view.state.issues().filter(({ projectId }) => projectId === project.projectId)
  const lastAt = issues.reduce((latest, { updatedAt }) => Math.max(latest, updatedAt), 0)
  return {
    totalIssueCount: issues.length,
    ...(issues.length === 0 ? {} : { lastIssueUpdateTime: jiraTimestamp(lastAt, view.timeZone) }),
  }
}

/** A project asked for by its key or id. */
export function projectDetailShape(view: View, project: JiraProject): object {
  return {
    ...projectListShape(view, project, new Set(['lead', 'issueTypes'])),
    description: '',
    components: project.components.map((component) => componentShape(view, component)),
    assigneeType: 'UNASSIGNED',
    versions: [],
    roles: {},
  }
}

export function componentShape(
  view: View,
  component: { readonly componentId: string; readonly name: string },
): object {
  const id = component.componentId
  return { self: `${view.baseUrl}/rest/api/3/component/${id}`, id, name: component.name }
}

function issueTypesOf(view: View, project: JiraProject): readonly object[] {
  const owner = project.style === 'next-gen' ? project.projectId : null
  return view.state.site.issueTypes
    .filter(({ projectId }) => projectId === owner)
    .map((type) => issueTypeShape(view, type))
}

export function fieldShape(field: JiraField): object {
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
