import { z } from 'zod'
import { TrackerRequestError } from '../../trackers/errors.ts'
import type { LinearClient, Query } from '../http/client.ts'
import { isTooMuch, LinearPartialError } from '../http/errors.ts'
import { maxFirst, scoreOf } from '../http/score.ts'
import { type NodePage, nodePage, startedNode } from '../map/schemas.ts'
import { type CommentGroup, type CommentList, commentList, filterOf } from './comment-groups.ts'
import type { CommentReader, CommentsBegun } from './comment-reader.ts'
import { type IssuePage, issuesQuery } from './issues.ts'
import { goesOn, type ListStart, listStartsOf, type Wanted } from './longer-lists.ts'
import { lacksCursor, noteLength, type Place, placeAfter } from './pages.ts'
import {
  commentsPart,
  historyNames,
  isClipped,
  issuesBesideText,
  type ListName,
  longerFirsts,
  longerListsPart,
  type QueryPart,
  textOfParts,
  variablesOfParts,
} from './queries.ts'

/** A part of a query beside others, and what is done with its records. */
interface Piece {
  readonly part: QueryPart
  readonly first: number
  readonly filter: Readonly<Record<string, unknown>>
  readonly keep: (list: CommentList) => void
}

/** A list of a ticket, and how many records came of it. */
interface Doubted extends Wanted {
  readonly came: number
}

/** How many lists of each kind are asked for their end, of the tickets that are read together: of each it would cost a quarter of all. */
const asProof = 3

type Variables = Readonly<Record<string, unknown>>

/**
 * Reads the comments of tickets and what their histories lack beside the tickets that follow, or many at once. Nothing depends on it:
 * what Linear refuses, returns in part or leaves out is for the reader that asks for less each time.
 */
export class ListsAhead {
  readonly #client: LinearClient
  readonly #comments: CommentReader
  readonly #seenIds = new Set<string>()
  /** By the sizes of `longerFirsts`. */
  readonly #wanted: Wanted[][] = longerFirsts.map(() => [])
  readonly #starts = new Map<string, ListStart>()
  /** Lists that came shorter than was asked for, the longest of them: they tell whether that is where lists end. */
  #doubted: Doubted[] = []
  #isProven = false
  #uncommentedIds: string[] = []
  #older: readonly CommentGroup[] = []
  readonly #wholeIds = new Set<string>()
  readonly #found = new Map<string, readonly unknown[]>()
  #isOver = false

  constructor(client: LinearClient, comments: CommentReader) {
    this.#client = client
    this.#comments = comments
  }

  /** Notes issues whose lists will be needed. */
  want(nodes: readonly unknown[]): void {
    for (const node of nodes) {
      const { data: issue } = startedNode.safeParse(node)
      if (issue === undefined || this.#seenIds.has(issue.id)) continue
      this.#seenIds.add(issue.id)
      this.#uncommentedIds.push(issue.id)
      for (const name of historyNames) {
        if (isClipped(issue, name)) this.#wanted[0]?.push({ issueId: issue.id, name })
        else this.#doubted.push({ issueId: issue.id, name, came: issue[name].nodes.length })
      }
    }
    const longest = this.#doubted.toSorted((a, b) => b.came - a.came)
    this.#doubted = historyNames.flatMap((name) =>
      longest.filter((each) => each.name === name && each.came > 0).slice(0, asProof),
    )
  }

