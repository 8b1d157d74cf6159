import { z } from 'zod'
import type { QuarantinedRecord } from '../../trackers/tracker.ts'
import type { LinearClient, Query } from '../http/client.ts'
import { LinearPartialError } from '../http/errors.ts'
import { anyNode, type NodePage, nodePage } from '../map/schemas.ts'
import { askPage, type Place, placeAfter } from './pages.ts'
import { issueIdsText, issuesText } from './queries.ts'

const listOf = z.object({ issues: nodePage }).transform(({ issues }) => issues)

const issuesQuery: Query<NodePage> = { name: 'issues', text: issuesText, data: listOf }
const issueIdsQuery: Query<NodePage> = { name: 'issue ids', text: issueIdsText, data: listOf }

/** A page of tickets as they came, and where the next one starts. */
export interface IssuePage {
  readonly nodes: readonly unknown[]
  readonly unservable: readonly Unservable[]
  readonly next: Place | null
}

/** A ticket that Linear itself fails to serve. */
type Unservable = Pick<QuarantinedRecord, 'recordId' | 'cause' | 'payload'>

/** Reads tickets in pages as large as Linear takes. */
export class IssueReader {
  private readonly client: LinearClient
  private readonly most: number

  /** @param most tickets a page holds, whatever Linear would take */
  constructor(client: LinearClient, most: number) {
    this.client = client
    this.most = most
  }

  pageSize(): number {
    return Math.max(1, Math.min(this.most, this.client.pageSizeOf(issuesQuery)))
  }

  /**
   * Reads the page at a place. Where Linear serves it only in part, each time: up to the ticket that breaks it, which is then
   * stepped over and named.
   * @param most where few tickets are to be expected: Linear charges for what is asked for
   */
  async read(
    place: Place,
    filter: Readonly<Record<string, unknown>>,
    signal: AbortSignal | undefined,
    most = this.most,
  ): Promise<IssuePage> {
    for (let first = Math.min(most, this.pageSize()); ; ) {
      try {
        const page = await askPage(this.client, issuesQuery, { first, place, filter }, signal)
        return { nodes: page.nodes, unservable: [], next: placeAfter(page, place) }
      } catch (error) {
        if (!(error instanceof LinearPartialError)) throw error
        if (first === 1) return this.stepOver(place, filter, signal)
        first = soundPart(first, error.nodeIndex)
      }
    }
  }

  private async stepOver(
    place: Place,
    filter: Readonly<Record<string, unknown>>,
    signal: AbortSignal | undefined,
  ): Promise<IssuePage> {
    const page = await askPage(this.client, issueIdsQuery, { first: 1, place, filter }, signal)
    const unservable = page.nodes.map((node) => ({
      recordId: anyNode.parse(node).id,
      cause: 'Linear itself fails to serve this ticket',
      payload: JSON.stringify(node),
    }))
    return { nodes: [], unservable, next: placeAfter(page, place) }
  }
}

/** How many tickets to ask for so that the broken one is no longer among them, or stands alone. */
function soundPart(first: number, brokenIndex: number | null): number {
  if (brokenIndex === null || brokenIndex >= first) return Math.max(1, Math.floor(first / 2))
  return Math.max(1, brokenIndex)
}
