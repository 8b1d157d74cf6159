import { z } from 'zod'
import { TrackerRequestError } from '../../trackers/errors.ts'
import type { LinearClient, Query } from '../http/client.ts'
import { isTooMuch, LinearPartialError } from '../http/errors.ts'
import { maxFirst } from '../http/score.ts'
import { datedComment, placedComment } from '../map/schemas.ts'
import { readLists } from './longer-lists.ts'
import { commentsOfText } from './queries.ts'

export interface CommentsRead {
  /** A ticket's comments, not parsed. */
  ofIssue(issueId: string): readonly unknown[]
  /** Tickets whose comments Linear fails to return. */
  readonly unreadIds: readonly string[]
}

/** Of a page, by what tickets before had, so that few groups have more than fit. */
const filled = 0.75
/** Until some were read. */
const usualPerIssue = 1.5
/** For a group whose tickets have more than those before. */
const leastFirst = 20

/** Tickets whose comments are read together. */
interface Group {
  readonly ids: readonly string[]
  /** What came of them already, newest first, and the time of the last of it; null at the start. */
  readonly newer: { readonly nodes: readonly unknown[]; readonly lastAt: string } | null
}

/** Linear takes the query, and doesn't filter as it says. */
class UnfilteredError extends Error {
  override readonly name = 'UnfilteredError'
}

/** Reads the comments of many tickets at once, in groups that are sized by how many comments tickets before had. */
export class CommentReader {
  readonly #client: LinearClient
  #issues = 0
  #comments = 0
  /** Whether this Linear reads comments by tickets. */
  #isRefused = false

  constructor(client: LinearClient) {
    this.#client = client
  }

  async read(issueIds: readonly string[], signal: AbortSignal | undefined): Promise<CommentsRead> {
    const found = new Map<string, readonly unknown[]>()
    // A group of which fewer came than were asked for would pass for whole.
    const isAlone = this.#isRefused || this.#client.returnsShortLists()
    const alone = isAlone ? issueIds : await this.#readGroups(this.#groupsOf(issueIds), found, signal)
    const lists = await readLists(
      this.#client,
      alone.map((issueId) => ({ issueId, name: 'comments' })),
      signal,
    )
    for (const { issueId, nodes } of lists.read) found.set(issueId, nodes)
    this.#issues += issueIds.length
    for (const comments of found.values()) this.#comments += comments.length
    return {
      ofIssue: (issueId) => found.get(issueId) ?? [],
      unreadIds: lists.unread.map(({ issueId }) => issueId),
    }
  }

