import { type JiraRequest, listParam, numberParam } from '../server/request.ts'
import { type Answer, JiraRefusal, ok } from '../server/response.ts'
import {
  fieldShape,
  issueTypeShape,
  priorityListShapes,
  projectDetailShape,
  projectListShape,
  statusCategoryShapes,
  statusSearchShape,
  statusShape,
} from '../shapes/site.ts'
import { jiraTimestamp } from '../shapes/timestamp.ts'
import { jiraFields } from '../state/fields.ts'

const projectPage = 50
const statusPage = 200

/** GET serverInfo: open to anyone, signed in or not. */
export function serverInfo({ view }: JiraRequest): Answer {
  return ok({
    baseUrl: view.baseUrl,
    displayUrl: view.baseUrl,
    displayUrlServicedeskHelpCenter: view.baseUrl,
    displayUrlConfluence: view.baseUrl,
    version: '1001.0.0-SNAPSHOT',
    versionNumbers: [1001, 0, 0],
    deploymentType: 'Cloud',
    buildNumber: 100_290,
    buildDate: jiraTimestamp(Date.UTC(2026, 0, 5), view.timeZone),
    serverTime: jiraTimestamp(view.nowAt, view.timeZone),
    scmInfo: '0'.repeat(40),
    serverTitle: 'Jira',
    defaultLocale: { locale: 'en_US' },
    serverTimeZone: 'Etc/UTC',
  })
}

export function fieldList(request: JiraRequest): Answer {
  return ok(request.isAnonymous ? [] : jiraFields.map(fieldShape))
}

export function statusList(request: JiraRequest): Answer {
  const { view } = request
  return ok(request.isAnonymous ? [] : view.state.site.statuses.map((status) => statusShape(view, status)))
}

export function statusCategoryList({ view }: JiraRequest): Answer {
  return ok(statusCategoryShapes(view))
}

/** GET statuses/search: filtered by project, by category word and by a part of the name. */
export function statusSearch(request: JiraRequest): Answer {
  const { view, query } = request
  const projectId = query.get('projectId')
  const part = (query.get('searchString') ?? '').toLowerCase()
  const category = query.get('statusCategory')
  const words = { 2: 'TODO', 3: 'DONE', 4: 'IN_PROGRESS' } as const
  const found = view.state.site.statuses.filter(
    (status) =>
      !request.isAnonymous &&
      (projectId === null ? true : status.scoped && status.projectId === projectId) &&
      (category === null || words[status.categoryId] === category) &&
      status.name.toLowerCase().includes(part),
  )
  return ok(page(request, 'statuses/search', found.map(statusSearchShape), statusPage))
}

export function issueTypeList(request: JiraRequest): Answer {
  const { view } = request
  return ok(request.isAnonymous ? [] : view.state.site.issueTypes.map((type) => issueTypeShape(view, type)))
}

export function priorityList(request: JiraRequest): Answer {
  return ok(request.isAnonymous ? [] : priorityListShapes(request.view))
}

/** GET project/search: only what the account may browse; nobody sees none, with 200. */
export function projectSearch(request: JiraRequest): Answer {
  const { view, query } = request
  const keys = new Set(listParam(query, 'keys'))
  const ids = new Set(listParam(query, 'id'))
  const part = (query.get('query') ?? '').toLowerCase()
  const expand = new Set(listParam(query, 'expand'))
  const found = (request.isAnonymous ? [] : view.state.projects()).filter(
    ({ projectId, key, name }) =>
      (keys.size === 0 || keys.has(key)) &&
      (ids.size === 0 || ids.has(projectId)) &&
      `${key} ${name}`.toLowerCase().includes(part),
  )
  const shapes = found.map((project) => projectListShape(view, project, expand))
  return ok(page(request, 'project/search', shapes, projectPage))
}

/** GET project: the old list, not paged. */
export function projectList(request: JiraRequest): Answer {
  const { view } = request
  const projects = request.isAnonymous ? [] : view.state.projects()
  return ok(projects.map((project) => projectListShape(view, project, new Set())))
}

export function oneProject(request: JiraRequest): Answer {
  const asked = request.parts[0] ?? ''
  const project = request.isAnonymous ? null : request.view.state.project(asked)
  if (project === null) throw new JiraRefusal(404, [`No project could be found with key '${asked}'.`])
  return ok(projectDetailShape(request.view, project))
}

function page(request: JiraRequest, path: string, all: readonly object[], size: number): object {
  const startAt = numberParam(request.query, 'startAt', 0, Number.MAX_SAFE_INTEGER)
  const maxResults = numberParam(request.query, 'maxResults', size, size)
  const address = `${request.view.baseUrl}/rest/api/3/${path}?maxResults=${maxResults}&startAt=`
  const isLast = startAt + maxResults >= all.length
  return {
    self: `${address}${startAt}`,
    ...(isLast ? {} : { nextPage: `${address}${startAt + maxResults}` }),
    maxResults,
    startAt,
    total: all.length,
    isLast,
    values: all.slice(startAt, startAt + maxResults),
  }
}
