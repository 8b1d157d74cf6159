import { inPartsOf, readBisecting } from '../http/bisect.ts'
import type { JiraClient, JiraMethods } from '../http/client.ts'
import { isHttpError } from '../http/http-error.ts'
import { readByTokens } from '../http/tokens.ts'
import { parseResponse } from '../map/parse.ts'
import { idSchema, keyedSchema, searchPageSchema } from '../map/schemas.ts'

const idsPerSearch = 100
/** The most ids that Jira takes in `reconcileIssues`. */
const idsToReconcile = 50

/**
 * Reads tickets by id, hundreds in parallel: pages by token would have to be sequential.
 *
 * An id that no search returns is requested once more with `reconcileIssues`, because the index lags; one that is missing
 * even then was deleted or hidden meanwhile, and is left out.
 * @param fields ids of the fields to read
 * @returns the unparsed records
 */
export async function readTickets(
  client: JiraClient,
  ids: readonly string[],
  fields: readonly string[],
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  const searchAll = (part: readonly string[]) => searchByIds(client, part, fields, signal)
  const readSingleId = (id: string) => readSingle(client, id, fields, signal)
  const read = (parts: string[][]) =>
    Promise.all(parts.map((part) => readBisecting(part, searchAll, readSingleId)))
  const found = (await read(inPartsOf(idsPerSearch, ids))).flat()
  const missing = missingFrom(ids, found)
  if (missing.length === 0) return distinct(found)
  const searchFresh = (part: readonly string[]) => searchByIds(client, part, fields, signal, part)
  const late = await Promise.all(
    inPartsOf(idsToReconcile, missing).map((part) => readBisecting(part, searchFresh, readSingleId)),
  )
  return distinct([...found, ...late.flat().filter((issue) => ticketIdOf(issue) !== null)])
}

/** Pages may repeat a ticket; records without an id all stay, for the mapper to quarantine. */
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
      'issueSearch',
      'searchAndReconsileIssuesUsingJqlPost',
      parameters,
      signal,
    )
    const page = parseResponse(searchPageSchema, body, 'search by id')
    return { items: page.issues ?? [], nextPageToken: page.nextPageToken }
  })
}

/** Reads one ticket whose search or fetch was rejected; empty when it was deleted or is hidden. */
export async function readSingle(
  client: JiraMethods,
  id: string,
  fields: readonly string[],
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  try {
    return [await client.request('issues', 'getIssue', { issueIdOrKey: id, fields: [...fields] }, signal)]
  } catch (error) {
    if (isHttpError(error, 403, 404)) return []
    throw error
  }
}

/** Finds the ids of keys, a hundred per search; keys of deleted or hidden tickets are left out. */
export async function readIdsOfKeys(
  client: JiraClient,
  keys: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Map<string, string>> {
  const single = async (key: string) => {
    const [issue] = await readSingle(client, key, ['id'], signal)
    const id = ticketIdOf(issue)
    return id === null ? [] : [{ key, id }]
  }
  const all = (part: readonly string[]) =>
    readByTokens('search by key', async (token) => {
      const parameters = {
        jql: `key in (${part.map((key) => `"${key}"`).join(', ')})`,
        fields: ['id', 'key'],
        maxResults: idsPerSearch,
        ...(token === null ? {} : { nextPageToken: token }),
      }
      const body = await client.request(
        'issueSearch',
        'searchAndReconsileIssuesUsingJqlPost',
        parameters,
        signal,
      )
      const page = parseResponse(searchPageSchema, body, 'search by key')
      const items = (page.issues ?? []).flatMap((issue) => keyedSchema.safeParse(issue).data ?? [])
      return { items, nextPageToken: page.nextPageToken }
    })
  const parts = await Promise.all(
    inPartsOf(idsPerSearch, keys).map((part) => readBisecting(part, all, single)),
  )
  return new Map(parts.flat().map(({ key, id }) => [key, id]))
}
