import { type Instant, isoOf } from '../../../domain/instant.ts'
import { TrackerRequestError } from '../../trackers/errors.ts'
import type { LinearClient, Query } from '../http/client.ts'
import { isTooMuch, LinearTooComplexError } from '../http/errors.ts'
import { anyNode, type NodePage } from '../map/schemas.ts'

type Filter = Readonly<Record<string, unknown>>

/** A position in a list that is sorted by creation, newest first. */
export interface Place {
  readonly after: string | null
  readonly lastCreatedAt: Instant | null
}

export const listStart: Place = { after: null, lastCreatedAt: null }

type ListPage = Pick<NodePage, 'pageInfo'> & { readonly nodes: readonly unknown[] }

/** Reads `first` nodes of a list, or half as many as long as Linear finds that too complex, or returns more than is read. */
async function queryHalving<T extends ListPage>(
  client: LinearClient,
  query: Query<T>,
  { first, ...variables }: { readonly first: number; readonly [name: string]: unknown },
  signal: AbortSignal | undefined,
): Promise<T> {
  try {
    const page = await client.query(query, { ...variables, first }, signal)
    if (page.pageInfo.hasNextPage && page.nodes.length < first) client.noteShortList()
    return page
  } catch (error) {
    if (!isTooMuch(error) || first === 1) throw error
    return queryHalving(client, query, { ...variables, first: Math.floor(first / 2) }, signal)
  }
}

/**
 * Reads one page of a list. A cursor becomes invalid when its record is deleted: the list then continues from that record's
 * creation time, and records created in the same instant are read twice.
 */
export async function readPage(
  client: LinearClient,
  query: Query<NodePage>,
  { first, place, filter }: { readonly first: number; readonly place: Place; readonly filter: Filter },
  signal: AbortSignal | undefined,
): Promise<NodePage> {
  try {
    return await queryHalving(client, query, { first, after: place.after, filter }, signal)
  } catch (error) {
    const mayBeInvalidCursor =
      error instanceof TrackerRequestError && !(error instanceof LinearTooComplexError)
    if (!mayBeInvalidCursor || place.after === null || place.lastCreatedAt === null) throw error
    const older = { createdAt: { lte: isoOf(place.lastCreatedAt) } }
    return queryHalving(client, query, { first, after: null, filter: { and: [filter, older] } }, signal)
  }
}

/**
 * Where the next page starts; null after the last.
 * @throws TrackerRequestError when the cursor doesn't advance: reading would never end
 */
export function placeAfter({ nodes, pageInfo }: NodePage, place: Place): Place | null {
  if (!pageInfo.hasNextPage) return null
  if (pageInfo.endCursor === null || pageInfo.endCursor === place.after) {
    throw new TrackerRequestError('Linear announces another page without a cursor to it; try again later.')
  }
  const createdAt = anyNode.parse(nodes.at(-1)).createdAt
  return { after: pageInfo.endCursor, lastCreatedAt: createdAt ?? place.lastCreatedAt }
}

/** Reads every node of a short list, page by page. */
export async function readAll<T>(
  client: LinearClient,
  query: Query<{ readonly nodes: readonly T[]; readonly pageInfo: NodePage['pageInfo'] }>,
  variables: Filter,
  signal: AbortSignal | undefined,
  from: string | null = null,
): Promise<T[]> {
  const nodes: T[] = []
  const seen = new Set<string | null>([from])
  for (let after = from; ; ) {
    const page = await queryHalving(
      client,
      query,
      { first: client.pageSizeOf(query), ...variables, after },
      signal,
    )
    nodes.push(...page.nodes)
    if (!page.pageInfo.hasNextPage) return nodes
    after = page.pageInfo.endCursor
    if (after === null || seen.has(after)) {
      throw new TrackerRequestError('Linear announces another page without a cursor to it; try again later.')
    }
    seen.add(after)
  }
}
