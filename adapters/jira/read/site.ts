import type { Instant } from '../../../domain/instant.ts'
import type { Status } from '../../../domain/ticket.ts'
import { TrackerAuthError, TrackerRequestError, TrackerUnavailableError } from '../../trackers/errors.ts'
import type { TrackerScope } from '../../trackers/tracker.ts'
import type { JiraClient } from '../http/client.ts'
import { readByOffset } from '../http/offsets.ts'
import { chooseFields, type FieldChoice } from '../map/fields.ts'
import { parseResponse } from '../map/parse.ts'
import { fieldSchema, projectPageSchema, serverInfoSchema, statusSchema } from '../map/schemas.ts'
import { statusOf } from '../map/statuses.ts'
import { parseJiraTime } from '../map/time.ts'

/** The facts of a site that all its tickets share, read once by each tracker object. */
export interface Site {
  /** The site's clock at the time of the request. */
  readonly serverAt: Instant
  /** The site's own address, which doesn't depend on that of the connection. */
  readonly siteId: string
  /** The address that people open; the gateway for scoped tokens is a different one. */
  readonly siteUrl: string
  /** What its admins call it; null where they left it at "Jira". */
  readonly siteName: string | null
  readonly fields: FieldChoice
  readonly statuses: readonly Status[]
}

/**
 * Reads the server information, the fields and the statuses: three requests.
 * @throws TrackerRequestError for Jira Data Center
 */
export async function readSite(
  client: JiraClient,
  connectionId: string,
  baseUrl: URL,
  signal: AbortSignal | undefined,
): Promise<Site> {
  const [server, fields, statuses] = await Promise.all([
    client.request('serverInfo', 'getServerInfo', undefined, signal),
    client.request('issueFields', 'getFields', undefined, signal),
    client.request('workflowStatuses', 'getStatuses', undefined, signal),
  ])
  const info = parseResponse(serverInfoSchema, server, 'server information')
  if ((info.deploymentType ?? 'Cloud') !== 'Cloud') {
    throw new TrackerRequestError("Jira Data Center isn't supported yet; connect a Jira Cloud site.")
  }
  return {
    serverAt: serverClock(parseJiraTime(info.serverTime), client.serverDateAt()),
    siteId: siteUrlOf([info.baseUrl], baseUrl).toLowerCase(),
    siteUrl: siteUrlOf([info.displayUrl, info.baseUrl], baseUrl),
    siteName: nameOf(info.serverTitle),
    fields: chooseFields(
      fittingItems(fields, 'field list').flatMap((field) => fieldSchema.safeParse(field).data ?? []),
    ),
    statuses: fittingItems(statuses, 'status list').flatMap((status) => {
      const parsed = statusSchema.safeParse(status)
      return parsed.success ? [statusOf(connectionId, parsed.data)] : []
    }),
  }
}

function nameOf(title: string | null | undefined): string | null {
  const name = title?.trim() ?? ''
  return /^(jira)?$/i.test(name) ? null : name
}

const projectsPerPage = 100

/**
 * Reads every project that the account sees.
 * @throws TrackerAuthError when there is none: the response to an expired token may be 200 and empty (n8n-io/n8n#16325)
 */
export async function readScopes(
  client: JiraClient,
  signal: AbortSignal | undefined,
): Promise<TrackerScope[]> {
  const projects = await readProjects(client, {}, signal)
  if (projects.length === 0) {
    throw new TrackerAuthError(
      "Jira shows this account no project. Let it browse the teams' projects, or make a new API token if the old one " +
        'has expired: Jira then returns empty lists.',
    )
  }
  const byId = new Map(projects.map((project) => [project.id, project]))
  return [...byId.values()].map(({ id, key, name }) => ({ scopeId: id, key, name }))
}

/** How many tickets each project has, by its id; a site that doesn't say it of a project leaves it out. */
export async function readProjectCounts(
  client: JiraClient,
  signal: AbortSignal | undefined,
): Promise<Map<string, number>> {
  const projects = await readProjects(client, { expand: 'insight' as const }, signal)
  return new Map(
    projects.flatMap(({ id, insight }) => {
      const count = insight?.totalIssueCount ?? null
      return count === null ? [] : [[id, count] as const]
    }),
  )
}

function readProjects(
  client: JiraClient,
  besides: { readonly expand?: 'insight' },
  signal: AbortSignal | undefined,
) {
  return readByOffset('project list', async (startAt) => {
    const parameters = { startAt, maxResults: projectsPerPage, orderBy: 'key' as const, ...besides }
    const body = await client.request('projects', 'searchProjects', parameters, signal)
    const page = parseResponse(projectPageSchema, body, 'project list')
    // Without a total, isLast marks the last page.
    const statedEnd = page.isLast === true ? startAt + page.values.length : null
    return { items: page.values, total: page.total ?? statedEnd }
  })
}

function fittingItems(body: unknown, what: string): unknown[] {
  if (Array.isArray(body)) return body
  throw new TrackerUnavailableError(`Jira's ${what} doesn't match the schema that we know: it isn't a list.`)
}

/** Never our own clock: when the two differ, a cursor by it loses changes. (DevLake's cursor) */
function serverClock(serverTimeAt: Instant | null, dateHeaderAt: Instant | null): Instant {
  const at = serverTimeAt ?? dateHeaderAt
  if (at !== null) return at
  throw new TrackerUnavailableError(
    'Jira returns no time, neither in its server information nor in a Date header.',
  )
}

function siteUrlOf(candidates: readonly (string | null | undefined)[], baseUrl: URL): string {
  const stated = candidates.find((text) => text != null && /^https?:$/.test(URL.parse(text)?.protocol ?? ''))
  return (stated ?? baseUrl.href).replace(/\/+$/, '')
}
