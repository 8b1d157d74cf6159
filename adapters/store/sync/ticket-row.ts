import { z } from 'zod'
import type { Container, Status, Ticket, TrackerUser } from '../../../domain/ticket.ts'
import { instantColumn } from '../sql/rows.ts'

const text = z.string()
const textOrNull = z.string().nullable()
const statusCategory = z.enum(['unstarted', 'in_progress', 'done', 'canceled', 'unknown'])

/** A row of `tickets`. */
export const ticketRow: z.ZodType<Ticket> = z.object({
  connectionId: text,
  ticketId: text,
  key: text,
  url: text,
  title: text,
  typeId: text,
  typeName: text,
  hierarchyLevel: z.number(),
  statusId: text,
  statusName: text,
  statusCategory,
  priorityName: textOrNull,
  labels: z.array(text),
  components: z.array(text),
  projectId: textOrNull,
  projectKey: textOrNull,
  projectName: textOrNull,
  teamId: textOrNull,
  teamKey: textOrNull,
  teamName: textOrNull,
  parentId: textOrNull,
  customFields: z.array(z.object({ fieldId: text, fieldName: text, values: z.array(text) })),
  assigneeId: textOrNull,
  creatorId: textOrNull,
  estimatePoints: z.number().nullable(),
  createdAt: instantColumn,
  updatedAt: instantColumn,
  resolvedAt: instantColumn.nullable(),
  archivedAt: instantColumn.nullable(),
  removal: z.enum(['deleted', 'trashed', 'access_lost']).nullable(),
})

/** A row of `statuses`. */
export const statusRow: z.ZodType<Status> = z.object({
  connectionId: text,
  statusId: text,
  name: text,
  category: statusCategory,
})

/** A row of `tracker_users`. */
export const userRow: z.ZodType<TrackerUser> = z.object({
  connectionId: text,
  accountId: text,
  displayName: text,
  email: textOrNull,
  active: z.boolean(),
})

/** A row of `containers`. */
export const containerRow: z.ZodType<Container> = z.object({
  connectionId: text,
  containerId: text,
  kind: z.enum(['project', 'initiative']),
  title: text,
  url: text,
  labels: z.array(text),
  parentIds: z.array(text),
})
