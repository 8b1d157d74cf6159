import type { Status, Ticket } from '../../../domain/ticket.ts'
import type { ContextRead } from '../../trackers/tracker.ts'
import { inPartsOf, readBisecting } from '../http/bisect.ts'
import { isHttpError } from '../http/http-error.ts'
import { contextFields } from '../map/fields.ts'
import { parseResponse } from '../map/parse.ts'
import { bulkIssuesSchema, idSchema } from '../map/schemas.ts'
import { mapContextTicket, parentKeyOf, parseIssue } from '../map/ticket.ts'
import type { PageContext } from './pages.ts'
import { readIdsOfKeys, readSingle, readTickets } from './tickets.ts'

/** The most tickets that a bulk fetch takes with fields of several values. */
const idsPerFetch = 100

/** Reads tickets by id without histories, comments and worklogs, of any project. */
export async function readContext(
  context: Pick<PageContext, 'client' | 'connectionId' | 'site' | 'statusCatalog'>,
  ticketIds: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ContextRead> {
  const { client, connectionId, site, statusCatalog } = context
  const records = await readRecords(context, ticketIds, signal)
  const parsed = records.map(parseIssue).filter((issue) => issue !== null)
  const parentKeys = parsed.flatMap((issue) => parentKeyOf(issue, site.fields) ?? [])
  const idsOfKeys = await readIdsOfKeys(client, [...new Set(parentKeys)], signal)
  const tickets: Ticket[] = []
  const statuses: Status[] = []
  const notUnderstoodIds: string[] = []
  for (const record of records) {
    const mapped = mapContextTicket(record, {
      connectionId,
      siteUrl: site.siteUrl,
      fields: site.fields,
      categoryOfStatus: (statusId) => statusCatalog.find(statusId)?.category ?? 'unknown',
      ticketIdOfKey: (key) => idsOfKeys.get(key) ?? null,
    })
    if (mapped === null) {
      notUnderstoodIds.push(...idOf(record))
      continue
    }
    statusCatalog.learn(mapped.status)
    tickets.push(mapped.ticket)
    statuses.push(statusCatalog.find(mapped.status.statusId) ?? mapped.status)
  }
  return { tickets, statuses, notUnderstoodIds }
}

/**
 * The bulk fetch names ids that it doesn't return, where a search by id is rejected for one of them, and it doesn't lag. Where it
 * is closed to the account, tickets are searched for.
 */
async function readRecords(
  { client, site }: Pick<PageContext, 'client' | 'site'>,
  ticketIds: readonly string[],
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  const fields = contextFields(site.fields)
  const fetchAll = async (part: readonly string[]) => {
    const parameters = { issueIdsOrKeys: [...part], fields }
    const body = await client.request('issues', 'bulkFetchIssues', parameters, signal)
    return parseResponse(bulkIssuesSchema, body, 'bulk fetch').issues ?? []
  }
  const fetchSingle = (id: string) => readSingle(client, id, fields, signal)
  try {
    const parts = inPartsOf(idsPerFetch, ticketIds).map((part) => readBisecting(part, fetchAll, fetchSingle))
    return (await Promise.all(parts)).flat()
  } catch (error) {
    if (!isHttpError(error, 403, 405, 410)) throw error
    return readTickets(client, ticketIds, fields, signal)
  }
}

function idOf(record: unknown): string[] {
  const id = idSchema.safeParse(record).data?.id
  return id === undefined ? [] : [id]
}
