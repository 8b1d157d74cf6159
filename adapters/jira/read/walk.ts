import { createHash } from 'node:crypto'
import type { Instant } from '../../../domain/instant.ts'
import { TrackerRequestError } from '../../trackers/errors.ts'
import type { TrackerScope } from '../../trackers/tracker.ts'
import type { JiraClient } from '../http/client.ts'
import { isHttpError } from '../http/http-error.ts'
import { parseResponse } from '../map/parse.ts'
import { idSchema, searchPageSchema } from '../map/schemas.ts'
import { type WalkState, walkStart } from './checkpoint.ts'

/** Jira returns pages of up to 5,000 when only ids are requested; any other field limits them to 100. */
const idsPerPage = 5000
const maxIdPages = 20_000
const maxRestarts = 3

/** By creation, which is stable while we read. */
export const walkOrder = ' order by created asc, key asc'

/**
 * The query for the list of ids, without its order; limited to projects as Jira requires.
 *
 * The time is sent as epoch milliseconds without quotes: a date would be interpreted in the account's time zone. There is no
 * upper bound, which would lose what changes while we read. (airbytehq/airbyte#48492, constructorfabric/insight#1739)
 */
export function walkWhere(scopes: readonly TrackerScope[], changedSinceAt: Instant | null): string {
  const projects = scopes.map((scope) => jqlText(scope.key)).join(', ')
  const since = changedSinceAt === null ? '' : ` and updated >= ${Math.floor(changedSinceAt)}`
  return `project in (${projects})${since}`
}

function jqlText(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}

/**
 * Reads the next page of ids.
 *
 * Only a missing token marks the end, not a page without ids. A token that expired since the run was interrupted restarts the
 * list. (simstudioai/sim#4410, mongodb/kingfisher#460)
 * @throws TrackerRequestError when a token repeats, or after more pages than any site has
 */
export async function readIdPage(
  client: JiraClient,
  jql: string,
  state: WalkState,
  signal: AbortSignal | undefined,
): Promise<WalkState> {
  const { nextPageToken } = state
  const body = await searchIds(client, jql, nextPageToken, signal).catch((error: unknown) => {
    if (nextPageToken !== null && isHttpError(error, 400) && state.restarts < maxRestarts) return null
    throw error
  })
  if (body === null) return { ...walkStart, pendingIds: state.pendingIds, restarts: state.restarts + 1 }
  const page = parseResponse(searchPageSchema, body, 'list of ticket ids')
  const ids = (page.issues ?? []).map((issue) => parseResponse(idSchema, issue, 'list of ticket ids').id)
  const usedTokens = nextPageToken === null ? state.usedTokens : [...state.usedTokens, digest(nextPageToken)]
  const token = page.nextPageToken
  if (token !== null && usedTokens.includes(digest(token))) {
    throw new TrackerRequestError(
      "Jira's list of tickets repeats: it returned a page token a second time, so the run stopped.",
    )
  }
  if (state.idPages >= maxIdPages) {
    throw new TrackerRequestError(
      `Jira's list of tickets has no end: ${maxIdPages} pages were read. Limit the connection to fewer projects.`,
    )
  }
  const pendingIds = [...new Set([...state.pendingIds, ...ids])]
  return {
    pendingIds,
    nextPageToken: token,
    walkEnded: token === null,
    idPages: state.idPages + 1,
    usedTokens,
    restarts: state.restarts,
  }
}

function searchIds(
  client: JiraClient,
  jql: string,
  nextPageToken: string | null,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const parameters = {
    jql,
    fields: ['id'],
    maxResults: idsPerPage,
    ...(nextPageToken === null ? {} : { nextPageToken }),
  }
  return client.request('issueSearch', 'searchAndReconsileIssuesUsingJqlPost', parameters, signal)
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64url').slice(0, 12)
}
