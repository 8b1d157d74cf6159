import type { StatusMap } from '../../classify/status-map.ts'
import type { StatusMeaning } from '../../classify/status-rules.ts'
import type { Instant } from '../../instant.ts'
import type { TicketEvent } from '../../ticket.ts'
import type { MeasuredTicket } from '../effort.ts'

/** A stretch of a ticket's life in one in-progress status with one assignee (or none); half-open. */
export interface ProgressSpan {
  readonly startAt: Instant
  readonly endAt: Instant
  /** In a status that waits (review, blocked). */
  readonly waiting: boolean
  /** Account ids. */
  readonly assigneeId: string | null
  /** Who moved it into progress; null when nobody is named. */
  readonly moverId: string | null
  /** While unassigned: who is assigned next; null when nobody was by the as-of instant. */
  readonly nextAssigneeId: string | null
}

/** A move into done; account ids. */
export interface Closing {
  readonly closedAt: Instant
  /** When it was undone; null for never. */
  readonly reopenedAt: Instant | null
  /** Time in progress before it, whoever had it. */
  readonly seenMs: number
  readonly assigneeId: string | null
  readonly actorId: string | null
}

export interface Timeline {
  readonly spans: readonly ProgressSpan[]
  /** In order. */
  readonly closings: readonly Closing[]
  /** Who was assigned at an instant. */
  readonly assigneeAt: (at: Instant) => string | null
  /** Whose ticket it was at an instant: the assignee's, else the next one's, else the last one's; null for never assigned. */
  readonly ownerAt: (at: Instant) => string | null
}

/**
 * Replays a ticket's status and assignee history up to an instant.
 *
 * Before the first change the value is the one that the first change starts from; with no change at all, the
 * ticket's own. A first status change that starts from nothing known leaves the time before it unknown, and
 * unknown is not in progress. Where the history stops short of the ticket's present value (a tracker that
 * renamed or moved in bulk writes no history), the present value holds from its resolution, else its last
 * update. History from before the creation (imports keep it) begins the ticket; only time that people say they
 * worked then does not, since they may date it as they like.
 *
 * An archived ticket ends when it was archived, a trashed one at the latest with its last sign of life (the
 * tracker still showed it then). When a ticket was deleted, or
 * became invisible to us, isn't known: it runs on and goes stale like any other, so its past effort stays as reported.
 *
 * @param history of this ticket, as `historiesOf` orders it
 */
export function timelineOf(
  ticket: MeasuredTicket,
  history: readonly TicketEvent[],
  statuses: StatusMap,
  asOfAt: Instant,
): Timeline {
  const states = statesOf(ticket, history, statuses, asOfAt)
  const spans = spansOf(states, Math.min(asOfAt, endOf(ticket, history)))
  return {
    spans,
    closings: closingsOf(ticket, states, spans),
    assigneeAt: (at) => stateAt(states, at)?.assigneeId ?? null,
    ownerAt: (at) => ownerAt(states, at),
  }
}

interface State {
  readonly at: Instant
  readonly meaning: StatusMeaning | null
  readonly assigneeId: string | null
  readonly actorId: string | null
}

/** A value that a ticket has by now, and that no event of its history leads to. */
interface UntoldChange {
  readonly at: Instant
  /** Undefined where it stays. */
  readonly statusId?: string
  readonly assigneeId?: string | null
}

/** What a ticket was from its beginning on: at least one state, in order. */
function statesOf(
  ticket: MeasuredTicket,
  history: readonly TicketEvent[],
  statuses: StatusMap,
  asOfAt: Instant,
): State[] {
  let state = firstStateOf(ticket, history, statuses)
  const states = [state]
  const add = (
    at: Instant,
    actorId: string | null,
    statusId: string | undefined,
    assigneeId: string | null | undefined,
  ) => {
    if (at >= asOfAt) return
    state = {
      at: Math.max(at, state.at),
      meaning: statusId === undefined ? state.meaning : statuses.meaningOf(ticket, statusId),
      assigneeId: assigneeId === undefined ? state.assigneeId : assigneeId,
      actorId,
    }
    states.push(state)
  }
  const untold = untoldChangesOf(ticket, history)
  const addUntold = (beforeAt: Instant) => {
    for (let next = untold[0]; next !== undefined && next.at < beforeAt; next = untold[0]) {
      add(next.at, null, next.statusId, next.assigneeId)
      untold.shift()
    }
  }
  for (const event of history) {
    if (event.kind !== 'status' && event.kind !== 'assignee') continue
    addUntold(event.happenedAt)
    if (event.kind === 'status') add(event.happenedAt, moverOf(event, ticket), event.toStatusId, undefined)
    else add(event.happenedAt, event.actorId, undefined, event.toId)
  }
  addUntold(Number.POSITIVE_INFINITY)
  return states
}

function firstStateOf(ticket: MeasuredTicket, history: readonly TicketEvent[], statuses: StatusMap): State {
  const firstStatus = history.find((event) => event.kind === 'status')
  const firstAssignee = history.find((event) => event.kind === 'assignee')
  const firstSign = history.find((event) => event.kind !== 'worklog')
  const statusId = firstStatus === undefined ? ticket.statusId : firstStatus.fromStatusId
  return {
    at: Math.min(ticket.createdAt, firstSign?.happenedAt ?? ticket.createdAt),
    meaning: statuses.meaningOf(ticket, statusId),
    assigneeId: firstAssignee === undefined ? ticket.assigneeId : firstAssignee.fromId,
    actorId: ticket.creatorId,
  }
}