  /** Reads issues, and lists of earlier ones as far as both fit into one request; null where the issues must be read alone. */
  async readBeside(
    { place, filter, first }: { readonly place: Place; readonly filter: Variables; readonly first: number },
    signal: AbortSignal | undefined,
  ): Promise<IssuePage | null> {
    const name = 'issues and lists'
    // Pages grow again by their own responses.
    if (this.#client.asksForFewer(issuesQuery) || lacksCursor(place)) return null
    const own = { first, after: place.after, filter }
    const pieces = this.#take(this.#client.roomIn({ ...issuesQuery, name }, own), 'full groups')
    if (pieces.length === 0) return null
    const query: Query<{ readonly page: NodePage; readonly blocks: object }> = {
      name,
      text: issuesBesideText(pieces.map(({ part }) => part)),
      data: z.looseObject({ issues: nodePage }).transform((blocks) => ({ page: blocks.issues, blocks })),
    }
    const read = await this.#send(query, { ...own, ...variablesOf(pieces) }, signal)
    if (read === null) return null
    noteLength(this.#client, read.page, first)
    keepAll(pieces, read.blocks)
    return { nodes: read.page.nodes, unservable: [], gaps: new Map(), next: placeAfter(read.page, place) }
  }

  /** Reads what is left of what was noted. */
  async readRest(signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      const name = 'lists of issues'
      const room = this.#client.roomIn({ name, text: 'query { id }', data: z.unknown() }, {})
      const pieces = this.#take(room, 'any groups')
      if (pieces.length === 0) return
      const text = textOfParts(
        'Lists',
        pieces.map(({ part }) => part),
      )
      const query: Query<object> = { name, text, data: z.looseObject({}) }
      const blocks = await this.#send(query, variablesOf(pieces), signal)
      if (blocks !== null) keepAll(pieces, blocks)
    }
  }

  /** What came of a list that was asked for with a size of `longerFirsts`. */
  startOf({ issueId, name }: Wanted, level: number): ListStart | null {
    return this.#isUsable() ? (this.#starts.get(keyOf(issueId, name, level)) ?? null) : null
  }

  commentsBegun(): CommentsBegun {
    return { wholeIds: this.#wholeIds, found: this.#found, groups: this.#older }
  }

  /** Where Linear returns less than was asked for, a length tells nothing of an end. */
  #isUsable(): boolean {
    return !this.#client.returnsShortLists()
  }

  /** Null where this request must be read in another way, and so the others. */
  async #send<T>(query: Query<T>, variables: Variables, signal: AbortSignal | undefined): Promise<T | null> {
    if (this.#client.roomIn(query, variables) >= 0) {
      try {
        return await this.#client.query(query, variables, signal)
      } catch (error) {
        const isOfRequest = error instanceof TrackerRequestError || error instanceof LinearPartialError
        if (!isOfRequest && !isTooMuch(error)) throw error
      }
    }
    this.#isOver = true
    return null
  }

