import { z } from 'zod'
import { TrackerRequestError } from '../../trackers/errors.ts'
import type { LinearClient, Query } from '../http/client.ts'
import { isTooMuch, LinearPartialError } from '../http/errors.ts'
import { maxFirst } from '../http/score.ts'
import { placedComment } from '../map/schemas.ts'
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

  #groupsOf(issueIds: readonly string[]): string[][] {
    const size = Math.max(1, Math.min(maxFirst, Math.floor((filled * maxFirst) / this.#perIssue())))
    const groups = Math.ceil(issueIds.length / size)
    return Array.from({ length: groups }, (_, place) => issueIds.slice(place * size, (place + 1) * size))
  }

  /** @returns the tickets whose comments must be read one by one */
  async #readGroups(
    groups: readonly string[][],
    found: Map<string, readonly unknown[]>,
    signal: AbortSignal | undefined,
  ): Promise<readonly string[]> {
    if (groups.length === 0) return []
    const { query, variables, firsts } = this.#requestOf(groups)
    if (groups.length > 1 && !this.#client.fits(query, variables))
      return this.#inHalves(groups, found, signal)
    try {
      const lists = await this.#client.query(query, variables, signal)
      // Those with more comments than fit, or with one that doesn't say whose it is.
      const smaller = groups.filter(
        (group, place) => !keep(group, lists[place] ?? [], firsts[place] ?? 0, found),
      )
      return await this.#readSmaller(smaller, found, signal)
    } catch (error) {
      if (isTooMuch(error) || error instanceof LinearPartialError) {
        const isOne = groups.length === 1
        return isOne ? this.#readSmaller(groups, found, signal) : this.#inHalves(groups, found, signal)
      }
      if (!(error instanceof UnfilteredError) && !(error instanceof TrackerRequestError)) throw error
      this.#isRefused = true
      return groups.flat()
    }
  }

  async #inHalves(
    groups: readonly string[][],
    found: Map<string, readonly unknown[]>,
    signal: AbortSignal | undefined,
  ): Promise<readonly string[]> {
    const half = Math.ceil(groups.length / 2)
    const former = await this.#readGroups(groups.slice(0, half), found, signal)
    return [...former, ...(await this.#readGroups(groups.slice(half), found, signal))]
  }

  /** Reads groups in two halves each; tickets that are alone in theirs are left to be read one by one. */
  async #readSmaller(
    groups: readonly string[][],
    found: Map<string, readonly unknown[]>,
    signal: AbortSignal | undefined,
  ): Promise<readonly string[]> {
    const alone = groups.filter((group) => group.length === 1).flat()
    const halves = groups
      .filter((group) => group.length > 1)
      .flatMap((group) => {
        const half = Math.ceil(group.length / 2)
        return [group.slice(0, half), group.slice(half)]
      })
    return [...alone, ...(await this.#readGroups(halves, found, signal))]
  }

  #requestOf(groups: readonly (readonly string[])[]) {
    const firsts = groups.map(({ length }) =>
      Math.min(maxFirst, Math.max(leastFirst, Math.ceil((length * this.#perIssue()) / filled))),
    )
    const variables = groups.flatMap((ids, place) => [
      [`first${place}`, firsts[place]],
      [`filter${place}`, { issue: { id: { in: ids } } }],
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
 * Keeps the comments of a group's tickets.
 * @returns false where they may not be all
 * @throws UnfilteredError where comments of others came
 */
function keep(
  group: readonly string[],
  nodes: readonly unknown[],
  first: number,
  found: Map<string, readonly unknown[]>,
): boolean {
  const ofIssue = Map.groupBy(nodes, (node) => placedComment.safeParse(node).data?.issueId ?? null)
  if ([...ofIssue.keys()].some((id) => id !== null && !group.includes(id))) throw new UnfilteredError()
  if (nodes.length >= first || ofIssue.has(null)) return false
  for (const [id, comments] of ofIssue) if (id !== null) found.set(id, comments)
  return true
}
