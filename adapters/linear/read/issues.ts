import { z } from 'zod'
import { TrackerResponseTooLargeError } from '../../trackers/errors.ts'
import type { QuarantinedRecord } from '../../trackers/tracker.ts'
import type { LinearClient, Query } from '../http/client.ts'
import { LinearPartialError } from '../http/errors.ts'
import { anyNode, type NodePage, nodePage } from '../map/schemas.ts'
import { type Place, placeAfter, readPage } from './pages.ts'
import { contextText, issueIdsText, issuesText } from './queries.ts'

export const listOf = z.object({ issues: nodePage }).transform(({ issues }) => issues)

export const issuesQuery: Query<NodePage> = { name: 'issues', text: issuesText, data: listOf }
export const contextQuery: Query<NodePage> = { name: 'issues as context', text: contextText, data: listOf }
const issueIdsQuery: Query<NodePage> = { name: 'issue ids', text: issueIdsText, data: listOf }

/** A page of issues, not parsed yet, and where the next one starts. */
export interface IssuePage {
  readonly nodes: readonly unknown[]
  readonly unservable: readonly Unservable[]
  readonly next: Place | null
}

/** A ticket that Linear fails to return. */
type Unservable = Pick<QuarantinedRecord, 'recordId' | 'cause' | 'payload'>

/** Reads tickets in pages as large as Linear takes. */
export class IssueReader {
  private readonly client: LinearClient
  private readonly query: Query<NodePage>
  private readonly maxPerPage: number

  /** @param maxPerPage upper limit, even when Linear accepts more */
  constructor(client: LinearClient, query: Query<NodePage>, maxPerPage: number) {
    this.client = client
    this.query = query
    this.maxPerPage = maxPerPage
  }

  pageSize(): number {
    return Math.max(1, Math.min(this.maxPerPage, this.client.pageSizeOf(this.query)))
  }

  /**
   * Reads the page at a position. When Linear returns only a part of it each time, reads up to the ticket that fails, then
   * skips that ticket and reports it. So it does with a ticket whose response is larger than is read.
   * @param max for when few tickets are expected: Linear charges for the requested size
   */
  async read(
    place: Place,
    filter: Readonly<Record<string, unknown>>,
    signal: AbortSignal | undefined,
    max = this.maxPerPage,
  ): Promise<IssuePage> {
    for (let first = Math.min(max, this.pageSize()); ; ) {
      try {
        const page = await readPage(this.client, this.query, { first, place, filter }, signal)
        return { nodes: page.nodes, unservable: [], next: placeAfter(page, place) }
      } catch (error) {
        // Its page was halved down to one ticket.
        if (error instanceof TrackerResponseTooLargeError)
          return this.skipOne(place, filter, 'it is larger than is read', signal)
        if (!(error instanceof LinearPartialError)) throw error
        if (first === 1) return this.skipOne(place, filter, 'Linear fails to return this ticket', signal)
        first = sizeBefore(first, error.nodeIndex)
      }
    }
  }

  private async skipOne(
    place: Place,
    filter: Readonly<Record<string, unknown>>,
    cause: string,
    signal: AbortSignal | undefined,
  ): Promise<IssuePage> {
    const page = await readPage(this.client, issueIdsQuery, { first: 1, place, filter }, signal)
    const unservable = page.nodes.map((node) => ({
      recordId: anyNode.parse(node).id,
      cause,
      payload: JSON.stringify(node),
    }))
    return { nodes: [], unservable, next: placeAfter(page, place) }
  }
}

/** A page size that leaves the failing ticket out, or makes it the only one. */
function sizeBefore(first: number, failingIndex: number | null): number {
  if (failingIndex === null || failingIndex >= first) return Math.max(1, Math.floor(first / 2))
  return Math.max(1, failingIndex)
}
