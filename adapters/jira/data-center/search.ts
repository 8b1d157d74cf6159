import { z } from 'zod'
import type { ByteBudget } from '../http/byte-budget.ts'
import type { Version2Client } from '../http/client.ts'
import { parseResponse } from '../map/parse.ts'
import { numeric } from '../map/schemas.ts'

/** One that can't be read tells nothing, and ends no list. */
const count = numeric.pipe(z.number().int().nonnegative()).nullable().catch(null)

const searchSchema = z.object({ issues: z.array(z.unknown()), total: count, maxResults: count })

export interface Search {
  readonly jql: string
  readonly fields: readonly string[]
  readonly startAt: number
  readonly maxResults: number
  /** Also reads each ticket's whole history. Defaults to false. */
  readonly withHistories?: boolean
  /** What the response is counted against. Missing where its records are small. */
  readonly budget?: ByteBudget
}

export interface SearchPage {
  readonly items: readonly unknown[]
  /** How many tickets the query finds; null where Jira doesn't say. */
  readonly total: number | null
  /** Whether it has as many as the server returns at once: there may be more, whatever `total` says. */
  readonly isFull: boolean
  /** The most that the server returns at once; null where it doesn't say. */
  readonly limit: number | null
}

/**
 * How far a search can be paged through, on Jira 11 and where it runs on OpenSearch: beyond it Jira fails (HTTP 500), or returns
 * nothing. It is the default of `jira.search.platform.max.result.window`.
 * Source: support.atlassian.com/jira/kb/handling-jql-rest-api-searching-exceeding-max_result_window-in-jira.
 */
export const resultWindow = 10_000

/** What fits an address on its way through proxies; Jira's own server takes 8 KB. */
const maxQueryLength = 4000

/**
 * Reads one page of a search. It may be shorter than requested: the server has a limit of its own, 1,000 unless it was changed.
 *
 * By GET as long as the address isn't too long for it: where an account may only read, proxies let nothing else through.
 */
export async function readSearchPage(
  client: Version2Client,
  { jql, fields, startAt, maxResults, withHistories = false, budget }: Search,
  signal: AbortSignal | undefined,
): Promise<SearchPage> {
  const expand = withHistories ? ['changelog'] : []
  const query = { jql, startAt, maxResults, fields: fields.join(','), expand: expand.join(',') }
  const isShort = Object.values(query).join('').length <= maxQueryLength
  const body = { jql, startAt, maxResults, fields, expand }
  const answer = await client.send({ path: 'search', ...(isShort ? { query } : { body }) }, signal, budget)
  const { issues, total, maxResults: most } = parseResponse(searchSchema, answer, 'search')
  const limit = most === null || most === 0 ? null : most
  return { items: issues, total, isFull: limit !== null && issues.length >= limit, limit }
}