  /** Takes as much of what is wanted as so many points pay for. */
  #take(room: number, which: 'full groups' | 'any groups'): readonly Piece[] {
    if (this.#isOver || !this.#isUsable()) return []
    const pieces: Piece[] = []
    let left = room
    const add = (piece: Piece, points: number) => {
      pieces.push(piece)
      left -= points
    }
    for (const [level, wanted] of this.#wanted.entries()) {
      for (const name of historyNames) {
        const part = longerPart(name, level)
        const each = pointsOfOne(part)
        const most = Math.min(maxFirst, Math.floor(left / each))
        const issueIds = wanted.filter((one) => one.name === name).map(({ issueId }) => issueId)
        const taken = new Set(issueIds.slice(0, Math.max(0, most)))
        if (taken.size === 0) continue
        this.#wanted[level] = this.#wantedBut(level, name, taken)
        const keep = ({ nodes }: CommentList) => this.#keepLists(nodes, { name, level, ids: taken })
        add({ part, first: taken.size, filter: { id: { in: [...taken] } }, keep }, taken.size * each)
      }
    }
    if (which === 'any groups')
      for (const piece of this.#takeProofs()) add(piece, piece.first * pointsOfOne(piece.part))
    if (!this.#comments.readsGroups()) return pieces
    const older = this.#older
    const begun = this.#comments.groupsOf(this.#uncommentedIds)
    const isFull = (group: CommentGroup) => group.ids.length === begun[0]?.ids.length && begun.length > 1
    const groups = [...older, ...(which === 'any groups' ? begun : begun.filter(isFull))]
    for (const [place, group] of groups.entries()) {
      // Beside tickets, an end is asked for apart: of a few comments it costs little, and the last request comes anyway.
      const withEnd = which === 'any groups' || group.newer?.isLikelyWhole === true
      const part = commentsPart(`group${place}`, withEnd)
      const first = this.#comments.firstOf(group)
      const points = first * pointsOfOne(part)
      if (points > left) break
      if (group.newer === null) this.#uncommentedIds = this.#uncommentedIds.slice(group.ids.length)
      else this.#older = this.#older.filter((each) => each !== group)
      const keep = (list: CommentList) => this.#keepComments(group, list, first)
      add({ part, first, filter: filterOf(group), keep }, points)
    }
    return pieces
  }

  /** Lists again, with one record more than came and their ends. */
  #takeProofs(): readonly Piece[] {
    if (this.#isProven) return []
    this.#isProven = true
    return historyNames.flatMap((name) => {
      const doubted = this.#doubted.filter((each) => each.name === name)
      if (doubted.length === 0) return []
      const size = Math.max(...doubted.map(({ came }) => came)) + 1
      const part = longerListsPart(`${name}Ends`, name, { size, withEnds: true })
      const cameOf = new Map(doubted.map(({ issueId, came }) => [issueId, came]))
      const keep = ({ nodes }: CommentList) => {
        for (const list of listStartsOf(name, nodes)) {
          const isLonger = list.nodes.length > (cameOf.get(list.issueId) ?? size)
          if (list.hasMore === true || isLonger) this.#client.noteShortList()
        }
      }
      return [{ part, first: doubted.length, filter: { id: { in: [...cameOf.keys()] } }, keep }]
    })
  }

  #wantedBut(level: number, name: ListName, takenIds: ReadonlySet<string>): Wanted[] {
    const wanted = this.#wanted[level] ?? []
    return wanted.filter((one) => one.name !== name || !takenIds.has(one.issueId))
  }

  #keepLists(
    nodes: readonly unknown[],
    asked: { readonly name: ListName; readonly level: number; readonly ids: ReadonlySet<string> },
  ): void {
    const { name, level, ids } = asked
    for (const list of listStartsOf(name, nodes)) {
      if (!ids.has(list.issueId)) continue
      this.#starts.set(keyOf(list.issueId, name, level), list)
      const size = longerFirsts[level]?.[name] ?? 0
      if (goesOn(list, size)) this.#wanted[level + 1]?.push({ issueId: list.issueId, name })
    }
  }

  #keepComments(group: CommentGroup, list: CommentList, first: number): void {
    const read = this.#comments.take(group, list, first)
    if (read?.kind === 'older') this.#older = [...this.#older, read.group]
    if (read?.kind !== 'whole') return
    for (const id of group.ids) this.#wholeIds.add(id)
    for (const [id, comments] of read.ofIssue) this.#found.set(id, comments)
  }
}

function longerPart(name: ListName, level: number): QueryPart {
  const size = longerFirsts[level]?.[name] ?? 0
  return longerListsPart(`${name}${level}`, name, { size, withEnds: false })
}

function pointsOfOne(part: QueryPart): number {
  return scoreOf(textOfParts('One', [part]), { [`${part.alias}First`]: 1 })
}

function variablesOf(pieces: readonly Piece[]): Variables {
  return variablesOfParts(pieces.map(({ part: { alias }, first, filter }) => ({ alias, first, filter })))
}

/** A block that is no list is left out. */
function keepAll(pieces: readonly Piece[], blocks: object): void {
  for (const { part, keep } of pieces) {
    const { data } = commentList.safeParse(Reflect.get(blocks, part.alias))
    if (data !== undefined) keep(data)
  }
}

function keyOf(issueId: string, name: ListName, level: number): string {
  return `${issueId} ${name} ${level}`
}
