import type { z } from 'zod'
import type { IncompleteTicket } from '../../../domain/sync/incomplete.ts'
import type { LinearClient } from '../http/client.ts'
import { historyNode, type IssueLists, type IssueNode, spanNode } from '../map/schemas.ts'
import type { CommentReader } from './comment-reader.ts'
import type { ListsAhead } from './lists-ahead.ts'
import { type ListRead, readLists } from './longer-lists.ts'
import { historyNames, isClipped } from './queries.ts'

export interface CompleteLists {
  /** By issue id. */
  readonly lists: ReadonlyMap<string, IssueLists>
  readonly incomplete: readonly IncompleteTicket[]
}

interface ListsToComplete {
  readonly issues: readonly IssueNode[]
  readonly ahead: ListsAhead
  /** Whether some list of theirs came short before. */
  readonly askedAgain: boolean
}

/**
 * Completes the histories of issues, those that came back full, or that don't lead to where the issue is, are read again, and reads
 * their comments; some may have been read ahead. Lists that Linear fails to return stay as they came, as incomplete.
 */
export async function readCompleteLists(
  client: LinearClient,
  comments: CommentReader,
  { issues, ahead, askedAgain }: ListsToComplete,
  signal: AbortSignal | undefined,
): Promise<CompleteLists> {
  const histories = await readHistories(client, { issues, ahead }, signal)
  const ids = issues.map(({ id }) => id)
  const commented = askedAgain
    ? await comments.readOwn(ids, signal)
    : await comments.read(ids, signal, ahead.commentsBegun())
  const lists = new Map(
    issues.map((issue) => [issue.id, { ...listsOf(issue), comments: commented.ofIssue(issue.id) }]),
  )
  for (const { issueId, name, nodes } of histories.read) {
    const before = lists.get(issueId)
    if (before !== undefined) lists.set(issueId, { ...before, [name]: nodes })
  }
  const cause = 'Linear fails to return it'
  const ofHistory = new Set(histories.unread.map(({ issueId }) => issueId))
  return {
    lists,
    incomplete: [
      ...[...ofHistory].map((ticketId) => ({ ticketId, part: 'history' as const, cause })),
      ...commented.unreadIds.map((ticketId) => ({ ticketId, part: 'comments' as const, cause })),
    ],
  }
}

/**
 * Linear was never seen to return less of a list than was asked for while there is more. A history that ends elsewhere than the
 * issue is tells of one that does: then no list's length is believed, not of those that came before either.
 */
async function readHistories(
  client: LinearClient,
  { issues, ahead }: { readonly issues: readonly IssueNode[]; readonly ahead: ListsAhead },
  signal: AbortSignal | undefined,
): Promise<Awaited<ReturnType<typeof readLists>>> {
  const wanted = issues.flatMap((issue) =>
    historyNames.map((name) => ({ issueId: issue.id, name, issue, came: issue[name].nodes.length })),
  )
  const clipped = wanted.filter(({ issue, name }) => isClipped(issue, name))
  const others = wanted.filter((each) => !clipped.includes(each))
  const doubtful = others.filter(({ issue, name }) => !endsWhereItIs(issue, name))
  const asked = await readLists(client, doubtful, signal, { withEnds: true })
  const cameOf = new Map(doubtful.map(({ issueId, name, came }) => [`${issueId} ${name}`, came]))
  const hadMore = ({ issueId, name, nodes }: ListRead) =>
    nodes.length > (cameOf.get(`${issueId} ${name}`) ?? 0)
  if (asked.read.some(hadMore)) client.noteShortList()
  ahead.want(issues)
  await ahead.readRest(signal)
  const isUnsure = client.returnsShortLists()
  const more = isUnsure ? wanted.filter((each) => !doubtful.includes(each)) : clipped
  const read = await readLists(client, more, signal, { ahead })
  return { read: [...asked.read, ...read.read], unread: [...asked.unread, ...read.unread] }
}

/** Whether the last of what came leads to where the issue is. One without any such change tells nothing. */
function endsWhereItIs(
  { state, assignee, ...issue }: IssueNode,
  name: (typeof historyNames)[number],
): boolean {
  if (name === 'stateHistory') {
    const last = newestOf(spanNode, issue.stateHistory.nodes, 'startedAt')
    return last === null || last.stateId === state.id
  }
  const changes = issue.history.nodes.filter(isAssignment)
  const last = newestOf(historyNode, changes, 'createdAt')
  return last === null || last.toAssigneeId === (assignee?.id ?? null)
}

function isAssignment(node: unknown): boolean {
  return (fieldOf(node, 'fromAssigneeId') ?? null) !== (fieldOf(node, 'toAssigneeId') ?? null)
}

/** The newest node; null for none, and where it can't be parsed. The mapping parses each: here one is enough. */
function newestOf<T extends z.ZodType>(
  schema: T,
  nodes: readonly unknown[],
  timeName: string,
): z.output<T> | null {
  let newest: { readonly node: unknown; readonly time: string } | null = null
  for (const node of nodes) {
    const time = fieldOf(node, timeName)
    // Linear's times are of one length, in UTC: their order is that of texts.
    if (typeof time === 'string' && (newest === null || time >= newest.time)) newest = { node, time }
  }
  return newest === null ? null : (schema.safeParse(newest.node).data ?? null)
}

function fieldOf(node: unknown, name: string): unknown {
  return typeof node === 'object' && node !== null ? Reflect.get(node, name) : undefined
}

function listsOf({ stateHistory, history }: IssueNode): IssueLists {
  return { stateHistory: stateHistory.nodes, history: history.nodes, comments: [] }
}

/** Of an issue that can't be read. */
export const noLists: IssueLists = { stateHistory: [], history: [], comments: [] }
