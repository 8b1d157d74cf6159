import { z } from 'zod'
import { TrackerRequestError } from '../../trackers/errors.ts'
import type { LinearClient, Query } from '../http/client.ts'
import { isTooMuch, LinearPartialError } from '../http/errors.ts'
import {
  type CommentGroup,
  type CommentList,
  cameShort,
  commentList,
  filterOf,
  firstOf,
  type GroupRead,
  groupsOf,
  readingOf,
  UnfilteredError,
} from './comment-groups.ts'
import { readLists } from './longer-lists.ts'
import { commentsPart, textOfParts, variablesOfParts } from './queries.ts'

export interface CommentsRead {
  /** A ticket's comments, not parsed. */
  ofIssue(issueId: string): readonly unknown[]
  /** Tickets whose comments Linear fails to return. */
  readonly unreadIds: readonly string[]
}

/** What was read of the comments of some tickets. */
export interface CommentsBegun {
  readonly wholeIds: ReadonlySet<string>
  /** Those of tickets that have any. */
  readonly found: ReadonlyMap<string, readonly unknown[]>
  /** Of which older ones are still to be read. */
  readonly groups: readonly CommentGroup[]
}

/** Of a group that is missing from an answer: nothing is known of it. */
const noList: CommentList = { nodes: [], hasMore: true }

const nothingBegun: CommentsBegun = { wholeIds: new Set(), found: new Map(), groups: [] }

/** What tickets have, as if so many had been read: the first that are read are the newest, and have fewer than others. */
const usual = { comments: 750, issues: 500 }

/** Reads the comments of many tickets at once, in groups that are sized by how many comments tickets before had. */
export class CommentReader {
  readonly #client: LinearClient
  #issues = 0
  #comments = 0
  /** Whether this Linear doesn't read comments by tickets. */
  #isRefused = false

  constructor(client: LinearClient) {
    this.#client = client
  }

  async read(
    issueIds: readonly string[],
    signal: AbortSignal | undefined,
    begun = nothingBegun,
  ): Promise<CommentsRead> {
    const found = new Map(begun.found)
    const alone = this.readsGroups()
      ? await this.#readGroups(this.#restOf(issueIds, begun), found, signal)
      : issueIds.filter((id) => !begun.wholeIds.has(id))
    return this.#readEach(alone, found, signal)
  }

  /** Reads each ticket's own list: for those whose comments came short in a list of many. */
  readOwn(issueIds: readonly string[], signal: AbortSignal | undefined): Promise<CommentsRead> {
    return this.#readEach(issueIds, new Map(), signal)
  }

