import { inPartsOf, readBisecting } from '../../http/bisect.ts'
import { type ByteBudget, byteBudget } from '../../http/byte-budget.ts'
import type { JiraClient, JiraMethods } from '../../http/client.ts'
import { isHttpError } from '../../http/http-error.ts'
import { readByTokens } from '../../http/tokens.ts'
import { parseResponse } from '../../map/parse.ts'
import { distinctRecords, idOf } from '../../map/record-ids.ts'
import { searchPageSchema } from '../../map/schemas.ts'
import { dropUnreadOfIssue } from './drop-unread.ts'
import { findIdsOfKeys } from './ids-of-keys.ts'
import { PageRoom } from './page-room.ts'
import { type ReadSize, shares } from './read-sizes.ts'
import { isWorking, orUnread } from './refusal.ts'

export const idsPerSearch = 100
/** The most ids that Jira takes in `reconcileIssues`. */
const idsToReconcile = 50

export interface TicketsRead {
  /** The unparsed records. */
  readonly issues: unknown[]
  /** Ids for which a page had no room left. */
  readonly unreadIds: readonly string[]
  readonly bytes: number
}

interface TicketsToRead {
  readonly ids: readonly string[]
  /** Ids of the fields to read. */
  readonly fields: readonly string[]
  /** How many to ask for at once. */
  readonly size: ReadSize
}

/**
 * Reads tickets by id, hundreds in parallel: pages by token would have to be sequential.
 *
 * An id that no search returns is requested once more with `reconcileIssues`, because the index lags; one that is missing
 * even then was deleted or hidden meanwhile, and is left out.
 */
export async function readTickets(
  client: JiraClient,
  { ids, fields, size }: TicketsToRead,
  signal: AbortSignal | undefined,
): Promise<TicketsRead> {
  const page = byteBudget(client.maxResponseBytes * shares.page)
  const room = new PageRoom({ page, size, maxResponseBytes: client.maxResponseBytes })
  const ifFailing = {
    isWorking: () => isWorking(client, signal),
    onTooMany: size.failuresFromNow(),
  }
  const search = (part: readonly string[], toReconcile: readonly string[]) =>
    room.search(part, (budget) => searchByIds(client, part, { fields, toReconcile, budget }, signal))
  const readSingleId = (id: string) =>
    // Its response alone may be as large as any.
    room.read([id], () =>
      orUnread(id, () => readSingle(client, { id, fields, budget: page }, signal), ifFailing.isWorking),
    )
  const read = (most: number, wanted: readonly string[], isLate: boolean) =>
    Promise.all(
      inPartsOf(Math.min(most, size.current), wanted).map((part) =>
        readBisecting(part, (some) => search(some, isLate ? some : []), readSingleId, ifFailing),
      ),
    )
  const found = (await read(idsPerSearch, ids, false)).flat()
  const missing = missingFrom(ids, found).filter((id) => !room.unreadIds.has(id))
  const late = missing.length === 0 ? [] : (await read(idsToReconcile, missing, true)).flat()
  const issues = distinctRecords([...found, ...late.filter((issue) => idOf(issue) !== null)])
  // One part alone filled the page, with results of several pages of its own.
  if (issues.length === 0 && room.unreadIds.size > 0) size.tooLarge(size.current)
  return { issues, unreadIds: [...room.unreadIds], bytes: page.spentBytes() }
}

function missingFrom(ids: readonly string[], found: readonly unknown[]): string[] {
  const foundIds = new Set(found.map(idOf))
  return ids.filter((id) => !foundIds.has(id))
}

interface SearchOptions {
  readonly fields: readonly string[]
  readonly toReconcile: readonly string[]
  readonly budget: ByteBudget
}

function searchByIds(
  client: JiraClient,
  ids: readonly string[],
  { fields, toReconcile, budget }: SearchOptions,
  signal: AbortSignal | undefined,
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
      budget,
    )
    const page = parseResponse(searchPageSchema, body, 'search by id')
    const items = page.issues ?? []
    for (const issue of items) dropUnreadOfIssue(issue)
    return { items, nextPageToken: page.nextPageToken }
  })
}

interface SingleTicket {
  /** Or its key. */
  readonly id: string
  readonly fields: readonly string[]
  /** What the response is counted against. Defaults to none. */
  readonly budget?: ByteBudget
}

/** Reads one ticket whose search or fetch was rejected; empty when it was deleted or is hidden. @throws JiraHttpError 403 */
export async function readSingle(
  client: JiraMethods,
  { id, fields, budget }: SingleTicket,
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  try {
    const parameters = { issueIdOrKey: id, fields: [...fields] }
    return [await client.request('issues', 'getIssue', parameters, signal, budget)]
  } catch (error) {
    if (isHttpError(error, 404)) return []
    throw error
  }
}

/** Finds the ids of keys; keys of deleted or hidden tickets are left out. */
export function readIdsOfKeys(
  client: JiraClient,
  keys: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Map<string, string>> {
  return findIdsOfKeys(keys, {
    search: (part) =>
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
        return { items: page.issues ?? [], nextPageToken: page.nextPageToken }
      }),
    readOne: (key) => readSingle(client, { id: key, fields: ['id'] }, signal),
  })
}
