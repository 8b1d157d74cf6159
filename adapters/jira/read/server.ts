import type { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import { TrackerRequestError, TrackerUnavailableError } from '../../trackers/errors.ts'
import type { JiraClient } from '../http/client.ts'
import { isHttpError } from '../http/http-error.ts'
import { parseResponse } from '../map/parse.ts'
import { serverInfoSchema } from '../map/schemas.ts'
import { parseJiraTime } from '../map/time.ts'

/** What a Jira says of itself. */
export interface Server {
  readonly info: z.infer<typeof serverInfoSchema>
  /** The site's clock at the time of the request. */
  readonly serverAt: Instant
}

/**
 * Reads the server information, which tells Cloud from Data Center. Version 2 of the API is asked where there is no version 3.
 * @throws TrackerRequestError where there is no Jira
 */
export async function readServer(client: JiraClient, signal: AbortSignal | undefined): Promise<Server> {
  const body = await client
    .request('serverInfo', 'getServerInfo', undefined, signal)
    .catch((error: unknown) => {
      if (isHttpError(error, 404)) return readVersion2(client, signal)
      throw error
    })
  const info = parseResponse(serverInfoSchema, body, 'server information')
  return { info, serverAt: serverClock(parseJiraTime(info.serverTime), client.serverDateAt()) }
}

async function readVersion2({ version2 }: JiraClient, signal: AbortSignal | undefined): Promise<unknown> {
  try {
    return await version2.request('serverInfo', 'getServerInfo', undefined, signal)
  } catch (error) {
    if (!isHttpError(error, 404)) throw error
    throw new TrackerRequestError(
      'There is no Jira at this address. Use that of the site, https://example.atlassian.net, or that of your own server with ' +
        'the path below which it runs, https://jira.example.com/jira.',
    )
  }
}

/** Data Center calls itself "Server". One that says nothing is recognised by its version: Cloud's begins at 1000. */
export function isDataCenter({ info }: Server): boolean {
  const major = Number.parseInt(info.version ?? '', 10)
  return (info.deploymentType ?? (major < 1000 ? 'Server' : 'Cloud')) !== 'Cloud'
}

/** Never our own clock: when the two differ, a cursor by it loses changes. (DevLake's cursor) */
function serverClock(serverTimeAt: Instant | null, dateHeaderAt: Instant | null): Instant {
  const at = serverTimeAt ?? dateHeaderAt
  if (at !== null) return at
  throw new TrackerUnavailableError(
    'Jira returns no time, neither in its server information nor in a Date header.',
  )
}
