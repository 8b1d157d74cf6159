import type { JiraRequest } from '../protocol/request.ts'
import { type FakeResponse, JiraErrorResponse, ok } from '../protocol/response.ts'
import { fieldResource, issueTypeResource, statusResource } from '../resources/site.ts'
import { jiraTimestamp } from '../resources/timestamp.ts'
import { asDataCenter } from './convert.ts'
import { dataCenterFields } from './fields.ts'
import type { DataCenterOptions } from './options.ts'

const versions = {
  '8.20': { version: '8.20.30', versionNumbers: [8, 20, 30], buildNumber: 820_030 },
  '10.3': { version: '10.3.2', versionNumbers: [10, 3, 2], buildNumber: 10_030_002 },
} as const

/** GET serverInfo: a Data Center calls itself "Server". */
export function serverInfo({ context }: JiraRequest, { version }: DataCenterOptions): FakeResponse {
  return ok({
    baseUrl: context.baseUrl,
    ...versions[version],
    deploymentType: 'Server',
    buildDate: jiraTimestamp(Date.UTC(2024, 0, 5), context.timeZone),
    databaseBuildNumber: versions[version].buildNumber,
    serverTime: jiraTimestamp(context.nowAt, context.timeZone),
    scmInfo: '0'.repeat(40),
    serverTitle: 'Jira',
  })
}

export function fieldList(request: JiraRequest): FakeResponse {
  return ok(request.isAnonymous ? [] : dataCenterFields.map(fieldResource).map(withoutKey))
}

function withoutKey(field: object): object {
  return Object.fromEntries(Object.entries(field).filter(([name]) => name !== 'untranslatedName'))
}

/** GET project/{}/statuses: the statuses of each of the project's types. */
export function projectStatuses(request: JiraRequest): FakeResponse {
  const { context } = request
  const project = request.isAnonymous ? null : context.state.project(request.parts[0] ?? '')
  if (project === null) throw new JiraErrorResponse(404, ['No project could be found.'])
  const statuses = context.state.site.statuses
    .filter(({ projectId }) => projectId === project.projectId)
    .map((status) => statusResource(context, status))
  const owner = project.style === 'next-gen' ? project.projectId : null
  const types = context.state.site.issueTypes.filter(({ projectId }) => projectId === owner)
  return ok(types.map((type) => asDataCenter(context, { ...issueTypeResource(context, type), statuses })))
}
