import { z } from 'zod'
import { type Immutable, instant, text, uuid, wholeNumber } from './fields.ts'
import type { Instant } from './instant.ts'

/** A tracker's name in the registry, such as `jira`. Checked where it comes in: a command, a rule file, an opened connection. */
export type TrackerKind = string

/** Where a status stands, by the tracker's own category id and never by its name. */
export const statusCategories = ['unstarted', 'in_progress', 'done', 'canceled', 'unknown'] as const

export type StatusCategory = (typeof statusCategories)[number]

/** `moved` is in a project or team that isn't read; `access_lost` is out of the account's sight with its whole project or team. */
export const removals = ['deleted', 'trashed', 'moved', 'access_lost'] as const

export type Removal = (typeof removals)[number]

/** A ticket's identity: keys change when tickets move, these two never do. */
export interface TicketRef {
  readonly connectionId: string
  /** The tracker's immutable id: Jira's numeric id, Linear's UUID. */
  readonly ticketId: string
}

/** A field that a tracker's admin added, with its values as text. */
export type CustomField = Ticket['customFields'][number]

/**
 * A tracker's issue, normalised, with the tracker's own words beside ours. The one description of a ticket: its type, its
 * columns and the reading of its rows follow from it.
 */
export const ticketSchema = z.object({
  connectionId: uuid,
  ticketId: text,
  key: text,
  url: text,
  title: text,
  typeId: text,
  typeName: text,
  /** Jira's hierarchy level: -1 sub-task, 0 standard, 1 epic and up; Linear: 0. */
  hierarchyLevel: wholeNumber,
  statusId: text,
  statusName: text,
  statusCategory: z.enum(statusCategories),
  /** How Jira says that the ticket was closed; null while it is open, and on trackers without resolutions. */
  resolutionId: text.nullable(),
  resolutionName: text.nullable(),
  priorityName: text.nullable(),
  labels: z.array(text),
  components: z.array(text),
  /** Jira's project, or Linear's project; null where a Linear issue has none. */
  projectId: text.nullable(),
  projectKey: text.nullable(),
  projectName: text.nullable(),
  /** Linear's team; null on Jira. */
  teamId: text.nullable(),
  teamKey: text.nullable(),
  teamName: text.nullable(),
  /** Of each team above Linear's team its id, key and name, nearest first; empty on Jira and for a team on top. */
  teamsAbove: z.array(text),
  /** Parent ticket (Jira: parent of any level; Linear: parent issue), as a ticketId; null for none. */
  parentId: text.nullable(),
  /** The parent's key as this ticket's record has it, also where the parent itself can't be read; null for none. */
  parentKey: text.nullable(),
  customFields: z.array(z.object({ fieldId: text, fieldName: text, values: z.array(text) })),
  /** The tracker's account id of the assignee, or null. */
  assigneeId: text.nullable(),
  /** The same of who made it; null where the tracker doesn't say, or a machine did. */
  creatorId: text.nullable(),
  /** Story points; null is "not estimated", which is not 0. */
  estimatePoints: z.number().nullable(),
  createdAt: instant,
  updatedAt: instant,
  resolvedAt: instant.nullable(),
  /** Linear archives what is done; its effort still counts. */
  archivedAt: instant.nullable(),
  /** Why the ticket is no longer read from the tracker; null while it is. Its past effort stays. */
  removal: z.enum(removals).nullable(),
  /** When a census noticed that; null while it is there, and where the ticket itself tells when. */
  removedAt: instant.nullable(),
  /**
   * Whether it was read only because it stands above tickets of the chosen projects or teams: without its history. It has no
   * effort and counts nowhere; those below inherit its category.
   */
  isContext: z.boolean(),
})

export type Ticket = Immutable<z.infer<typeof ticketSchema>>

/** What stands above tickets without being one: Linear's projects and initiatives. */
export const containerSchema = z.object({
  connectionId: uuid,
  containerId: text,
  kind: z.enum(['project', 'initiative']),
  title: text,
  url: text,
  labels: z.array(text),
  /** Container ids above this one (a project may serve several initiatives). */
  parentIds: z.array(text),
  /** Null while it is open; Linear empties both when it is opened again. */
  completedAt: instant.nullable(),
  canceledAt: instant.nullable(),
})

export type Container = Immutable<z.infer<typeof containerSchema>>

export const statusSchema = z.object({
  connectionId: uuid,
  statusId: text,
  name: text,
  category: z.enum(statusCategories),
})

export type Status = Immutable<z.infer<typeof statusSchema>>

/** What Jira calls every account that was closed. */
export const formerUserName = 'Former user'

/** An account on a tracker. */
export const trackerUserSchema = z.object({
  connectionId: uuid,
  accountId: text,
  displayName: text,
  /** Null where the tracker hides it. */
  email: text.nullable(),
  active: z.boolean(),
  /** Whether the tracker says that it is an app, automation or a customer of a service desk, and nobody who works there. */
  isApp: z.boolean(),
  /** An IANA name, as the account has set it; null where the tracker doesn't tell. */
  timeZone: text.nullable(),
})

export type TrackerUser = Immutable<z.infer<typeof trackerUserSchema>>

interface TicketEventBase extends TicketRef {
  /** Unique in its ticket; for a changelog item the entry's id and the item's ordinal, `1001/0`. */
  readonly eventId: string
  readonly happenedAt: Instant
  /** Account id of who did it, be it an app's; null when the tracker doesn't say. */
  readonly actorId: string | null
}

export const ticketEventKinds = [
  'status',
  'assignee',
  'comment',
  'worklog',
  'key',
] as const satisfies readonly TicketEvent['kind'][]

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
  | (TicketEventBase & {
      readonly kind: 'worklog'
      readonly loggedSeconds: number
      /** When it was written down, often days after the work; null where the tracker doesn't say. */
      readonly recordedAt: Instant | null
    })
  | (TicketEventBase & { readonly kind: 'key'; readonly fromKey: string; readonly toKey: string })

/** A text that identifies a ticket in maps; the separator occurs in no id. */
export function ticketRefKey(ref: TicketRef): string {
  return `${ref.connectionId}\u0000${ref.ticketId}`
}
