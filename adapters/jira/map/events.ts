import {
  formerUserName,
  type Status,
  type TicketEvent,
  type TicketRef,
  type TrackerUser,
} from '../../../domain/ticket.ts'
import type { QuarantinedRecord } from '../../trackers/tracker.ts'
import { mismatchOf } from './parse.ts'
import { accountIdOf, NamedUsers } from './people.ts'
import { commentSchema, historySchema, type JiraHistory, type JiraUser, worklogSchema } from './schemas.ts'

/** A ticket's history, comments and worklogs, mapped. */
export interface MappedEvents {
  readonly events: TicketEvent[]
  /** Each once. */
  readonly users: TrackerUser[]
  /** Accounts with the names that the history has of them. */
  readonly named: TrackerUser[]
  /** Statuses in the history, with unknown categories. */
  readonly statuses: Status[]
  readonly quarantined: QuarantinedRecord[]
}

export interface RawEvents {
  readonly histories: readonly unknown[]
  readonly comments: readonly unknown[]
  readonly worklogs: readonly unknown[]
}

/**
 * Converts a ticket's history entries, comments and worklogs to events, oldest first.
 *
 * Sorts the entries by time and id: the bulk changelog documents an order and was seen to break it. An entry, comment or
 * worklog that can't be parsed is quarantined alone.
 */
export function mapEvents(ref: TicketRef, raw: RawEvents): MappedEvents {
  const mapped: EventsSoFar = { events: [], named: [], statuses: [], quarantined: [] }
  const users = new NamedUsers(ref.connectionId)
  for (const history of parsedHistories(ref, raw.histories, mapped)) {
    users.note(history.author)
    for (const [ordinal, item] of history.items.entries()) mapItem(ref, history, ordinal, item, mapped)
  }
  for (const comment of distinctById(raw.comments)) {
    const parsed = commentSchema.safeParse(comment)
    if (!parsed.success) {
      mapped.quarantined.push(quarantine(ref, `comment/${idOf(comment)}`, mismatchOf(parsed.error), comment))
      continue
    }
    const { id, author, created } = parsed.data
    users.note(author)
    mapped.events.push({
      ...ref,
      kind: 'comment',
      eventId: `comment/${id}`,
      happenedAt: created,
      actorId: accountIdOf(author),
    })
  }
  for (const worklog of distinctById(raw.worklogs)) {
    const parsed = worklogSchema.safeParse(worklog)
    if (!parsed.success) {
      mapped.quarantined.push(quarantine(ref, `worklog/${idOf(worklog)}`, mismatchOf(parsed.error), worklog))
      continue
    }
    const { id, author, updateAuthor, created, started, timeSpentSeconds } = parsed.data
    users.note(author)
    users.note(updateAuthor)
    mapped.events.push({
      ...ref,
      kind: 'worklog',
      eventId: `worklog/${id}`,
      happenedAt: started,
      actorId: loggerIdOf(author, updateAuthor),
      loggedSeconds: timeSpentSeconds,
      recordedAt: created ?? null,
    })
  }
  mapped.events.sort((one, other) => one.happenedAt - other.happenedAt)
  return { ...mapped, users: users.all() }
}

type EventsSoFar = Omit<MappedEvents, 'users'>

/** Whose time a worklog is. Where an app wrote it, the person that Jira names beside the app, if any: who changed it last. */
function loggerIdOf(
  author: JiraUser | null | undefined,
  updateAuthor: JiraUser | null | undefined,
): string | null {
  const isForSomebody = author?.accountType === 'app' && updateAuthor?.accountType !== 'app'
  return (isForSomebody ? accountIdOf(updateAuthor) : null) ?? accountIdOf(author)
}

function parsedHistories(ref: TicketRef, histories: readonly unknown[], mapped: EventsSoFar): JiraHistory[] {
  const parsed: JiraHistory[] = []
  for (const history of distinctById(histories)) {
    const result = historySchema.safeParse(history)
    if (result.success) parsed.push(result.data)
    else mapped.quarantined.push(quarantine(ref, idOf(history), mismatchOf(result.error), history))
  }
  return parsed.sort((one, other) => one.created - other.created || compareIds(one.id, other.id))
}

/**
 * One item of an entry. Its ordinal is part of the event's id: an entry may hold two items of one field.
 * (apache/incubator-devlake#9057)
 */
