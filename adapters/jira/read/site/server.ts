import type { z } from 'zod'
import type { Instant } from '../../../../domain/instant.ts'
import { TrackerRequestError, TrackerUnavailableError } from '../../../trackers/errors.ts'
import type { JiraClient, JiraMethods } from '../../http/client.ts'
import { isHttpError } from '../../http/http-error.ts'
import { parseResponse } from '../../map/parse.ts'
import { serverInfoSchema } from '../../map/schemas.ts'
import { parseJiraTime } from '../../map/time.ts'

/** What a Jira says of itself. */
export interface Server {
  readonly info: z.infer<typeof serverInfoSchema>
  /** The version of the API that gave it. */
  readonly version: 2 | 3
  /** The site's clock at the time of the request. */
  readonly serverAt: Instant
}

/**
 * Reads the server information, which tells Cloud from Data Center. Where there is one version of the API alone, it is asked of the
 * other.
 * @param askedFirst the version to ask first; the answer decides, whichever gives it
 * @throws TrackerRequestError where there is no Jira
 */
export async function readServer(
  client: JiraClient,
  askedFirst: 2 | 3,
  signal: AbortSignal | undefined,
): Promise<Server> {
  const versions = askedFirst === 2 ? ([2, 3] as const) : ([3, 2] as const)
  for (const version of versions) {
    const body = await readInfo(version === 2 ? client.version2 : client, signal)
    if (body === null) continue
    const info = parseResponse(serverInfoSchema, body, 'server information')
    return { info, version, serverAt: serverClock(parseJiraTime(info.serverTime), client.serverDateAt()) }
  }
  throw new TrackerRequestError(
    'There is no Jira at this address. Use that of the site, https://example.atlassian.net, or that of your own server with ' +
      'the path below which it runs, https://jira.example.com/jira.',
  )
}

/** Null where this version isn't there. */
async function readInfo(client: JiraMethods, signal: AbortSignal | undefined): Promise<unknown> {
  try {
    return await client.request('serverInfo', 'getServerInfo', undefined, signal)
  } catch (error) {
    if (isHttpError(error, 404)) return null
    throw error
  }
}

/**
 * Data Center calls itself "Server". One that doesn't is recognised by its version, for Cloud's begins at 1000, and one without that by the
 * version of its API: where 2 was asked first the sign-in is one of Data Center's, and where it was asked second there is no other.
 */
export function isDataCenter({ info, version }: Server): boolean {
  const deployment = info.deploymentType?.trim().toLowerCase() ?? ''
  if (deployment !== '') return deployment !== 'cloud'
  const major = Number.parseInt(info.version ?? '', 10)
  return Number.isNaN(major) ? version === 2 : major < 1000
}

/** Never our own clock: when the two differ, a cursor by it loses changes. (DevLake's cursor) */
function serverClock(serverTimeAt: Instant | null, dateHeaderAt: Instant | null): Instant {
  const at = serverTimeAt ?? dateHeaderAt
  if (at !== null) return at
  throw new TrackerUnavailableError(
    'Jira returns no time, neither in its server information nor in a Date header.',
  )
}
