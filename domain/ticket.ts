import type { Instant } from './instant.ts'

/** A tracker's name in the registry, such as `jira`. Checked where it comes in: a command, a rule file, an opened connection. */
export type TrackerKind = string

/** Where a status stands, by the tracker's own category id and never by its name. */
export type StatusCategory = 'unstarted' | 'in_progress' | 'done' | 'canceled' | 'unknown'

/** A ticket's identity: keys change when tickets move, these two never do. */
export interface TicketRef {
  readonly connectionId: string
  /** The tracker's immutable id: Jira's numeric id, Linear's UUID. */
  readonly ticketId: string
}

/** A tracker's issue, normalised, with the tracker's own words beside ours. */
export interface Ticket extends TicketRef {
  readonly key: string
  readonly url: string
  readonly title: string
  readonly typeId: string
  readonly typeName: string
  /** Jira's hierarchy level: -1 sub-task, 0 standard, 1 epic and up; Linear: 0. */
  readonly hierarchyLevel: number
  readonly statusId: string
  readonly statusName: string
  readonly statusCategory: StatusCategory
  readonly priorityName: string | null
  readonly labels: readonly string[]
  readonly components: readonly string[]
  /** Jira's project, or Linear's project; null where a Linear issue has none. */
  readonly projectId: string | null
  readonly projectKey: string | null
  readonly projectName: string | null
  /** Linear's team; null on Jira. */
  readonly teamId: string | null
  readonly teamKey: string | null
  readonly teamName: string | null
  /** Parent ticket (Jira: parent of any level; Linear: parent issue), as a ticketId; null for none. */
  readonly parentId: string | null
  readonly customFields: readonly CustomField[]
  /** The tracker's account id of the assignee, or null. */
  readonly assigneeId: string | null
  /** The same of who made it; null where the tracker doesn't say, or a machine did. */
  readonly creatorId: string | null
  /** Story points; null is "not estimated", which is not 0. */
  readonly estimatePoints: number | null
  readonly createdAt: Instant
  readonly updatedAt: Instant
  readonly resolvedAt: Instant | null
  /** Linear archives what is done; its effort still counts. */
  readonly archivedAt: Instant | null
  /** Why the ticket is no longer in the tracker; null while it is. Its past effort stays. */
  readonly removal: 'deleted' | 'trashed' | 'access_lost' | null
}

export interface CustomField {
  readonly fieldId: string
  readonly fieldName: string
  readonly values: readonly string[]
}

/** What stands above tickets without being one: Linear's projects and initiatives. */
export interface Container {
  readonly connectionId: string
  readonly containerId: string
  readonly kind: 'project' | 'initiative'
  readonly title: string
  readonly url: string
  readonly labels: readonly string[]
  /** Container ids above this one (a project may serve several initiatives). */
  readonly parentIds: readonly string[]
}

export interface Status {
  readonly connectionId: string
  readonly statusId: string
  readonly name: string
  readonly category: StatusCategory
}

export interface TrackerUser {
  readonly connectionId: string
  readonly accountId: string
  readonly displayName: string
  /** Null where the tracker hides it. */
  readonly email: string | null
  readonly active: boolean
}

interface TicketEventBase extends TicketRef {
  /** Unique in its ticket; for a changelog item the entry's id and the item's ordinal, `1001/0`. */
  readonly eventId: string
  readonly happenedAt: Instant
  /** Account id of who did it; null when the tracker doesn't say, or a machine did it. */
  readonly actorId: string | null
}

/** What effort is measured from. Of comments only who and when, of worklogs also how long. */
export type TicketEvent =
  | (TicketEventBase & {
      readonly kind: 'status'
      readonly fromStatusId: string | null
      readonly toStatusId: string
    })
  | (TicketEventBase & {
      readonly kind: 'assignee'
      readonly fromId: string | null
      readonly toId: string | null
    })
  | (TicketEventBase & { readonly kind: 'comment' })
  | (TicketEventBase & { readonly kind: 'worklog'; readonly loggedSeconds: number })
  | (TicketEventBase & { readonly kind: 'key'; readonly fromKey: string; readonly toKey: string })

/** A text that identifies a ticket in maps; the separator occurs in no id. */
export function ticketRefKey(ref: TicketRef): string {
  return `${ref.connectionId}\u0000${ref.ticketId}`
}
