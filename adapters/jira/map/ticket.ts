import { createHash } from 'node:crypto'
import { comparable } from '../../../domain/text/comparable.ts'
import type { CustomField, Status, StatusCategory, Ticket } from '../../../domain/ticket.ts'
import type { MappedTicket } from '../../trackers/mapped-ticket.ts'
import type { QuarantinedRecord } from '../../trackers/tracker.ts'
import { mapEvents, type RawEvents } from './events.ts'
import { type FieldChoice, valuesOf } from './fields.ts'
import { mismatchOf } from './parse.ts'
import { accountIdOf, distinctUsers, trackerUserOf } from './people.ts'
import { issueSchema, type JiraIssue, numeric } from './schemas.ts'
import { StatusCatalog, statusOf } from './statuses.ts'
import { UnreadTicket } from './unread-ticket.ts'

/** A ticket as Jira returned it, with complete lists. */
export interface RawTicket extends RawEvents {
  readonly issue: unknown
  /** What `parseIssue` made of it, where it was parsed before. */
  readonly parsed?: JiraIssue | null
}

/** What the mapper must know of the site. */
export interface SiteFacts {
  readonly connectionId: string
  /** The address that people open, without a slash at its end. */
  readonly siteUrl: string
  readonly fields: FieldChoice
  /** The category of a status, for tickets whose own status lacks it. */
  readonly categoryOfStatus: (statusId: string) => StatusCategory
  /** The id behind a key, for the classic Epic Link. */
  readonly ticketIdOfKey: (key: string) => string | null
}

/** Converts one ticket of Jira's to ours, with all its events. Pure; what can't be parsed is quarantined, not thrown. */
export function mapTicket(raw: RawTicket, site: SiteFacts): MappedTicket {
  const parsed =
    raw.parsed == null ? issueSchema.safeParse(raw.issue) : { success: true as const, data: raw.parsed }
  if (!parsed.success) {
    const cause = raw.issue instanceof UnreadTicket ? raw.issue.cause : mismatchOf(parsed.error)
    const record = quarantinedTicket(raw.issue, site.connectionId, cause)
    return { ticket: null, events: [], users: [], statuses: [], quarantined: [record] }
  }
  const issue = parsed.data
  const ticket = ticketOf(issue, site)
  const mapped = mapEvents({ connectionId: site.connectionId, ticketId: issue.id }, raw)
  const statuses = new StatusCatalog()
  for (const status of [statusOf(site.connectionId, issue.fields.status), ...mapped.statuses])
    statuses.learn(status)
  const people = [issue.fields.assignee, issue.fields.creator].map((user) =>
    trackerUserOf(site.connectionId, user),
  )
  return {
    ticket,
    events: mapped.events,
    users: distinctUsers([...people.filter((user) => user !== null), ...mapped.users]),
    ...(mapped.named.length === 0 ? {} : { named: distinctUsers(mapped.named) }),
    statuses: statuses.all(),
    quarantined: mapped.quarantined,
  }
}

/** Converts a ticket that is read as context: its fields alone. Null when it can't be parsed. */
export function mapContextTicket(
  record: unknown,
  site: SiteFacts,
): { readonly ticket: Ticket; readonly status: Status } | null {
  const issue = parseIssue(record)
  if (issue === null) return null
  const ticket = { ...ticketOf(issue, site), isContext: true }
  return { ticket, status: statusOf(site.connectionId, issue.fields.status) }
}

/** The issue of a record, for what must be read before mapping; null when it can't be parsed. */
export function parseIssue(issue: unknown): JiraIssue | null {
  const parsed = issueSchema.safeParse(issue)
  return parsed.success ? parsed.data : null
}

function ticketOf(issue: JiraIssue, site: SiteFacts): Ticket {
  const { fields } = issue
  const status = statusOf(site.connectionId, fields.status)
  return {
    connectionId: site.connectionId,
    ticketId: issue.id,
    key: issue.key,
    url: `${site.siteUrl}/browse/${encodeURIComponent(issue.key.toWellFormed())}`,
    title: fields.summary ?? '',
    typeId: fields.issuetype.id,
    typeName: fields.issuetype.name ?? fields.issuetype.id,
    hierarchyLevel: fields.issuetype.hierarchyLevel ?? levelOf(issue, site.fields),
    statusId: status.statusId,
    statusName: status.name,
    statusCategory: status.category === 'unknown' ? site.categoryOfStatus(status.statusId) : status.category,
    resolutionId: fields.resolution?.id ?? null,
    resolutionName: fields.resolution?.name ?? null,
    priorityName: fields.priority?.name ?? null,
    labels: fields.labels ?? [],
    components: (fields.components ?? []).map((component) => component.name),
    projectId: fields.project.id,
    projectKey: fields.project.key,
    projectName: fields.project.name,
    teamId: null,
    teamKey: null,
    teamName: null,
    teamsAbove: [],
    parentId: parentIdOf(issue, site),
    parentKey: issue.fields.parent?.key ?? parentKeyOf(issue, site.fields),
    customFields: customFieldsOf(issue.fields, site.fields),
    assigneeId: accountIdOf(fields.assignee),
    creatorId: accountIdOf(fields.creator),
    estimatePoints: storyPointsOf(fields, site.fields),
    createdAt: fields.created,
    updatedAt: fields.updated,
    resolvedAt: fields.resolutiondate ?? null,
    archivedAt: null,
    removal: null,
    removedAt: null,
    isContext: false,
  }
}

