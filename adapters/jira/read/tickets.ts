import { inPartsOf, readBisecting } from '../http/bisect.ts'
import type { JiraClient } from '../http/client.ts'
import { isHttpError } from '../http/http-error.ts'
import { readByTokens } from '../http/tokens.ts'
import { parseResponse } from '../map/parse.ts'
import { idSchema, keyedSchema, searchPageSchema } from '../map/schemas.ts'

const idsPerSearch = 100
/** Jira takes at most this many ids to be made fresh in its index. */
const idsToReconcile = 50

/**
 * Reads tickets by id, hundreds side by side: pages by token would follow one another.
 *
 * An id that comes back from no search is asked for once more with `reconcileIssues`, because the index lags; what is
 * missing even then was deleted or moved out of sight since the walk, and is left out.
 * @param fields ids of the fields to read
 * @returns the records as they came, unparsed
 */
export async function readTickets(
  client: JiraClient,
  ids: readonly string[],
  fields: readonly string[],
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  const searchAll = (asked: readonly string[]) => searchByIds(client, asked, fields, signal)
  const readSingleId = (id: string) => readSingle(client, id, fields, signal)
  const read = (parts: string[][]) =>
    Promise.all(parts.map((part) => readBisecting(part, searchAll, readSingleId)))
  const found = (await read(inPartsOf(idsPerSearch, ids))).flat()
  const missing = missingFrom(ids, found)
  if (missing.length === 0) return distinct(found)
  const searchFresh = (asked: readonly string[]) => searchByIds(client, asked, fields, signal, asked)
  const late = await Promise.all(
    inPartsOf(idsToReconcile, missing).map((part) => readBisecting(part, searchFresh, readSingleId)),
  )
  return distinct([...found, ...late.flat().filter((issue) => ticketIdOf(issue) !== null)])
}

/** Pages may repeat a ticket; records without an id all stay, to be set aside by the mapper. */
function distinct(issues: readonly unknown[]): unknown[] {
  const seen = new Set<string>()
  return issues.filter((issue) => {
    const id = ticketIdOf(issue)
    if (id === null) return true
    if (seen.has(id)) return false
    seen.add(id)
    return true
  })
}

function ticketIdOf(issue: unknown): string | null {
  return idSchema.safeParse(issue).data?.id ?? null
}

function missingFrom(ids: readonly string[], found: readonly unknown[]): string[] {
  const foundIds = new Set(found.map(ticketIdOf))
  return ids.filter((id) => !foundIds.has(id))
}

function searchByIds(
  client: JiraClient,
  ids: readonly string[],
  fields: readonly string[],
  signal: AbortSignal | undefined,
  toReconcile: readonly string[] = [],
): Promise<unknown[]> {
  const reconcileIssues = toReconcile.map(Number).filter(Number.isSafeInteger)
  return readByTokens('search by id', async (token) => {
    const parameters = {
      jql: `id in (${ids.join(', ')})`,
      fields: [...fields],
      maxResults: idsPerSearch,
      ...(token === null ? {} : { nextPageToken: token }),
      ...(reconcileIssues.length === 0 ? {} : { reconcileIssues }),
    }
    const body = await client.request(
      (cloud) => cloud.issueSearch.searchAndReconsileIssuesUsingJqlPost(parameters),
      signal,
    )
    const page = parseResponse(searchPageSchema, body, 'search by id')
    return { items: page.issues ?? [], nextPageToken: page.nextPageToken }
  })
}

/** The ticket by itself, whose search was refused: there, or gone. */
async function readSingle(
  client: JiraClient,
  id: string,
  fields: readonly string[],
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  try {
    return [
      await client.request(
        (cloud) => cloud.issues.getIssue({ issueIdOrKey: id, fields: [...fields] }),
        signal,
      ),
    ]
  } catch (error) {
    if (isHttpError(error, 403, 404)) return []
    throw error
  }
}

/** The ids behind keys, one search for each hundred; keys of tickets that are gone or unseen are left out. */
export async function readIdsOfKeys(
  client: JiraClient,
  keys: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Map<string, string>> {
  const single = async (key: string) => {
    const [issue] = await readSingle(client, key, ['id'], signal)
    return issue === undefined ? [] : [{ key, id: parseResponse(idSchema, issue, 'ticket').id }]
  }
  const all = (asked: readonly string[]) =>
    readByTokens('search by key', async (token) => {
      const parameters = {
        jql: `key in (${asked.map((key) => `"${key}"`).join(', ')})`,
        fields: ['id', 'key'],
        maxResults: idsPerSearch,
        ...(token === null ? {} : { nextPageToken: token }),
      }
      const body = await client.request(
        (cloud) => cloud.issueSearch.searchAndReconsileIssuesUsingJqlPost(parameters),
        signal,
      )
      const page = parseResponse(searchPageSchema, body, 'search by key')
      const items = (page.issues ?? []).map((issue) => parseResponse(keyedSchema, issue, 'search by key'))
      return { items, nextPageToken: page.nextPageToken }
    })
  const parts = await Promise.all(
    inPartsOf(idsPerSearch, keys).map((part) => readBisecting(part, all, single)),
  )
  return new Map(parts.flat().map(({ key, id }) => [key, id]))
}
