import { maxFirst } from '../http/score.ts'
import { datedComment, placedComment } from '../map/schemas.ts'

/** Of a page, by what tickets before had, so that few groups have more than fit. */
const filled = 0.75
/** For a group whose tickets have more than those before. */
const leastFirst = 20

/** Tickets whose comments are read together. */
export interface CommentGroup {
  readonly ids: readonly string[]
  /** What came of them already, newest first, and the time of the last of it; null at the start. */
  readonly newer: { readonly nodes: readonly unknown[]; readonly lastAt: string } | null
}

/** Linear takes the query, and doesn't filter as it says. */
export class UnfilteredError extends Error {
  override readonly name = 'UnfilteredError'
}

/** @param perIssue how many comments tickets have, by those before */
export function groupsOf(issueIds: readonly string[], perIssue: number): CommentGroup[] {
  const size = Math.max(1, Math.min(maxFirst, Math.floor((filled * maxFirst) / perIssue)))
  const groups = Math.ceil(issueIds.length / size)
  return Array.from({ length: groups }, (_, place) => ({
    ids: issueIds.slice(place * size, (place + 1) * size),
    newer: null,
  }))
}

/** How many comments to ask for. */
export function firstOf({ ids, newer }: CommentGroup, perIssue: number): number {
  if (newer !== null) return maxFirst
  return Math.min(maxFirst, Math.max(leastFirst, Math.ceil((ids.length * perIssue) / filled)))
}

export function filterOf({ ids, newer }: CommentGroup): Readonly<Record<string, unknown>> {
  return {
    issue: { id: { in: ids } },
    ...(newer === null ? {} : { createdAt: { lte: newer.lastAt } }),
  }
}

/** What came of a group: every comment by ticket; the same group with older ones still to be read; or what doesn't tell. */
export type GroupRead =
  | { readonly kind: 'whole'; readonly ofIssue: ReadonlyMap<string, readonly unknown[]> }
  | { readonly kind: 'older'; readonly group: CommentGroup }
  | { readonly kind: 'unclear' }

/** @throws UnfilteredError where comments of others came */
export function readingOf({ ids, newer }: CommentGroup, nodes: readonly unknown[], first: number): GroupRead {
  const all = newer === null ? nodes : withoutRepeated([...newer.nodes, ...nodes])
  const ofIssue = new Map<string, unknown[]>()
  const known = new Set(ids)
  let isUnplaced = false
  for (const node of all) {
    const issueId = placedComment.safeParse(node).data?.issueId ?? null
    if (issueId === null) isUnplaced = true
    else if (!known.has(issueId)) throw new UnfilteredError()
    else if (!ofIssue.get(issueId)?.push(node)) ofIssue.set(issueId, [node])
  }
  if (isUnplaced) return { kind: 'unclear' }
  if (nodes.length < first) return { kind: 'whole', ofIssue }
  const lastAt = oldestOf(nodes)
  // Where all are of one moment, there is no way to those behind them.
  if (lastAt === null || lastAt === newer?.lastAt) return { kind: 'unclear' }
  return { kind: 'older', group: { ids, newer: { nodes: all, lastAt } } }
}

/** The time of the last of a list that is sorted by time, newest first; null where this one isn't. */
function oldestOf(nodes: readonly unknown[]): string | null {
  let lastAt: string | null = null
  for (const node of nodes) {
    const createdAt = datedComment.safeParse(node).data?.createdAt ?? null
    // Linear's times are of one length, in UTC: their order is that of texts.
    if (createdAt === null || (lastAt !== null && createdAt > lastAt)) return null
    lastAt = createdAt
  }
  return lastAt
}

/** Comments of the moment in which a list ended come with the next one too. */
function withoutRepeated(nodes: readonly unknown[]): unknown[] {
  const seen = new Set<string>()
  return nodes.filter((node) => {
    const id = datedComment.safeParse(node).data?.id ?? null
    if (id === null) return true
    const isNew = !seen.has(id)
    seen.add(id)
    return isNew
  })
}