function mapItem(
  ref: TicketRef,
  history: JiraHistory,
  ordinal: number,
  item: unknown,
  mapped: EventsSoFar,
): void {
  const field = fieldOf(item)
  const base = {
    ...ref,
    eventId: `${history.id}/${ordinal}`,
    happenedAt: history.created,
    actorId: accountIdOf(history.author),
  }
  if (field === null) {
    mapped.quarantined.push(quarantine(ref, base.eventId, 'items: a change that names no field', item))
  } else if (field === 'status') {
    const toStatusId = textOf(item, 'to')
    const fromStatusId = textOf(item, 'from')
    if (toStatusId === null) {
      mapped.quarantined.push(quarantine(ref, base.eventId, 'to: a status without an id', item))
      return
    }
    mapped.events.push({ ...base, kind: 'status', fromStatusId, toStatusId })
    noteStatus(ref, fromStatusId, textOf(item, 'fromString'), mapped)
    noteStatus(ref, toStatusId, textOf(item, 'toString'), mapped)
  } else if (field === 'assignee') {
    const fromId = textOf(item, 'from')
    const toId = textOf(item, 'to')
    if (isOdd(item, 'from') || isOdd(item, 'to')) {
      mapped.quarantined.push(quarantine(ref, base.eventId, 'from, to: not an account', item))
      return
    }
    mapped.events.push({ ...base, kind: 'assignee', fromId, toId })
    noteName(ref, fromId, textOf(item, 'fromString'), mapped)
    noteName(ref, toId, textOf(item, 'toString'), mapped)
  } else if (field === 'key') {
    // A move to another project: the keys are in fromString and toString, from and to are null.
    const fromKey = textOf(item, 'fromString')
    const toKey = textOf(item, 'toString')
    if (fromKey !== null && toKey !== null) mapped.events.push({ ...base, kind: 'key', fromKey, toKey })
  }
}

/** Data Center names no field ids; a custom field may be called "Status" there. Null for an item that tells neither. */
function fieldOf(item: unknown): string | null {
  const fieldId = textOf(item, 'fieldId')
  if (fieldId === null && textOf(item, 'fieldtype') === 'custom') return ''
  return (fieldId ?? textOf(item, 'field'))?.toLowerCase() ?? null
}

/** Whether a property is something else than a text, a number or nothing: read as nothing, it would be nobody. */
function isOdd(item: unknown, property: string): boolean {
  const value = ownProperty(item, property)
  return value != null && typeof value !== 'string' && typeof value !== 'number'
}

/** The text of an own property; null for null, missing and empty. */
function textOf(item: unknown, property: string): string | null {
  const value = ownProperty(item, property)
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}

/** TRAP: every object inherits a `toString`, so a missing one would be a function. */
function ownProperty(item: unknown, property: string): unknown {
  if (typeof item !== 'object' || item === null || !Object.hasOwn(item, property)) return null
  return Reflect.get(item, property)
}

/** Who left may be in no list any more: the history alone has a name then. */
function noteName(ref: TicketRef, accountId: string | null, name: string | null, mapped: EventsSoFar): void {
  if (accountId === null || name === null || name === accountId || name === formerUserName) return
  const { connectionId } = ref
  mapped.named.push({
    connectionId,
    accountId,
    displayName: name,
    email: null,
    active: false,
    isApp: false,
    timeZone: null,
  })
}

function noteStatus(ref: TicketRef, statusId: string | null, name: string | null, mapped: EventsSoFar): void {
  if (statusId === null) return
  const { connectionId } = ref
  mapped.statuses.push({ connectionId, statusId, name: name ?? statusId, category: 'unknown' })
}

/** Pages that shift while they are read repeat records: keeps the first of each id. */
function distinctById(records: readonly unknown[]): unknown[] {
  const seen = new Set<string>()
  return records.filter((record) => {
    const key = textOf(record, 'id')
    if (key === null) return true
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function idOf(record: unknown): string {
  return textOf(record, 'id') ?? 'without id'
}

/** Compares numeric ids of any length. */
function compareIds(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0)
}

function quarantine(ref: TicketRef, eventId: string, cause: string, record: unknown): QuarantinedRecord {
  return {
    connectionId: ref.connectionId,
    recordId: `${ref.ticketId}/${eventId}`,
    recordKind: 'event',
    cause,
    payload: JSON.stringify(record, withoutProse) ?? 'null',
  }
}

/** The text of comments and worklogs is never stored, not even in quarantine. */
function withoutProse(property: string, value: unknown): unknown {
  return property === 'body' || property === 'renderedBody' || property === 'comment' ? undefined : value
}
