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
 * The inner lists of tickets, whole: those of a page that came back full are read again, many tickets at once and then, for
 * the longest, one by one.
 * @returns by ticket id; a ticket whose lists can't be had whole is missing
 */
export async function readCompleteLists(
  client: LinearClient,
  issues: readonly IssueNode[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, IssueLists>> {
  const whole = new Map<string, IssueLists>()
  const cut: string[] = []
  for (const issue of issues) {
    if (isCut(issue)) cut.push(issue.id)
    else whole.set(issue.id, listsOf(issue))
  }
  while (cut.length > 0) {
    const ids = cut.splice(0, client.pageSizeOf(longQuery))
    for (const long of await readLong(client, ids, signal)) {
      whole.set(long.id, await completed(client, long, signal))
    }
  }
  return whole
}

/** A list as long as was asked for may go on; a ticket without a span is read again for its history's whole entries. */
function isCut({ stateHistory, history, comments }: IssueNode): boolean {
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

/** Halves what is too complex, and what Linear serves only in part, down to the ticket that breaks it, which is left out. */
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

async function completed(
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
