import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { Instant } from '../../../../domain/instant.ts'
import { TrackerRequestError } from '../../../trackers/errors.ts'
import type { TrackerScope } from '../../../trackers/tracker.ts'
import type { JiraClient } from '../../http/client.ts'
import { isHttpError } from '../../http/http-error.ts'
import { parseResponse } from '../../map/parse.ts'
import { idSchema, searchPageSchema } from '../../map/schemas.ts'
import { type WalkState, walkStart } from './checkpoint.ts'

/** Jira returns pages of up to 5,000 when only ids are requested; any other field limits them to 100. */
const idsPerPage = 5000
const maxIdPages = 20_000
const maxRestarts = 3
/** How often a page that can't be right is asked for. */
const mostTries = 3

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
  const used = new Set(state.usedTokens)
  const body = await readSound(client, { jql, nextPageToken, used }, signal).catch((error: unknown) => {
    if (nextPageToken !== null && isHttpError(error, 400) && state.restarts < maxRestarts) return null
    throw error
  })
  if (body === null) {
    const { pendingIds, unreadable } = state
    return { ...walkStart, pendingIds, unreadable, isCut: state.isCut, restarts: state.restarts + 1 }
  }
  const { page, isCut, ids, unreadable } = body
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
    unreadable: [...state.unreadable, ...unreadable],
    nextPageToken: token,
    walkEnded: token === null,
    isCut: state.isCut || isCut,
    uncounted: 0,
    idPages: state.idPages + 1,
    usedTokens,
    restarts: state.restarts,
  }
}

interface IdPage {
  readonly page: z.infer<typeof searchPageSchema>
  /** Whether there is more, and no way to it: `isLast` was seen wrong, so that this is told and ends no run. */
  readonly isCut: boolean
  readonly ids: readonly string[]
  /** Records without an id, as JSON. */
  readonly unreadable: readonly string[]
}

/**
 * A page of ids. One that says that there is more and has no token to it, or has a token that was used, is asked for again: a
 * tracker under load was seen to send both.
 */
async function readSound(
  client: JiraClient,
  request: {
    readonly jql: string
    readonly nextPageToken: string | null
    readonly used: ReadonlySet<string>
  },
  signal: AbortSignal | undefined,
): Promise<IdPage> {
  const { jql, nextPageToken, used } = request
  for (let tries = 1; ; tries += 1) {
    const body = await searchIds(client, jql, nextPageToken, signal)
    const page = parseResponse(searchPageSchema, body, 'list of ticket ids')
    const { nextPageToken: token, isLast } = page
    const isCut = token === null && isLast === false
    const isRepeated = token !== null && (token === nextPageToken || used.has(digest(token)))
    if ((isCut || isRepeated) && tries < mostTries) continue
    const records = page.issues ?? []
    const readable = records.map((record) => idSchema.safeParse(record).data?.id ?? null)
    return {
      page,
      isCut,
      ids: readable.filter((id) => id !== null),
      unreadable: records.filter((_, place) => readable[place] === null).map((record) => clipped(record)),
    }
  }
}

/** A record without an id, as it is set aside. */
export function clipped(record: unknown): string {
  return (JSON.stringify(record) ?? 'null').slice(0, 1000)
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
