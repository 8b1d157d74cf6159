import { type Instant, isoOf } from '../../../domain/instant.ts'
import { TrackerRequestError } from '../../trackers/errors.ts'
import type { LinearClient, Query } from '../http/client.ts'
import { LinearTooComplexError } from '../http/errors.ts'
import { anyNode, type NodePage } from '../map/schemas.ts'

type Filter = Readonly<Record<string, unknown>>

/** A place in a list that is sorted by creation, newest first. */
export interface Place {
  readonly after: string | null
  readonly lastCreatedAt: Instant | null
}

export const listStart: Place = { after: null, lastCreatedAt: null }

/** Asks for `first` of a list, or half as many as long as Linear finds that too complex. */
async function askSmaller<T>(
  client: LinearClient,
  query: Query<T>,
  { first, ...variables }: { readonly first: number; readonly [name: string]: unknown },
  signal: AbortSignal | undefined,
): Promise<T> {
  try {
    return await client.query(query, { ...variables, first }, signal)
  } catch (error) {
    if (!(error instanceof LinearTooComplexError) || first === 1) throw error
    return askSmaller(client, query, { ...variables, first: Math.floor(first / 2) }, signal)
  }
}

/**
 * Asks for one page of a list. A cursor dies with the record that it names: then the list goes on from when that one was
 * created, and what was created in the same instant comes a second time.
 */
export async function askPage(
  client: LinearClient,
  query: Query<NodePage>,
  { first, place, filter }: { readonly first: number; readonly place: Place; readonly filter: Filter },
  signal: AbortSignal | undefined,
): Promise<NodePage> {
  try {
    return await askSmaller(client, query, { first, after: place.after, filter }, signal)
  } catch (error) {
    const mayBeDeadCursor = error instanceof TrackerRequestError && !(error instanceof LinearTooComplexError)
    if (!mayBeDeadCursor || place.after === null || place.lastCreatedAt === null) throw error
    const older = { createdAt: { lte: isoOf(place.lastCreatedAt) } }
    return askSmaller(client, query, { first, after: null, filter: { and: [filter, older] } }, signal)
  }
}

/**
 * Where the next page starts; null after the last.
 * @throws TrackerRequestError when the list does not move on: reading would never end
 */
export function placeAfter({ nodes, pageInfo }: NodePage, place: Place): Place | null {
  if (!pageInfo.hasNextPage) return null
  if (pageInfo.endCursor === null || pageInfo.endCursor === place.after) {
    throw new TrackerRequestError('Linear announces another page and gives no way to it; try again later.')
  }
  const createdAt = anyNode.parse(nodes.at(-1)).createdAt
  return { after: pageInfo.endCursor, lastCreatedAt: createdAt ?? place.lastCreatedAt }
}

/** Every node of a short list, page by page. */
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
    const page = await askSmaller(
      client,
      query,
      { first: client.pageSizeOf(query), ...variables, after },
      signal,
    )
    nodes.push(...page.nodes)
    if (!page.pageInfo.hasNextPage) return nodes
    after = page.pageInfo.endCursor
    if (after === null || seen.has(after)) {
      throw new TrackerRequestError('Linear announces another page and gives no way to it; try again later.')
    }
    seen.add(after)
  }
}
