import { mayPass } from '../../trackers/errors.ts'
import type { LinearClient } from '../http/client.ts'
import type { CommentReader } from './comment-reader.ts'
import type { IssuePage, IssueReader } from './issues.ts'
import { ListsAhead } from './lists-ahead.ts'
import { lacksCursor, type Place } from './pages.ts'

/** Several of Linear's pages make one of ours, as long as they aren't larger together: the longer lists of all take few requests. */
const bytesPerPage = 8 * 1024 * 1024

/** The first page of changes is small: usually little has changed, and Linear charges for the requested size. */
export const fewChanges = 25

export interface WalkRequest {
  readonly place: Place
  readonly filter: Readonly<Record<string, unknown>>
  /** How many tickets the walk has from its start, as Linear counts them; null where nobody counted, as of changes. */
  readonly expected: number | null
  readonly isOfChanges: boolean
}

/** Tickets, and what was read of their lists beside them. */
interface WalkedPage extends IssuePage {
  readonly ahead: ListsAhead
}

/** Walks through a list of issues, several of Linear's pages at a time. */
export class IssueWalk {
  readonly #client: LinearClient
  readonly #reader: IssueReader
  readonly #comments: CommentReader
  readonly #ticketsPerPage: number
  /** How far the walk under way is; a walk that another process began isn't known. */
  #walked: { readonly after: string | null; readonly tickets: number } = { after: null, tickets: 0 }

  constructor(client: LinearClient, reader: IssueReader, comments: CommentReader, ticketsPerPage: number) {
    this.#client = client
    this.#reader = reader
    this.#comments = comments
    this.#ticketsPerPage = ticketsPerPage
  }

  /** What was read before Linear limits us or fails is a page: another attempt goes on behind it. */
  async read(request: WalkRequest, signal: AbortSignal | undefined): Promise<WalkedPage> {
    const { place, isOfChanges } = request
    const isStart = place.after === null && !lacksCursor(place)
    if (isStart) this.#walked = { after: null, tickets: 0 }
    const before = place.after === this.#walked.after ? this.#walked.tickets : null
    const most = isOfChanges && isStart ? fewChanges : this.#ticketsPerPage
    const bytesBefore = this.#client.receivedBytes()
    const ahead = new ListsAhead(this.#client, this.#comments)
    let read = await this.#readNext(request, place, { most, before, ahead }, signal)
    ahead.want(read.nodes)
    while (
      read.next !== null &&
      this.#hasRoom(read, most) &&
      this.#client.receivedBytes() - bytesBefore < bytesPerPage
    ) {
      const beforeIt = before === null ? null : before + read.nodes.length
      const options = { most, before: beforeIt, ahead }
      const page = await this.#readNext(request, read.next, options, signal).catch(nullWhereLater)
      if (page === null) break
      ahead.want(page.nodes)
      read = {
        nodes: [...read.nodes, ...page.nodes],
        unservable: [...read.unservable, ...page.unservable],
        gaps: new Map([...read.gaps, ...page.gaps]),
        next: page.next,
      }
    }
    if (before !== null)
      this.#walked = { after: read.next?.after ?? null, tickets: before + read.nodes.length }
    return { ...read, ahead }
  }

  #hasRoom({ nodes }: IssuePage, most: number): boolean {
    return nodes.length + this.#reader.pageSize() <= most
  }

  async #readNext(
    { filter, expected }: WalkRequest,
    place: Place,
    {
      most,
      before,
      ahead,
    }: { readonly most: number; readonly before: number | null; readonly ahead: ListsAhead },
    signal: AbortSignal | undefined,
  ): Promise<IssuePage> {
    const max = Math.min(most, this.#sizeBefore(expected, before))
    const first = Math.min(max, this.#reader.pageSize())
    const beside = await ahead.readBeside({ place, filter, first }, signal)
    return beside ?? this.#reader.read(place, filter, signal, max)
  }

  /** The last page asks for what is left, and some that are new. */
  #sizeBefore(expected: number | null, read: number | null): number {
    const usual = this.#reader.pageSize()
    if (expected === null || read === null) return usual
    const left = expected - read
    return left > 0 ? Math.min(usual, left + fewChanges) : usual
  }
}

function nullWhereLater(error: unknown): null {
  if (mayPass(error)) return null
  throw error
}