  async #readEach(
    issueIds: readonly string[],
    found: Map<string, readonly unknown[]>,
    signal: AbortSignal | undefined,
  ): Promise<CommentsRead> {
    const lists = await readLists(
      this.#client,
      issueIds.map((issueId) => ({ issueId, name: 'comments' })),
      signal,
    )
    for (const { issueId, nodes } of lists.read) found.set(issueId, nodes)
    this.#learn(lists.read)
    return {
      ofIssue: (issueId) => found.get(issueId) ?? [],
      unreadIds: lists.unread.map(({ issueId }) => issueId),
    }
  }

  /** Where fewer come than are asked for and paid for, a list of each ticket costs less than the pages of a group. */
  readsGroups(): boolean {
    return !this.#isRefused && !this.#client.returnsShortLists()
  }

  groupsOf(issueIds: readonly string[]): readonly CommentGroup[] {
    return groupsOf(issueIds, this.#perIssue())
  }

  /** How many comments of a group to ask for. */
  firstOf(group: CommentGroup): number {
    return firstOf(group, this.#perIssue())
  }

  /** @returns what came of a group; null where Linear doesn't filter as it says */
  take(group: CommentGroup, list: CommentList, first: number): GroupRead | null {
    try {
      const read = readingOf(group, list, first)
      if (cameShort(group, list, first)) this.#client.noteShortList()
      if (read.kind === 'whole') {
        this.#issues += group.ids.length - read.ofIssue.size
        this.#learn([...read.ofIssue.values()].map((comments) => ({ nodes: comments })))
      }
      return read
    } catch (error) {
      if (!(error instanceof UnfilteredError)) throw error
      this.#isRefused = true
      return null
    }
  }

  #learn(lists: readonly { readonly nodes: readonly unknown[] }[]): void {
    this.#issues += lists.length
    for (const { nodes } of lists) this.#comments += nodes.length
  }

  #perIssue(): number {
    return (usual.comments + this.#comments) / (usual.issues + this.#issues)
  }

  #restOf(issueIds: readonly string[], { wholeIds, groups }: CommentsBegun): readonly CommentGroup[] {
    const begunIds = new Set([...wholeIds, ...groups.flatMap(({ ids }) => ids)])
    return [...groups, ...this.groupsOf(issueIds.filter((id) => !begunIds.has(id)))]
  }

  /** @returns the tickets whose comments must be read one by one */
  async #readGroups(
    groups: readonly CommentGroup[],
    found: Map<string, readonly unknown[]>,
    signal: AbortSignal | undefined,
  ): Promise<readonly string[]> {
    if (groups.length === 0) return []
    const { query, variables, firsts } = this.#requestOf(groups)
    if (groups.length > 1 && this.#client.roomIn(query, variables) < 0)
      return this.#inHalves(groups, found, signal)
    try {
      const lists = await this.#client.query(query, variables, signal)
      const reads = groups.map((group, place) => this.take(group, lists[place] ?? noList, firsts[place] ?? 0))
      if (reads.includes(null)) return groups.flatMap(({ ids }) => ids)
      const whole = reads.filter((read) => read?.kind === 'whole')
      for (const { ofIssue } of whole) for (const [id, comments] of ofIssue) found.set(id, comments)
      const older = reads.flatMap((read) => (read?.kind === 'older' ? [read.group] : []))
      const smaller = groups.filter((_, place) => reads[place]?.kind === 'unclear')
      const alone = await this.#readGroups(older, found, signal)
      return [...alone, ...(await this.#readSmaller(smaller, found, signal))]
    } catch (error) {
      if (isTooMuch(error) || error instanceof LinearPartialError) {
        const isOne = groups.length === 1
        return isOne ? this.#readSmaller(groups, found, signal) : this.#inHalves(groups, found, signal)
      }
      if (!(error instanceof TrackerRequestError)) throw error
      this.#isRefused = true
      return groups.flatMap(({ ids }) => ids)
    }
  }

  async #inHalves(
    groups: readonly CommentGroup[],
    found: Map<string, readonly unknown[]>,
    signal: AbortSignal | undefined,
  ): Promise<readonly string[]> {
    const half = Math.ceil(groups.length / 2)
    const former = await this.#readGroups(groups.slice(0, half), found, signal)
    return [...former, ...(await this.#readGroups(groups.slice(half), found, signal))]
  }

  /** Reads groups in two halves each; tickets that are alone in theirs are left to be read one by one. */
  async #readSmaller(
    groups: readonly CommentGroup[],
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

  #requestOf(groups: readonly CommentGroup[]) {
    const parts = groups.map((group, place) => ({
      alias: `group${place}`,
      first: this.firstOf(group),
      filter: filterOf(group),
    }))
    const query: Query<readonly CommentList[]> = {
      name: 'comments of tickets',
      text: textOfParts(
        'CommentsOf',
        parts.map(({ alias }) => commentsPart(alias, true)),
      ),
      data: z
        .record(z.string(), commentList)
        .transform((lists) => parts.map(({ alias }) => lists[alias] ?? noList)),
    }
    return { query, firsts: parts.map(({ first }) => first), variables: variablesOfParts(parts) }
  }
}
