import { z } from 'zod'
import type { Version2Client } from '../http/client.ts'
import { parseResponse } from '../map/parse.ts'

const searchSchema = z.object({
  issues: z.array(z.unknown()).nullish(),
  total: z.number().int().nonnegative().nullish(),
})

export interface Search {
  readonly jql: string
  readonly fields: readonly string[]
  readonly startAt: number
  readonly maxResults: number
  /** Also reads each ticket's whole history. Defaults to false. */
  readonly withHistories?: boolean
}

export interface SearchPage {
  readonly items: readonly unknown[]
  /** How many tickets the query finds; null where Jira doesn't say. */
  readonly total: number | null
}

/** Reads one page of a search. It may be shorter than requested: the server has a limit of its own, 1,000 unless it was changed. */
export async function readSearchPage(
  client: Version2Client,
  { jql, fields, startAt, maxResults, withHistories = false }: Search,
  signal: AbortSignal | undefined,
): Promise<SearchPage> {
  const body = { jql, startAt, maxResults, fields, ...(withHistories ? { expand: ['changelog'] } : {}) }
  const answer = await client.send({ path: 'search', body }, signal)
  const { issues, total } = parseResponse(searchSchema, answer, 'search')
  return { items: issues ?? [], total: total ?? null }
}