/**
 * The level on a site that names none, as Data Center. An epic has a type of that name or, where it was renamed, an Epic Name; a
 * ticket that was an epic may keep the Epic Name, but only other tickets have an Epic Link.
 */
function levelOf({ fields }: JiraIssue, { epicNameIds, epicLinkIds }: FieldChoice): number {
  if (fields.issuetype.subtask === true) return -1
  const isFilled = (fieldId: string) => valuesOf(fields[fieldId]).length > 0
  const isNamed = epicNameIds.some(isFilled) && !epicLinkIds.some(isFilled)
  return isNamed || comparable(fields.issuetype.name ?? '') === 'epic' ? 1 : 0
}

/**
 * `parent` at any level first; the classic Epic Link where there is none, and the Parent Link where that is missing too.
 * (apache/incubator-devlake#9067, serdartas/em-radar#244)
 */
function parentIdOf(issue: JiraIssue, site: SiteFacts): string | null {
  const { parent } = issue.fields
  if (parent?.id != null) return parent.id
  const key = parentKeyOf(issue, site.fields)
  return key === null ? null : site.ticketIdOfKey(key)
}

/** The key of a parent without an id; null when Jira returns the id, or there is no parent. */
export function parentKeyOf(issue: JiraIssue, fields: FieldChoice): string | null {
  const { parent } = issue.fields
  if (parent?.id != null) return null
  const links = [...fields.epicLinkIds, ...fields.parentLinkIds].map((fieldId) =>
    linkedKeyOf(issue.fields[fieldId]),
  )
  return parent?.key ?? links.find((key) => key !== null) ?? null
}

/** The Epic Link is a key, the Parent Link an object that holds one. */
function linkedKeyOf(link: unknown): string | null {
  if (typeof link === 'string') return link === '' ? null : link
  if (typeof link !== 'object' || link === null) return null
  if ('data' in link) return linkedKeyOf(link.data)
  return 'key' in link && typeof link.key === 'string' ? linkedKeyOf(link.key) : null
}

/** The first estimate that is one: null is "not estimated", which isn't 0. (constructorfabric/insight#2876) */
export function storyPointsOf(
  values: Readonly<Record<string, unknown>>,
  { storyPointIds }: Pick<FieldChoice, 'storyPointIds'>,
): number | null {
  for (const fieldId of storyPointIds) {
    const points = numeric.safeParse(values[fieldId]).data
    if (points !== undefined) return points
  }
  return null
}

/** What a ticket's fields hold of those that rules can match. */
export function customFieldsOf(
  values: Readonly<Record<string, unknown>>,
  choice: Pick<FieldChoice, 'custom'>,
): CustomField[] {
  return choice.custom.flatMap(({ fieldId, fieldName }) => {
    const ofField = valuesOf(values[fieldId])
    return ofField.length === 0 ? [] : [{ fieldId, fieldName, values: ofField }]
  })
}

/** Sets a record of the list of tickets aside that has no id to read the ticket by. */
export function unnamedTicket(record: string, connectionId: string): QuarantinedRecord {
  const cause = 'the list of tickets has it without an id'
  return { connectionId, recordId: unnamed(record), recordKind: 'ticket', cause, payload: record }
}

/** Without an id the contents identify it, so that each run lists the same record once. */
function unnamed(payload: string): string {
  return `unnamed ${createHash('sha256').update(payload).digest('hex').slice(0, 12)}`
}

function quarantinedTicket(issue: unknown, connectionId: string, cause: string): QuarantinedRecord {
  const payload = JSON.stringify(issue) ?? 'null'
  const id = typeof issue === 'object' && issue !== null && 'id' in issue ? issue.id : null
  const recordId = typeof id === 'string' || typeof id === 'number' ? String(id) : unnamed(payload)
  return { connectionId, recordId, recordKind: 'ticket', cause, payload }
}