/** In order. */
function untoldChangesOf(ticket: MeasuredTicket, history: readonly TicketEvent[]): UntoldChange[] {
  const { statusId, assigneeId, updatedAt, resolvedAt } = ticket
  const status = history.findLast((event) => event.kind === 'status')
  const assignee = history.findLast((event) => event.kind === 'assignee')
  const untold: UntoldChange[] = []
  const knownAt = resolvedAt ?? updatedAt
  if (status !== undefined && status.toStatusId !== statusId && knownAt > status.happenedAt)
    untold.push({ at: knownAt, statusId })
  if (assignee !== undefined && assignee.toId !== assigneeId && updatedAt > assignee.happenedAt)
    untold.push({ at: updatedAt, assigneeId })
  return untold.sort((a, b) => a.at - b.at)
}

/** A first status, which starts from none, is the creator's doing. */
function moverOf(event: Extract<TicketEvent, { kind: 'status' }>, ticket: MeasuredTicket): string | null {
  return event.actorId ?? (event.fromStatusId === null ? ticket.creatorId : null)
}

function endOf(ticket: MeasuredTicket, history: readonly TicketEvent[]): Instant {
  const { archivedAt, removal, removedAt } = ticket
  if (archivedAt !== null || removedAt !== null) {
    return Math.min(archivedAt ?? Number.POSITIVE_INFINITY, removedAt ?? Number.POSITIVE_INFINITY)
  }
  if (removal !== 'trashed') return Number.POSITIVE_INFINITY
  return Math.max(ticket.updatedAt, history.at(-1)?.happenedAt ?? 0)
}

function spansOf(states: readonly State[], endAt: Instant): ProgressSpan[] {
  let nextAssignees: readonly (string | null)[] | null = null
  const spans: ProgressSpan[] = []
  let moverId: string | null = null
  let wasInProgress = false
  let index = 0
  for (const { at, meaning, assigneeId, actorId } of states) {
    index += 1
    const inProgress = isInProgress(meaning)
    if (inProgress && !wasInProgress) moverId = actorId
    wasInProgress = inProgress
    const untilAt = Math.min(states[index]?.at ?? endAt, endAt)
    if (!inProgress || untilAt <= at) continue
    if (assigneeId === null) nextAssignees ??= nextAssigneesOf(states)
    spans.push({
      startAt: at,
      endAt: untilAt,
      waiting: meaning === 'waiting',
      assigneeId,
      moverId,
      nextAssigneeId: assigneeId === null ? (nextAssignees?.[index - 1] ?? null) : null,
    })
  }
  return spans
}

/** For each state the first assignee after it. */
function nextAssigneesOf(states: readonly State[]): (string | null)[] {
  const next: (string | null)[] = states.map(() => null)
  let assigneeId: string | null = null
  for (let index = states.length - 1; index >= 0; index -= 1) {
    next[index] = assigneeId
    assigneeId = states[index]?.assigneeId ?? assigneeId
  }
  return next
}

function closingsOf(
  ticket: MeasuredTicket,
  states: readonly State[],
  spans: readonly ProgressSpan[],
): Closing[] {
  const closings: Closing[] = []
  let closed: Omit<Closing, 'reopenedAt'> | null = null
  let index = 0
  for (const { at, meaning, assigneeId, actorId } of states) {
    const done = meaning === 'done'
    if (!done && closed !== null) {
      closings.push({ ...closed, reopenedAt: at })
      closed = null
    } else if (done && closed === null) {
      const closedAt = index === 0 ? (ticket.resolvedAt ?? at) : at
      closed = { closedAt, seenMs: seenMsBefore(closedAt, spans), assigneeId, actorId }
    }
    index += 1
  }
  if (closed !== null) closings.push({ ...closed, reopenedAt: null })
  return closings
}

function seenMsBefore(at: Instant, spans: readonly ProgressSpan[]): number {
  let seenMs = 0
  for (const { startAt, endAt } of spans) if (startAt < at) seenMs += endAt - startAt
  return seenMs
}

function ownerAt(states: readonly State[], at: Instant): string | null {
  const assigneeId = stateAt(states, at)?.assigneeId ?? null
  if (assigneeId !== null) return assigneeId
  const assigned = states.filter((state) => state.assigneeId !== null)
  const next = assigned.find((state) => state.at > at)
  return (next ?? assigned.findLast((state) => state.at <= at))?.assigneeId ?? null
}

function isInProgress(meaning: StatusMeaning | null): boolean {
  return meaning === 'in_progress' || meaning === 'waiting'
}

/** The last state that began at or before an instant. Asked for each act: a loop takes a third of the time of findLast(). */
function stateAt(states: readonly State[], at: Instant): State | undefined {
  for (let index = states.length - 1; index >= 0; index -= 1) {
    const state = states[index]
    if (state !== undefined && state.at <= at) return state
  }
  return undefined
}
