import { type Instant, isoOf } from '../../../domain/instant.ts'
import { TrackerRequestError } from '../../trackers/errors.ts'
import type { LinearClient, Query } from '../http/client.ts'
import { isTooMuch, LinearTooComplexError, LinearTooManyError } from '../http/errors.ts'
import { anyNode, type NodePage } from '../map/schemas.ts'

type Filter = Readonly<Record<string, unknown>>

/** A position in a list that is sorted by creation, newest first. */
export interface Place {
  /** Linear's cursor; null at the start, and where Linear gave none. */
  readonly after: string | null
  /** Of the last record read; null at the start. */
  readonly lastCreatedAt: Instant | null
}

export const listStart: Place = { after: null, lastCreatedAt: null }

/** How often a page of a short list is asked for again that announces another one without a cursor to it. */
const maxDeadEnds = 2

/** Whether a list goes on here by the time of creation alone. */
export function lacksCursor({ after, lastCreatedAt }: Place): boolean {
  return after === null && lastCreatedAt !== null
}

type ListPage = Pick<NodePage, 'pageInfo'> & { readonly nodes: readonly unknown[] }

/**
 * Reads `first` nodes of a list, or half as many as long as Linear finds that too complex, or returns more than is read, and a quarter
 * where it fails at them: each failure may take a minute.
 */
async function queryHalving<T extends ListPage>(
  client: LinearClient,
  query: Query<T>,
  { first, ...variables }: { readonly first: number; readonly [name: string]: unknown },
  signal: AbortSignal | undefined,
): Promise<T> {
  try {
    const page = await client.query(query, { ...variables, first }, signal)
    noteLength(client, page, first)
    return page
  } catch (error) {
    if (!isTooMuch(error) || first === 1) throw error
    const part = error instanceof LinearTooManyError ? 4 : 2
    const fewer = Math.max(1, Math.floor(first / part))
    return queryHalving(client, query, { ...variables, first: fewer }, signal)
  }
}

/** Learns from a page of a list whether such lists come short. */
export function noteLength(client: LinearClient, { nodes, pageInfo }: ListPage, first: number): void {
  if (pageInfo.hasNextPage && nodes.length < first) client.noteShortList()
}

/**
 * Reads one page of a list. A cursor becomes invalid when its record is deleted, and may be missing: the list then continues from
 * the last record's creation time, and records created in the same instant are read twice.
 */
export async function readPage(
  client: LinearClient,
  query: Query<NodePage>,
  { first, place, filter }: { readonly first: number; readonly place: Place; readonly filter: Filter },
  signal: AbortSignal | undefined,
): Promise<NodePage> {
  const { after, lastCreatedAt } = place
  const readOlder = (thanAt: Instant) => {
    const older = { createdAt: { lte: isoOf(thanAt) } }
    return queryHalving(client, query, { first, after: null, filter: { and: [filter, older] } }, signal)
  }
  if (after === null && lastCreatedAt !== null) return readOlder(lastCreatedAt)
  try {
    return await queryHalving(client, query, { first, after, filter }, signal)
  } catch (error) {
    const mayBeInvalidCursor =
      error instanceof TrackerRequestError && !(error instanceof LinearTooComplexError)
    if (!mayBeInvalidCursor || after === null || lastCreatedAt === null) throw error
    return readOlder(lastCreatedAt)
  }
}

/**
 * Where the next page starts; null after the last.
 * @throws TrackerRequestError when neither the cursor nor the time of creation advances: reading would never end
 */
export function placeAfter({ nodes, pageInfo }: NodePage, place: Place): Place | null {
  if (!pageInfo.hasNextPage) return null
  const createdAt = anyNode.parse(nodes.at(-1)).createdAt
  if (pageInfo.endCursor === null || pageInfo.endCursor === place.after) {
    const isAhead = createdAt !== null && createdAt < (place.lastCreatedAt ?? Number.POSITIVE_INFINITY)
    if (!isAhead) throw new TrackerRequestError(deadEndText)
    return { after: null, lastCreatedAt: createdAt }
  }
  return { after: pageInfo.endCursor, lastCreatedAt: createdAt ?? place.lastCreatedAt }
}

/** Reads every node of a short list, page by page, from the start or from a cursor behind what was read before. */
export async function readAll<T>(
  client: LinearClient,
  query: Query<{ readonly nodes: readonly T[]; readonly pageInfo: NodePage['pageInfo'] }>,
  { from = null, variables = {} }: { readonly from?: string | null; readonly variables?: Filter },
  signal: AbortSignal | undefined,
): Promise<T[]> {
  const nodes: T[] = []
  const seen = new Set<string | null>([null, from])
  for (let after = from, deadEnds = 0; deadEnds <= maxDeadEnds; ) {
    const page = await queryHalving(
      client,
      query,
      { first: client.pageSizeOf(query), ...variables, after },
      signal,
    )
    const { hasNextPage, endCursor } = page.pageInfo
    if (hasNextPage && seen.has(endCursor)) {
      deadEnds += 1
      continue
    }
    nodes.push(...page.nodes)
    if (!hasNextPage) return nodes
    after = endCursor
    seen.add(after)
  }
  throw new TrackerRequestError(deadEndText)
}

const deadEndText = 'Linear announces another page without a cursor to it; try again later.'
