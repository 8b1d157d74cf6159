import type { IncompleteTicket } from '../../../domain/sync/incomplete.ts'
import type { LinearClient } from '../http/client.ts'
import type { IssueLists, IssueNode } from '../map/schemas.ts'
import type { CommentReader } from './comment-reader.ts'
import { readLists, type Wanted } from './longer-lists.ts'
import { innerFirst } from './queries.ts'

export interface CompleteLists {
  /** By issue id. */
  readonly lists: ReadonlyMap<string, IssueLists>
  readonly incomplete: readonly IncompleteTicket[]
}

const historyNames = ['stateHistory', 'history'] as const

/**
 * Completes the histories of issues, those that came back full are read again, and reads their comments. Lists that Linear fails to
 * return stay as they came, as incomplete.
 */
export async function readCompleteLists(
  client: LinearClient,
  comments: CommentReader,
  issues: readonly IssueNode[],
  signal: AbortSignal | undefined,
): Promise<CompleteLists> {
  const clipped = issues.flatMap((issue) =>
    historyNames
      .filter((name) => isClipped(issue, name))
      .map((name): Wanted => ({ issueId: issue.id, name })),
  )
  const histories = await readLists(client, clipped, signal)
  const commented = await comments.read(
    issues.map(({ id }) => id),
    signal,
  )
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

/** A list as long as requested may have more; an issue without a span needs `fromStateId` of its history. */
function isClipped(issue: IssueNode, name: (typeof historyNames)[number]): boolean {
  return issue[name].nodes.length >= innerFirst[name] || issue.stateHistory.nodes.length === 0
}

function listsOf({ stateHistory, history }: IssueNode): IssueLists {
  return { stateHistory: stateHistory.nodes, history: history.nodes, comments: [] }
}

/** Of an issue that can't be read. */
export const noLists: IssueLists = { stateHistory: [], history: [], comments: [] }
