import { inPartsOf, readBisecting } from '../../http/bisect.ts'
import type { JiraClient } from '../../http/client.ts'
import { isHttpError } from '../../http/http-error.ts'
import { parseResponse } from '../../map/parse.ts'
import { bulkIssuesSchema, idSchema } from '../../map/schemas.ts'
import { ReadSize } from './read-sizes.ts'
import { isWorking, orUnread } from './refusal.ts'
import { idsPerSearch, readSingle, readTickets } from './tickets.ts'

/** The most tickets that a bulk fetch takes with fields of several values. */
const idsPerFetch = 100

/**
 * The bulk fetch names ids that it doesn't return, where a search by id is rejected for one of them, and it doesn't lag. Where it
 * is closed to the account, or not offered at all, tickets are searched for.
 */
export async function readContextIssues(
  client: JiraClient,
  ticketIds: readonly string[],
  fields: readonly string[],
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  let isOffered = true
  const fetchAll = async (part: readonly string[]) => {
    const parameters = { issueIdsOrKeys: [...part], fields: [...fields] }
    const body = await client
      .request('issues', 'bulkFetchIssues', parameters, signal)
      .catch((error: unknown) => {
        // It names missing tickets in its answer: 404 is about itself.
        if (!isHttpError(error, 404)) throw error
        isOffered = false
        return { issues: [] }
      })
    return parseResponse(bulkIssuesSchema, body, 'bulk fetch').issues ?? []
  }
  const searchAll = async () => {
    // Without comments and worklogs no page of them is full.
    const { issues } = await readTickets(
      client,
      { ids: ticketIds, fields, size: new ReadSize(idsPerSearch) },
      signal,
    )
    // Archived ones are in no search.
    const found = new Set(issues.map((issue) => idSchema.safeParse(issue).data?.id))
    const missing = ticketIds.filter((id) => !found.has(id))
    return [...issues, ...(await Promise.all(missing.map(fetchSingle))).flat()]
  }
  const ifFailing = { isWorking: () => isWorking(client, signal) }
  const fetchSingle = (id: string) =>
    orUnread(id, () => readSingle(client, { id, fields }, signal), ifFailing.isWorking)
  try {
    const parts = inPartsOf(idsPerFetch, ticketIds).map((part) =>
      readBisecting(part, fetchAll, fetchSingle, ifFailing),
    )
    const fetched = (await Promise.all(parts)).flat()
    return isOffered ? fetched : await searchAll()
  } catch (error) {
    if (!isHttpError(error, 403, 405, 410)) throw error
    return searchAll()
  }
}
