import { TrackerAuthError } from '../../../trackers/errors.ts'
import type { TrackerScope } from '../../../trackers/tracker.ts'
import type { JiraClient } from '../../http/client.ts'
import { readByOffset } from '../../http/offsets.ts'
import { parseResponse } from '../../map/parse.ts'
import { projectPageSchema, projectSchema } from '../../map/schemas.ts'

const projectsPerPage = 100

/** What the list of projects holds. */
export interface ScopesRead {
  readonly scopes: readonly TrackerScope[]
  /** How many of its records can't be understood. */
  readonly unread: number
}

/**
 * Reads every project that the account sees.
 * @throws TrackerAuthError when there is none
 */
export async function readScopes(client: JiraClient, signal: AbortSignal | undefined): Promise<ScopesRead> {
  return scopesOf(await readProjects(client, {}, signal))
}

/**
 * The projects as scopes, each once.
 * @throws TrackerAuthError when there is none: the response to an expired token may be 200 and empty (n8n-io/n8n#16325)
 */
export function scopesOf(records: readonly unknown[]): ScopesRead {
  const projects = readableProjects(records)
  if (projects.length === 0) {
    throw new TrackerAuthError(
      "Jira shows this account no project: a right is missing. Let it browse the teams' projects, or make a new token if the old " +
        'one has expired: Jira then returns empty lists.',
    )
  }
  const byId = new Map(projects.map((project) => [project.id, project]))
  const scopes = [...byId.values()].map(({ id, key, name }) => ({ scopeId: id, key, name: name ?? key }))
  return { scopes, unread: records.length - projects.length }
}

function readableProjects(records: readonly unknown[]) {
  return records.flatMap((record) => projectSchema.safeParse(record).data ?? [])
}

/** How many tickets each project has, by its id; a site that doesn't say it of a project leaves it out. */
export async function readProjectCounts(
  client: JiraClient,
  signal: AbortSignal | undefined,
): Promise<Map<string, number>> {
  const projects = await readProjects(client, { expand: 'insight' as const }, signal)
  return new Map(
    readableProjects(projects).flatMap(({ id, insight }) => {
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
