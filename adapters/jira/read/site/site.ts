import type { Instant } from '../../../../domain/instant.ts'
import { type IncompleteList, unreadRecords } from '../../../../domain/sync/incomplete.ts'
import type { Status } from '../../../../domain/ticket.ts'
import { TrackerUnavailableError } from '../../../trackers/errors.ts'
import type { JiraMethods } from '../../http/client.ts'
import { chooseFields, type FieldChoice } from '../../map/fields.ts'
import { fieldSchema, statusSchema } from '../../map/schemas.ts'
import { statusOf } from '../../map/statuses.ts'
import type { Server } from './server.ts'

/** The facts of a site that all its tickets share, read once by each tracker object. */
export interface Site {
  /** The site's clock at the time of the request. */
  readonly serverAt: Instant
  /** The site's own address, which doesn't depend on that of the connection. */
  readonly siteId: string
  /** The address that people open; the gateway for scoped tokens is a different one. */
  readonly siteUrl: string
  /** What its admins call it; null where they left it at "Jira". */
  readonly siteName: string | null
  readonly fields: FieldChoice
  readonly statuses: readonly Status[]
  /** What of these lists can't be understood. */
  readonly unread: readonly IncompleteList[]
}

interface SiteToRead {
  readonly connectionId: string
  readonly server: Server
  readonly baseUrl: URL
}

/** Reads the fields and the statuses: two requests. */
export async function readSite(
  client: JiraMethods,
  { connectionId, server: { info, serverAt }, baseUrl }: SiteToRead,
  signal: AbortSignal | undefined,
): Promise<Site> {
  const [fields, statuses] = await Promise.all([
    client.request('issueFields', 'getFields', undefined, signal),
    client.request('workflowStatuses', 'getStatuses', undefined, signal),
  ])
  const listedFields = fittingItems(fields, 'field list')
  const readableFields = listedFields.flatMap((field) => fieldSchema.safeParse(field).data ?? [])
  const listedStatuses = fittingItems(statuses, 'status list')
  const readableStatuses = listedStatuses.flatMap((status) => statusSchema.safeParse(status).data ?? [])
  return {
    serverAt,
    siteId: siteUrlOf([info.baseUrl], baseUrl).toLowerCase(),
    siteUrl: siteUrlOf([info.displayUrl, info.baseUrl], baseUrl),
    siteName: nameOf(info.serverTitle),
    fields: chooseFields(readableFields),
    statuses: readableStatuses.map((status) => statusOf(connectionId, status)),
    unread: [
      ...(listedFields.length === 0 ? [noFields] : []),
      ...unreadRecords(listOfFields, listedFields.length - readableFields.length),
      ...unreadRecords('list of statuses', listedStatuses.length - readableStatuses.length),
    ],
  }
}

/** The name of the list of fields, as a list that a run may be refused. */
export const listOfFields = 'list of fields'

/** Each Jira has fields: without their list, tickets are read without story points, epics and custom fields. */
const noFields: IncompleteList = { list: listOfFields, cause: 'Jira returns it empty' }

function nameOf(title: string | null | undefined): string | null {
  const name = title?.trim() ?? ''
  return /^(jira)?$/i.test(name) ? null : name
}

function fittingItems(body: unknown, what: string): unknown[] {
  if (Array.isArray(body)) return body
  throw new TrackerUnavailableError(`Jira's ${what} doesn't match the schema that we know: it isn't a list.`)
}

function siteUrlOf(candidates: readonly (string | null | undefined)[], baseUrl: URL): string {
  const stated = candidates.find((text) => text != null && /^https?:$/.test(URL.parse(text)?.protocol ?? ''))
  return (stated ?? baseUrl.href).replace(/\/+$/, '')
}
