import type { z } from 'zod'
import { minuteMs } from '../../../domain/instant.ts'
import type { TicketEvent, TicketRef } from '../../../domain/ticket.ts'
import type { QuarantinedRecord } from '../../trackers/tracker.ts'
import { mismatchOf } from './parse.ts'
import { commentNode, historyNode, type IssueLists, type IssueNode, spanNode } from './schemas.ts'

/** The largest distance between a state span and the history entry of the same move. */
const sameMoveMs = 5 * minuteMs

interface MappedEvents {
  readonly events: readonly TicketEvent[]
  readonly quarantined: readonly QuarantinedRecord[]
}

/**
 * Converts an issue's state spans, history and comments to events, in no particular order.
 *
 * Status events come from the state spans, because the history omits an issue's first three minutes. The first span is the
 * status at creation, which has no previous status and no actor; the actor of a later move is that of the nearest history
 * entry into the same state. Assignee events come from the history, and so do status events when an issue has no span.
 */
export function mapEvents(ref: TicketRef, issue: IssueNode, lists: IssueLists): MappedEvents {
  const quarantined: QuarantinedRecord[] = []
  const spans = read(spanNode, lists.stateHistory, 'state span')
  const history = read(historyNode, lists.history, 'history entry')
  const comments = read(commentNode, lists.comments, 'comment')

  function read<T extends z.ZodType>(schema: T, nodes: readonly unknown[], name: string): z.output<T>[] {
    return nodes.flatMap((node, index) => {
      const parsed = schema.safeParse(node)
      if (parsed.success) return [parsed.data]
      quarantined.push({
        connectionId: ref.connectionId,
        recordId: `${issue.id} ${name} ${idIn(node) ?? index}`,
        recordKind: 'event',
        cause: `${name}: ${mismatchOf(parsed.error)}`,
        payload: JSON.stringify(node),
      })
      return []
    })
  }

  return {
    events: [
      ...(spans.length > 0 ? spanEvents(ref, spans, history) : stateEvents(ref, history)),
      ...assigneeEvents(ref, history),
      ...comments.map(
        (comment): TicketEvent => ({
          ...ref,
          kind: 'comment',
          eventId: comment.id,
          happenedAt: comment.createdAt,
          actorId: comment.user?.id ?? null,
        }),
      ),
      ...keyEvents(ref, issue),
    ],
    quarantined,
  }
}

type Span = z.output<typeof spanNode>
type Entry = z.output<typeof historyNode>

function spanEvents(ref: TicketRef, spans: readonly Span[], history: readonly Entry[]): TicketEvent[] {
  const ordered = spans.toSorted((a, b) => a.startedAt - b.startedAt)
  return ordered.map((span, index) => {
    const before = ordered[index - 1]
    return {
      ...ref,
      kind: 'status',
      eventId: span.id,
      happenedAt: span.startedAt,
      actorId: before === undefined ? null : moverOf(span, history),
      fromStatusId: before?.stateId ?? null,
      toStatusId: span.stateId,
    }
  })
}

/** The moves in the history, for a ticket without spans. */
function stateEvents(ref: TicketRef, history: readonly Entry[]): TicketEvent[] {
  return history.flatMap(({ id, createdAt, actorId, fromStateId, toStateId }) =>
    toStateId === null || toStateId === fromStateId
      ? []
      : [
          {
            ...ref,
            kind: 'status',
            eventId: id,
            happenedAt: createdAt,
            actorId,
            fromStatusId: fromStateId,
            toStatusId: toStateId,
          },
        ],
  )
}

function moverOf(span: Span, history: readonly Entry[]): string | null {
  let nearest: Entry | null = null
  let nearestMs = sameMoveMs
  for (const entry of history) {
    const distanceMs = Math.abs(entry.createdAt - span.startedAt)
    if (entry.toStateId !== span.stateId || distanceMs > nearestMs) continue
    nearest = entry
    nearestMs = distanceMs
  }
  return nearest?.actorId ?? null
}

function assigneeEvents(ref: TicketRef, history: readonly Entry[]): TicketEvent[] {
  return history
    .filter((entry) => entry.fromAssigneeId !== entry.toAssigneeId)
    .map((entry) => ({
      ...ref,
      kind: 'assignee',
      eventId: entry.id,
      happenedAt: entry.createdAt,
      actorId: entry.actorId,
      fromId: entry.fromAssigneeId,
      toId: entry.toAssigneeId,
    }))
}

/**
 * Linear lists the keys that an issue had in other teams without their times: only the last move has one, so every previous
 * key changes to the current one then.
 */
function keyEvents(ref: TicketRef, issue: IssueNode): TicketEvent[] {
  return issue.previousIdentifiers
    .filter((identifier) => identifier !== issue.identifier)
    .map((fromKey) => ({
      ...ref,
      kind: 'key',
      eventId: `key/${fromKey}`,
      happenedAt: issue.addedToTeamAt ?? issue.updatedAt,
      actorId: null,
      fromKey,
      toKey: issue.identifier,
    }))
}

function idIn(node: unknown): string | null {
  if (typeof node !== 'object' || node === null || !('id' in node)) return null
  return typeof node.id === 'string' && node.id !== '' ? node.id : null
}
