import { z } from 'zod'
import type { IncompleteTicket } from '../../../domain/sync/incomplete.ts'
import { TrackerRequestError, TrackerResponseTooLargeError } from '../../trackers/errors.ts'
import type { LinearClient, Query } from '../http/client.ts'
import { isTooMuch, LinearPartialError } from '../http/errors.ts'
import {
  type IssueLists,
  type IssueNode,
  type LongIssueNode,
  longIssueNode,
  type NodePage,
  nodePage,
} from '../map/schemas.ts'
import { readAll } from './pages.ts'
import { innerFirst, longHistoriesText, restTexts } from './queries.ts'

const longQuery: Query<readonly LongIssueNode[]> = {
  name: 'long histories',
  text: longHistoriesText,
  data: z
    .object({ issues: z.object({ nodes: z.array(z.unknown()) }) })
    .transform(({ issues }) => issues.nodes.flatMap((node) => longIssueNode.safeParse(node).data ?? [])),
}

type ListName = keyof IssueLists

const listNames = ['stateHistory', 'history', 'comments'] as const

const restOf = z.object({ issue: z.object({ list: nodePage }) }).transform(({ issue }) => issue.list)

/**
 * Completes the inner lists of issues: those that came back full are read again, many issues at once and then, for the
 * longest, one by one. Lists that Linear fails to return stay as they came, as incomplete.
 */
export async function readCompleteLists(
  client: LinearClient,
  issues: readonly IssueNode[],
  signal: AbortSignal | undefined,
): Promise<CompleteLists> {
  const lists = new Map(issues.map((issue) => [issue.id, listsOf(issue)]))
  const clippedIds = issues.filter(isClipped).map((issue) => issue.id)
  const lacking = new Set(clippedIds)
  while (clippedIds.length > 0) {
    const ids = clippedIds.splice(0, client.pageSizeOf(longQuery))
    for (const long of await readLong(client, ids, signal)) {
      const rest = await readRest(client, long, signal)
      if (rest === null) continue
      lists.set(long.id, rest)
      lacking.delete(long.id)
    }
  }
  const cause = 'Linear fails to return it'
  const incomplete = [...lacking].flatMap((ticketId) =>
    (['history', 'comments'] as const).map((part) => ({ ticketId, part, cause })),
  )
  return { lists, incomplete }
}

export interface CompleteLists {
  /** By issue id. */
  readonly lists: ReadonlyMap<string, IssueLists>
  readonly incomplete: readonly IncompleteTicket[]
}

/** A list as long as requested may have more; an issue without a span is read again, for `fromStateId` in its history. */
function isClipped({ stateHistory, history, comments }: IssueNode): boolean {
  return (
    stateHistory.nodes.length === 0 ||
    stateHistory.nodes.length >= innerFirst.spans ||
    history.nodes.length >= innerFirst.history ||
    comments.nodes.length >= innerFirst.comments
  )
}

function listsOf({ stateHistory, history, comments }: IssueNode): IssueLists {
  return { stateHistory: stateHistory.nodes, history: history.nodes, comments: comments.nodes }
}

/** Halves a request that is too complex, too large or returns only a part, down to the issue that fails, which is left out. */
async function readLong(
  client: LinearClient,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly LongIssueNode[]> {
  try {
    return await client.query(longQuery, { first: ids.length, filter: { id: { in: ids } } }, signal)
  } catch (error) {
    const isHalved = ids.length > 1 && isTooMuch(error)
    const isLeftOut = error instanceof LinearPartialError || error instanceof TrackerResponseTooLargeError
    if (!isHalved && !isLeftOut) throw error
    if (ids.length === 1) return []
    const half = Math.ceil(ids.length / 2)
    const former = await readLong(client, ids.slice(0, half), signal)
    return [...former, ...(await readLong(client, ids.slice(half), signal))]
  }
}

async function readRest(
  client: LinearClient,
  long: LongIssueNode,
  signal: AbortSignal | undefined,
): Promise<IssueLists | null> {
  const lists: Record<ListName, readonly unknown[]> = { stateHistory: [], history: [], comments: [] }
  for (const name of listNames) {
    const { nodes, pageInfo } = long[name]
    const query = { name: `rest of ${name}`, text: restTexts[name], data: restOf }
    const rest = pageInfo.hasNextPage ? await readOwn(client, query, { long, name }, signal) : []
    if (rest === null) return null
    lists[name] = [...nodes, ...rest]
  }
  return lists
}

/** The rest of one list of one issue; null where Linear returns only a part of it each time, or rejects it. */
async function readOwn(
  client: LinearClient,
  query: Query<NodePage>,
  { long, name }: { readonly long: LongIssueNode; readonly name: ListName },
  signal: AbortSignal | undefined,
): Promise<readonly unknown[] | null> {
  try {
    const { endCursor } = long[name].pageInfo
    return await readAll<unknown>(client, query, { id: long.id, first: 100 }, signal, endCursor)
  } catch (error) {
    const isOfList =
      error instanceof LinearPartialError ||
      error instanceof TrackerRequestError ||
      error instanceof TrackerResponseTooLargeError
    if (isOfList) return null
    throw error
  }
}
