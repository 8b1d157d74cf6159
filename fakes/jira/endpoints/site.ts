import { type JiraRequest, listParam, numberParam } from '../protocol/request.ts'
import { type FakeResponse, JiraErrorResponse, ok } from '../protocol/response.ts'
import {
  fieldResource,
  issueTypeResource,
  priorityListShapes,
  projectDetailResource,
  projectListResource,
  statusCategoryShapes,
  statusResource,
  statusSearchResource,
} from '../resources/site.ts'
import { jiraTimestamp } from '../resources/timestamp.ts'
import { jiraFields } from '../state/fields.ts'

const projectPage = 50
const statusPage = 200

/** GET serverInfo: open to anyone, signed in or not. */
export function serverInfo({ context }: JiraRequest): FakeResponse {
  return ok({
    baseUrl: context.baseUrl,
    displayUrl: context.baseUrl,
    displayUrlServicedeskHelpCenter: context.baseUrl,
    displayUrlConfluence: context.baseUrl,
    version: '1001.0.0-SNAPSHOT',
    versionNumbers: [1001, 0, 0],
    deploymentType: 'Cloud',
    buildNumber: 100_290,
    buildDate: jiraTimestamp(Date.UTC(2026, 0, 5), context.timeZone),
    serverTime: jiraTimestamp(context.nowAt, context.timeZone),
    scmInfo: '0'.repeat(40),
    serverTitle: 'Jira',
    defaultLocale: { locale: 'en_US' },
    serverTimeZone: 'Etc/UTC',
  })
}

export function fieldList(request: JiraRequest): FakeResponse {
  return ok(request.isAnonymous ? [] : jiraFields.map(fieldResource))
}

export function statusList(request: JiraRequest): FakeResponse {
  const { context } = request
  return ok(
    request.isAnonymous ? [] : context.state.site.statuses.map((status) => statusResource(context, status)),
  )
}

export function statusCategoryList({ context }: JiraRequest): FakeResponse {
  return ok(statusCategoryShapes(context))
}

/** GET statuses/search: filtered by project, by category word and by a part of the name. */
export function statusSearch(request: JiraRequest): FakeResponse {
  const { context, query } = request
  const projectId = query.get('projectId')
  const part = (query.get('searchString') ?? '').toLowerCase()
  const category = query.get('statusCategory')
  const words = { 2: 'TODO', 3: 'DONE', 4: 'IN_PROGRESS' } as const
  const found = context.state.site.statuses.filter(
    (status) =>
      !request.isAnonymous &&
      (projectId === null ? true : status.scoped && status.projectId === projectId) &&
      (category === null || words[status.categoryId] === category) &&
      status.name.toLowerCase().includes(part),
  )
  return ok(page(request, 'statuses/search', found.map(statusSearchResource), statusPage))
}

export function issueTypeList(request: JiraRequest): FakeResponse {
  const { context } = request
  return ok(
    request.isAnonymous ? [] : context.state.site.issueTypes.map((type) => issueTypeResource(context, type)),
  )
}

export function priorityList(request: JiraRequest): FakeResponse {
  return ok(request.isAnonymous ? [] : priorityListShapes(request.context))
}

/** GET project/search: only what the account may browse; an anonymous caller gets an empty list, with 200. */
export function projectSearch(request: JiraRequest): FakeResponse {
  const { context, query } = request
  const keys = new Set(listParam(query, 'keys'))
  const ids = new Set(listParam(query, 'id'))
  const part = (query.get('query') ?? '').toLowerCase()
  const expand = new Set(listParam(query, 'expand'))
  const found = (request.isAnonymous ? [] : context.state.projects()).filter(
    ({ projectId, key, name }) =>
      (keys.size === 0 || keys.has(key)) &&
      (ids.size === 0 || ids.has(projectId)) &&
      `${key} ${name}`.toLowerCase().includes(part),
  )
  const shapes = found.map((project) => projectListResource(context, project, expand))
  return ok(page(request, 'project/search', shapes, projectPage))
}

/** GET project: the old list, not paged. */
export function projectList(request: JiraRequest): FakeResponse {
  const { context } = request
  const projects = request.isAnonymous ? [] : context.state.projects()
  return ok(projects.map((project) => projectListResource(context, project, new Set())))
}

export function oneProject(request: JiraRequest): FakeResponse {
  const asked = request.parts[0] ?? ''
  const project = request.isAnonymous ? null : request.context.state.project(asked)
  if (project === null) throw new JiraErrorResponse(404, [`No project could be found with key '${asked}'.`])
  return ok(projectDetailResource(request.context, project))
}

function page(request: JiraRequest, path: string, all: readonly object[], size: number): object {
  const startAt = numberParam(request.query, 'startAt', 0, Number.MAX_SAFE_INTEGER)
  const maxResults = numberParam(request.query, 'maxResults', size, size)
  const address = `${request.context.baseUrl}/rest/api/3/${path}?maxResults=${maxResults}&startAt=`
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
