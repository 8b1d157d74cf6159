import type {
  Container,
  Status,
  Ticket,
  TicketEvent,
  TicketRef,
  TrackerUser,
} from '../../../domain/ticket.ts'
import type { TableShape } from '../sql/table.ts'

export const statusTable: TableShape<Status> = {
  table: 'statuses',
  key: ['connectionId', 'statusId'],
  columns: { connectionId: 'uuid', statusId: 'text', name: 'text', category: 'text' },
  // A history that names a status tells nothing of its category.
  unknowns: { category: 'unknown' },
}

export const userTable: TableShape<TrackerUser> = {
  table: 'tracker_users',
  key: ['connectionId', 'accountId'],
  columns: {
    connectionId: 'uuid',
    accountId: 'text',
    displayName: 'text',
    email: 'text',
    active: 'boolean',
  },
  // Trackers show an address in their list of users and hide it on tickets.
  unknowns: { email: null },
}

export const containerTable: TableShape<Container> = {
  table: 'containers',
  key: ['connectionId', 'containerId'],
  columns: {
    connectionId: 'uuid',
    containerId: 'text',
    kind: 'text',
    title: 'text',
    url: 'text',
    labels: 'text[]',
    parentIds: 'text[]',
  },
}

export const ticketTable: TableShape<Ticket> = {
  table: 'tickets',
  key: ['connectionId', 'ticketId'],
  columns: {
    connectionId: 'uuid',
    ticketId: 'text',
    key: 'text',
    url: 'text',
    title: 'text',
    typeId: 'text',
    typeName: 'text',
    hierarchyLevel: 'integer',
    statusId: 'text',
    statusName: 'text',
    statusCategory: 'text',
    priorityName: 'text',
    labels: 'text[]',
    components: 'text[]',
    projectId: 'text',
    projectKey: 'text',
    projectName: 'text',
    teamId: 'text',
    teamKey: 'text',
    teamName: 'text',
    parentId: 'text',
    customFields: 'jsonb',
    assigneeId: 'text',
    creatorId: 'text',
    estimatePoints: 'double precision',
    createdAt: 'instant',
    updatedAt: 'instant',
    resolvedAt: 'instant',
    archivedAt: 'instant',
    removal: 'text',
  },
}

export interface TicketKey extends TicketRef {
  readonly key: string
}

export const ticketKeyTable: TableShape<TicketKey> = {
  table: 'ticket_keys',
  key: ['connectionId', 'ticketId', 'key'],
  columns: { connectionId: 'uuid', ticketId: 'text', key: 'text' },
}

/** An event of any kind in one row. */
export interface EventColumns extends TicketRef {
  readonly kind: TicketEvent['kind']
  readonly eventId: string
  readonly happenedAt: number
  readonly actorId: string | null
  readonly fromValue: string | null
  readonly toValue: string | null
  readonly loggedSeconds: number | null
}

/** Its key has the kind in it: trackers number comments, worklogs and changes each by a sequence of its own. */
export const eventTable: TableShape<EventColumns> = {
  table: 'ticket_events',
  key: ['connectionId', 'ticketId', 'kind', 'eventId'],
  columns: {
    connectionId: 'uuid',
    ticketId: 'text',
    kind: 'text',
    eventId: 'text',
    happenedAt: 'instant',
    actorId: 'text',
    fromValue: 'text',
    toValue: 'text',
    loggedSeconds: 'integer',
  },
}
