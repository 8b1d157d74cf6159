import { z } from 'zod'
import { type Instant, isoOf } from '../../../domain/instant.ts'
import type { LinearClient, Query } from '../http/client.ts'
import { maxFirst } from '../http/score.ts'
import { anyNode, type NodePage, newCommentNode, nodePage } from '../map/schemas.ts'
import { listStart, type Place, placeAfter, readPage } from './pages.ts'
import { commentIdsText, commentsText } from './queries.ts'

const commentsQuery: Query<NodePage> = {
  name: 'comments',
  text: commentsText,
  data: z.object({ comments: nodePage }).transform(({ comments }) => comments),
}

const commentIdsQuery: Query<NodePage> = {
  ...commentsQuery,
  name: 'comment ids',
  text: commentIdsText,
}

/** Lists the ids of all comments on tickets of some teams since an instant. */
export async function listCommentIds(
  client: LinearClient,
  { teamIds, sinceAt }: { readonly teamIds: readonly string[]; readonly sinceAt: Instant },
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  const filter = { createdAt: { gte: isoOf(sinceAt) }, issue: { team: { id: { in: teamIds } } } }
  const ids = new Set<string>()
  for (let place: Place | null = listStart; place !== null; ) {
    const page = await readPage(client, commentIdsQuery, { first: maxFirst, place, filter }, signal)
    for (const node of page.nodes) ids.add(anyNode.parse(node).id)
    place = placeAfter(page, place)
  }
  return ids
}

/**
 * Reads one page of comments since an instant, and returns the tickets that a walk of changes, perhaps of a shorter time, doesn't read.
 * A comment that can't be parsed is skipped here: reading its ticket quarantines it.
 */
export async function readCommentedIssueIds(
  client: LinearClient,
  {
    place,
    sinceAt,
    walkedSinceAt,
  }: { readonly place: Place; readonly sinceAt: Instant; readonly walkedSinceAt: Instant },
  signal: AbortSignal | undefined,
): Promise<{ readonly issueIds: readonly string[]; readonly next: Place | null }> {
  const filter = { createdAt: { gte: isoOf(sinceAt) } }
  const page = await readPage(client, commentsQuery, { first: 100, place, filter }, signal)
  const issueIds = new Set<string>()
  for (const node of page.nodes) {
    const issue = newCommentNode.safeParse(node).data?.issue ?? null
    if (issue === null) continue
    const isWalked = issue.updatedAt >= walkedSinceAt || (issue.archivedAt ?? 0) >= walkedSinceAt
    if (!isWalked) issueIds.add(issue.id)
  }
  return { issueIds: [...issueIds], next: placeAfter(page, place) }
}