  #perIssue(): number {
    return this.#issues === 0 ? usualPerIssue : Math.max(0.1, this.#comments / this.#issues)
  }

  #groupsOf(issueIds: readonly string[]): Group[] {
    const size = Math.max(1, Math.min(maxFirst, Math.floor((filled * maxFirst) / this.#perIssue())))
    const groups = Math.ceil(issueIds.length / size)
    return Array.from({ length: groups }, (_, place) => ({
      ids: issueIds.slice(place * size, (place + 1) * size),
      newer: null,
    }))
  }

  /** @returns the tickets whose comments must be read one by one */
  async #readGroups(
    groups: readonly Group[],
    found: Map<string, readonly unknown[]>,
    signal: AbortSignal | undefined,
  ): Promise<readonly string[]> {
    if (groups.length === 0) return []
    const { query, variables, firsts } = this.#requestOf(groups)
    if (groups.length > 1 && !this.#client.fits(query, variables))
      return this.#inHalves(groups, found, signal)
    try {
      const lists = await this.#client.query(query, variables, signal)
      const rests = groups.map((group, place) => keep(group, lists[place] ?? [], firsts[place] ?? 0, found))
      const older = rests.filter((rest) => typeof rest === 'object')
      const smaller = groups.filter((_, place) => rests[place] === 'unclear')
      const alone = await this.#readGroups(older, found, signal)
      return [...alone, ...(await this.#readSmaller(smaller, found, signal))]
    } catch (error) {
      if (isTooMuch(error) || error instanceof LinearPartialError) {
        const isOne = groups.length === 1
        return isOne ? this.#readSmaller(groups, found, signal) : this.#inHalves(groups, found, signal)
      }
      if (!(error instanceof UnfilteredError) && !(error instanceof TrackerRequestError)) throw error
      this.#isRefused = true
      return groups.flatMap(({ ids }) => ids)
    }
  }

  async #inHalves(
    groups: readonly Group[],
    found: Map<string, readonly unknown[]>,
    signal: AbortSignal | undefined,
  ): Promise<readonly string[]> {
    const half = Math.ceil(groups.length / 2)
    const former = await this.#readGroups(groups.slice(0, half), found, signal)
    return [...former, ...(await this.#readGroups(groups.slice(half), found, signal))]
  }

  /** Reads groups in two halves each; tickets that are alone in theirs are left to be read one by one. */
  async #readSmaller(
    groups: readonly Group[],
    found: Map<string, readonly unknown[]>,
    signal: AbortSignal | undefined,
  ): Promise<readonly string[]> {
    const alone = groups.filter(({ ids }) => ids.length === 1).flatMap(({ ids }) => ids)
    const halves = groups
      .filter(({ ids }) => ids.length > 1)
      .flatMap(({ ids }) => {
        const half = Math.ceil(ids.length / 2)
        return [ids.slice(0, half), ids.slice(half)].map((part) => ({ ids: part, newer: null }))
      })
    return [...alone, ...(await this.#readGroups(halves, found, signal))]
  }

  #requestOf(groups: readonly Group[]) {
    const firsts = groups.map(({ ids, newer }) =>
      newer === null
        ? Math.min(maxFirst, Math.max(leastFirst, Math.ceil((ids.length * this.#perIssue()) / filled)))
        : maxFirst,
    )
    const variables = groups.flatMap(({ ids, newer }, place) => [
      [`first${place}`, firsts[place]],
      [
        `filter${place}`,
        { issue: { id: { in: ids } }, ...(newer === null ? {} : { createdAt: { lte: newer.lastAt } }) },
      ],
    ])
    const query: Query<readonly (readonly unknown[])[]> = {
      name: 'comments of tickets',
      text: commentsOfText(groups.length),
      data: z
        .record(z.string(), z.object({ nodes: z.array(z.unknown()) }))
        .transform((lists) => groups.map((_, place) => lists[`group${place}`]?.nodes ?? [])),
    }
    return { query, firsts, variables: Object.fromEntries(variables) as Readonly<Record<string, unknown>> }
  }
}

/**
 * Keeps the comments of a group's tickets once all are there.
 * @returns the same group with the comments that are still to be read, which are older; `unclear` where the list doesn't tell
 * @throws UnfilteredError where comments of others came
 */
function keep(
  { ids, newer }: Group,
  nodes: readonly unknown[],
  first: number,
  found: Map<string, readonly unknown[]>,
): Group | 'whole' | 'unclear' {
  const all = newer === null ? nodes : withoutRepeated([...newer.nodes, ...nodes])
  const ofIssue = Map.groupBy(all, (node) => placedComment.safeParse(node).data?.issueId ?? null)
  if ([...ofIssue.keys()].some((id) => id !== null && !ids.includes(id))) throw new UnfilteredError()
  if (ofIssue.has(null)) return 'unclear'
  if (nodes.length >= first) {
    const lastAt = oldestOf(nodes)
    // Where all are of one moment, there is no way to those behind them.
    return lastAt === null || lastAt === newer?.lastAt ? 'unclear' : { ids, newer: { nodes: all, lastAt } }
  }
  for (const [id, comments] of ofIssue) if (id !== null) found.set(id, comments)
  return 'whole'
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
