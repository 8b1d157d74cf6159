import { z } from 'zod'
import type { LinearClient, Query } from '../http/client.ts'
import { type NodePage, nodePage } from '../map/schemas.ts'
import type { Place } from './pages.ts'
import { contextText, issueIdsText, issuesText } from './queries.ts'
import { readSkipping, type SkippingPage } from './skipping.ts'

export const listOf = z.object({ issues: nodePage }).transform(({ issues }) => issues)

export const issuesQuery: Query<NodePage> = { name: 'issues', text: issuesText, data: listOf }
export const contextQuery: Query<NodePage> = { name: 'issues as context', text: contextText, data: listOf }
const issueIdsQuery: Query<NodePage> = { name: 'issue ids', text: issueIdsText, data: listOf }

/** A page of issues, not parsed yet, and where the next one starts. */
export type IssuePage = SkippingPage

/** Reads tickets in pages as large as Linear takes. */
export class IssueReader {
  private readonly client: LinearClient
  private readonly query: Query<NodePage>
  private readonly maxPerPage: number
  private readonly failing = { inRow: 0 }

  /** @param maxPerPage upper limit, even when Linear accepts more */
  constructor(client: LinearClient, query: Query<NodePage>, maxPerPage: number) {
    this.client = client
    this.query = query
    this.maxPerPage = maxPerPage
  }

  pageSize(): number {
    return Math.max(1, Math.min(this.maxPerPage, this.client.pageSizeOf(this.query)))
  }

  /** @param max for when few tickets are expected: Linear charges for the requested size */
  read(
    place: Place,
    filter: Readonly<Record<string, unknown>>,
    signal: AbortSignal | undefined,
    max = this.maxPerPage,
  ): Promise<IssuePage> {
    const first = Math.min(max, this.pageSize())
    const lists = {
      list: this.query,
      ids: issueIdsQuery,
      noun: 'ticket',
      narrows: 'every failure',
      failing: this.failing,
    } as const
    return readSkipping(this.client, lists, { first, place, filter }, signal)
  }
}
