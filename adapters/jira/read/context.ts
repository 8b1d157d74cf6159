import type { Status, Ticket } from '../../../domain/ticket.ts'
import type { ContextRead } from '../../trackers/tracker.ts'
import { contextFields } from '../map/fields.ts'
import { idSchema } from '../map/schemas.ts'
import { mapContextTicket, parentKeyOf, parseIssue } from '../map/ticket.ts'
import type { PageContext } from './pages.ts'

/** Reads tickets by id without histories, comments and worklogs, of any project. */
export async function readContext(
  context: Pick<PageContext, 'deployment' | 'connectionId' | 'site' | 'statusCatalog'>,
  ticketIds: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ContextRead> {
  const { deployment, connectionId, site, statusCatalog } = context
  const records = await deployment.readContextIssues(ticketIds, contextFields(site.fields), signal)
  const parsed = records.map(parseIssue).filter((issue) => issue !== null)
  const parentKeys = parsed.flatMap((issue) => parentKeyOf(issue, site.fields) ?? [])
  const idsOfKeys = await deployment.readIdsOfKeys(parentKeys, signal)
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

function idOf(record: unknown): string[] {
  const id = idSchema.safeParse(record).data?.id
  return id === undefined ? [] : [id]
}
