import { type StatusMap, statusMapOf } from '../../domain/classify/status-map.ts'
import type { StatusRules } from '../../domain/classify/status-rules.ts'
import type { Status, Ticket, TicketEvent, TicketRef } from '../../domain/ticket.ts'

/** The default connection of built tickets. */
export const connectionId = 'jira-1'

/** A waiting status (`In Review`) stands beside the usual four. */
export const statuses: readonly Status[] = [
  { connectionId, statusId: 'todo', name: 'To Do', category: 'unstarted' },
  { connectionId, statusId: 'doing', name: 'In Progress', category: 'in_progress' },
  { connectionId, statusId: 'review', name: 'In Review', category: 'in_progress' },
  { connectionId, statusId: 'done', name: 'Done', category: 'done' },
  { connectionId, statusId: 'canceled', name: 'Canceled', category: 'canceled' },
]

/** What a rule file says of statuses; defaults to a file in which only `In Review` waits. */
export function statusRules(changes: Partial<StatusRules> = {}): StatusRules {
  return { mappings: [], waitingNames: ['in review'], droppedResolutions: ["won't do"], ...changes }
}

/** The map of the built statuses, and more. */
export function aStatusMap(changes: Partial<StatusRules> = {}, more: readonly Status[] = []): StatusMap {
  return statusMapOf(statusRules(changes), [...statuses, ...more], () => 'jira')
}

/** Epoch milliseconds of an ISO text; without a zone it is read as UTC. */
export function at(iso: string): number {
  const zoned = /(?:Z|[+-]\d\d:\d\d)$/.test(iso) ? iso : `${iso}Z`
  const instant = Date.parse(zoned)
  if (Number.isNaN(instant)) throw new Error(`"${iso}" is no instant`)
  return instant
}

export function refOf(key: string): TicketRef {
  return { connectionId, ticketId: `id-${key}` }
}

/** An unassigned story in `To Do`, created on 2026-01-05. `statusId` sets name and category too. */
export function aTicket(key: string, changes: Partial<Ticket> = {}): Ticket {
  const status = statuses.find((each) => each.statusId === (changes.statusId ?? 'todo'))
  const createdAt = changes.createdAt ?? at('2026-01-05T08:00:00Z')
  return {
    ...refOf(key),
    key,
    url: `https://tracker.example/browse/${key}`,
    title: `Title of ${key}`,
    typeId: 'story',
    typeName: 'Story',
    hierarchyLevel: 0,
    statusId: status?.statusId ?? 'todo',
    statusName: status?.name ?? 'To Do',
    statusCategory: status?.category ?? 'unknown',
    resolutionId: null,
    resolutionName: null,
    priorityName: null,
    labels: [],
    components: [],
    projectId: null,
    projectKey: null,
    projectName: null,
    teamId: null,
    teamKey: null,
    teamName: null,
    teamsAbove: [],
    parentId: null,
    parentKey: null,
    customFields: [],
    assigneeId: null,
    creatorId: null,
    estimatePoints: null,
    createdAt,
    updatedAt: createdAt,
    resolvedAt: null,
    archivedAt: null,
    removal: null,
    removedAt: null,
    isContext: false,
    ...changes,
  }
}

type EventOf<K extends TicketEvent['kind']> = Extract<TicketEvent, { kind: K }>

function base(key: string, when: string, kind: string, actorId: string | null) {
  return { ...refOf(key), eventId: `${kind}@${when}`, happenedAt: at(when), actorId }
}

export function statusEvent(
  key: string,
  when: string,
  fromStatusId: string | null,
  toStatusId: string,
  actorId: string | null = null,
): EventOf<'status'> {
  return { ...base(key, when, 'status', actorId), kind: 'status', fromStatusId, toStatusId }
}

export function assigneeEvent(
  key: string,
  when: string,
  fromId: string | null,
  toId: string | null,
  actorId: string | null = null,
): EventOf<'assignee'> {
  return { ...base(key, when, 'assignee', actorId), kind: 'assignee', fromId, toId }
}

export function commentEvent(key: string, when: string, actorId: string): EventOf<'comment'> {
  return { ...base(key, when, 'comment', actorId), kind: 'comment' }
}

export function worklogEvent(
  key: string,
  when: string,
  actorId: string,
  loggedHours: number,
): EventOf<'worklog'> {
  return {
    ...base(key, when, 'worklog', actorId),
    kind: 'worklog',
    loggedSeconds: loggedHours * 3600,
    recordedAt: null,
  }
}
