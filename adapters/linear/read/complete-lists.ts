import { z } from 'zod'
import type { LinearClient, Query } from '../http/client.ts'
import { LinearPartialError, LinearTooComplexError } from '../http/errors.ts'
import {
  type IssueLists,
  type IssueNode,
  type LongIssueNode,
  longIssueNode,
  nodePage,
} from '../map/schemas.ts'
import { readAll } from './pages.ts'
import { innerFirst, longHistoriesText, restTexts } from './queries.ts'

const longQuery: Query<readonly LongIssueNode[]> = {
  name: 'long histories',
  text: longHistoriesText,
  data: z
    .object({ issues: z.object({ nodes: z.array(longIssueNode) }) })
    .transform(({ issues }) => issues.nodes),
}

type ListName = keyof IssueLists

const listNames = ['stateHistory', 'history', 'comments'] as const

const restOf = z.object({ issue: z.object({ list: nodePage }) }).transform(({ issue }) => issue.list)

/**
 * Completes the inner lists of issues: those that came back full are read again, many issues at once and then, for the
 * longest, one by one.
 * @returns by issue id; an issue whose lists can't be read completely is missing
 */
export async function readCompleteLists(
  client: LinearClient,
  issues: readonly IssueNode[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, IssueLists>> {
  const complete = new Map<string, IssueLists>()
  const incompleteIds: string[] = []
  for (const issue of issues) {
    if (isIncomplete(issue)) incompleteIds.push(issue.id)
    else complete.set(issue.id, listsOf(issue))
  }
  while (incompleteIds.length > 0) {
    const ids = incompleteIds.splice(0, client.pageSizeOf(longQuery))
    for (const long of await readLong(client, ids, signal)) {
      complete.set(long.id, await readRest(client, long, signal))
    }
  }
  return complete
}

/** A list as long as requested may have more; an issue without a span is read again, for `fromStateId` in its history. */
function isIncomplete({ stateHistory, history, comments }: IssueNode): boolean {
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

/** Halves a request that is too complex or returns only a part, down to the issue that fails, which is left out. */
async function readLong(
  client: LinearClient,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly LongIssueNode[]> {
  try {
    return await client.query(longQuery, { first: ids.length, filter: { id: { in: ids } } }, signal)
  } catch (error) {
    const isTooMuch = error instanceof LinearTooComplexError && ids.length > 1
    if (!isTooMuch && !(error instanceof LinearPartialError)) throw error
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
): Promise<IssueLists> {
  const lists: Record<ListName, readonly unknown[]> = { stateHistory: [], history: [], comments: [] }
  for (const name of listNames) {
    const { nodes, pageInfo } = long[name]
    const query = { name: `rest of ${name}`, text: restTexts[name], data: restOf }
    const rest = pageInfo.hasNextPage
      ? await readAll<unknown>(client, query, { id: long.id, first: 100 }, signal, pageInfo.endCursor)
      : []
    lists[name] = [...nodes, ...rest]
  }
  return lists
}
