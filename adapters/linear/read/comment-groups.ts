import { z } from 'zod'
import { maxFirst } from '../http/score.ts'
import { datedComment, placedComment } from '../map/schemas.ts'

/** Of a page, by what tickets before had, so that few groups have more than fit. */
const filled = 0.75
/** Of a group that has more than was asked for: mostly few more, so it is asked for few at first. */
const fewLeft = 50
/** For a group whose tickets have more than those before. */
const leastFirst = 20

/** Tickets whose comments are read together. */
export interface CommentGroup {
  readonly ids: readonly string[]
  /** What came of them already; null at the start. */
  readonly newer: NewerComments | null
}

interface NewerComments {
  /** Newest first. */
  readonly nodes: readonly unknown[]
  /** Of the last of them; null where none came. */
  readonly lastAt: string | null
  /** How many are of that time. */
  readonly atLast: number
  /** In how many lists they came. */
  readonly lists: number
  /** Whether fewer came than were asked for, which is no proof that these are all. */
  readonly isLikelyWhole: boolean
}

/** What Linear returned of a group. */
export interface CommentList {
  readonly nodes: readonly unknown[]
  /** Whether Linear says that it has more; null where it wasn't asked. */
  readonly hasMore: boolean | null
}

/** A list with its end, or as it was asked for: without. */
export const commentList: z.ZodType<CommentList> = z
  .object({
    nodes: z.array(z.unknown()),
    pageInfo: z.object({ hasNextPage: z.boolean() }).optional(),
  })
  .transform(({ nodes, pageInfo }) => ({ nodes, hasMore: pageInfo?.hasNextPage ?? null }))

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

/** How many comments to ask for: where some came, those of the last time again and one more, or more if there surely are. */
export function firstOf({ ids, newer }: CommentGroup, perIssue: number): number {
  if (newer !== null) {
    if (newer.isLikelyWhole) return Math.min(maxFirst, newer.atLast + 1)
    return newer.lists > 1 ? maxFirst : Math.min(maxFirst, newer.atLast + fewLeft)
  }
  return Math.min(maxFirst, Math.max(leastFirst, Math.ceil((ids.length * perIssue) / filled)))
}

export function filterOf({ ids, newer }: CommentGroup): Readonly<Record<string, unknown>> {
  const lastAt = newer?.lastAt ?? null
  return { issue: { id: { in: ids } }, ...(lastAt === null ? {} : { createdAt: { lte: lastAt } }) }
}

/** What came of a group: every comment by ticket; the same group with older ones still to be asked for; or what doesn't tell. */
export type GroupRead =
  | { readonly kind: 'whole'; readonly ofIssue: ReadonlyMap<string, readonly unknown[]> }
  | { readonly kind: 'older'; readonly group: CommentGroup }
  | { readonly kind: 'unclear' }

/**
 * A group is whole where Linear says that it has no more. A length proves nothing: a server may return fewer than were asked for.
 * @throws UnfilteredError where comments of others came
 */
export function readingOf({ ids, newer }: CommentGroup, list: CommentList, first: number): GroupRead {
  const { nodes, hasMore } = list
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
  if (hasMore === false) return { kind: 'whole', ofIssue }
  const isLikelyWhole = hasMore === null && nodes.length < first
  const last = lastOf(nodes)
  // Where all are of one moment, there is no way to those behind them.
  const isStuck = newer !== null && last?.lastAt === newer.lastAt
  if (last === null || isStuck || (last.lastAt === null && !isLikelyWhole)) return { kind: 'unclear' }
  const lists = (newer?.lists ?? 0) + 1
  return { kind: 'older', group: { ids, newer: { nodes: all, ...last, lists, isLikelyWhole } } }
}

/** Whether less came of a group than was asked for although there is more, or what came before lacked some. */
export function cameShort({ newer }: CommentGroup, { nodes, hasMore }: CommentList, first: number): boolean {
  if (hasMore === true && nodes.length < first) return true
  if (newer?.isLikelyWhole !== true) return false
  return hasMore === true || withoutRepeated([...newer.nodes, ...nodes]).length > newer.nodes.length
}

/** The last time of a list that is sorted by time, newest first; null where this one isn't. */
function lastOf(nodes: readonly unknown[]): Pick<NewerComments, 'lastAt' | 'atLast'> | null {
  let lastAt: string | null = null
  let atLast = 0
  for (const node of nodes) {
    const createdAt = datedComment.safeParse(node).data?.createdAt ?? null
    // Linear's times are of one length, in UTC: their order is that of texts.
    if (createdAt === null || (lastAt !== null && createdAt > lastAt)) return null
    atLast = createdAt === lastAt ? atLast + 1 : 1
    lastAt = createdAt
  }
  return { lastAt, atLast }
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
