import { describe, expect, test } from 'vitest'
import { mapEvents } from '../../../../adapters/linear/map/events.ts'
import { issueNode } from '../../../../adapters/linear/map/schemas.ts'
import { anIssue } from '../an-issue.ts'

const at = (time: string) => `2026-03-02T${time}.000Z`
const span = (id: string, stateId: string, time: string) => ({ id, stateId, startedAt: at(time) })

function entry(id: string, time: string, changes: Record<string, unknown>) {
  return { id, createdAt: at(time), actorId: 'user-ben', ...changes }
}

function eventsWith(lists: { spans?: unknown[]; history?: unknown[]; comments?: unknown[] }, changes = {}) {
  return mapEvents({ connectionId: 'linear-1', ticketId: 'issue-1' }, issueNode.parse(anIssue(changes)), {
    stateHistory: lists.spans ?? [],
    history: lists.history ?? [],
    comments: lists.comments ?? [],
  })
}

describe('status events', () => {
  test('follow the state spans, whatever their order; the first one comes from nothing', () => {
    const spans = [span('s2', 'doing', '10:00:00'), span('s1', 'todo', '09:00:00')]
    const { events } = eventsWith({ spans })
    expect(events).toEqual([
      {
        connectionId: 'linear-1',
        ticketId: 'issue-1',
        kind: 'status',
        eventId: 's1',
        happenedAt: Date.parse(at('09:00:00')),
        actorId: null,
        fromStatusId: null,
        toStatusId: 'todo',
      },
      expect.objectContaining({ eventId: 's2', fromStatusId: 'todo', toStatusId: 'doing', actorId: null }),
    ])
  })

  test('take their actor from the nearest history entry into the same state within five minutes', () => {
    const spans = [
      span('s1', 'todo', '09:00:00'),
      span('s2', 'doing', '10:00:00'),
      span('s3', 'todo', '10:02:00'),
      span('s4', 'doing', '11:00:00'),
      span('s5', 'todo', '12:00:00'),
    ]
    const history = [
      entry('h1', '10:00:01', { toStateId: 'doing', actorId: 'user-ada' }),
      entry('h2', '10:04:00', { toStateId: 'doing', actorId: 'user-cleo' }),
      entry('h3', '10:02:00', { toStateId: 'todo', actorId: 'user-dara' }),
      entry('h4', '11:05:01', { toStateId: 'doing' }),
      entry('h5', '12:00:00', { toStateId: 'todo', actorId: null }),
    ]
    const actors = eventsWith({ spans, history }).events.map((event) => event.actorId)
    expect(actors).toEqual([null, 'user-ada', 'user-dara', null, null])
  })

  test('come from the history where a ticket has no span at all', () => {
    const history = [
      entry('h2', '11:00:00', { fromStateId: 'doing', toStateId: 'done', actorId: null }),
      entry('h3', '11:30:00', { toAssigneeId: 'user-ada' }),
      entry('h1', '10:00:00', { fromStateId: 'todo', toStateId: 'doing' }),
    ]
    const moves = eventsWith({ history }).events.filter((event) => event.kind === 'status')
    expect(moves.toSorted((a, b) => a.happenedAt - b.happenedAt)).toMatchObject([
      { eventId: 'h1', fromStatusId: 'todo', toStatusId: 'doing', actorId: 'user-ben' },
      { eventId: 'h2', fromStatusId: 'doing', toStatusId: 'done', actorId: null },
    ])
  })
})

test('assignee events come from the history, and only from entries that changed the assignee', () => {
  const history = [
    entry('h1', '10:00:00', { fromAssigneeId: null, toAssigneeId: 'user-ada' }),
    entry('h2', '11:00:00', { fromAssigneeId: 'user-ada', toAssigneeId: null }),
    entry('h3', '12:00:00', { toStateId: 'done' }),
  ]
  const { events } = eventsWith({ spans: [span('s1', 'done', '09:00:00')], history })
  expect(events.filter((event) => event.kind !== 'status')).toMatchObject([
    { kind: 'assignee', eventId: 'h1', fromId: null, toId: 'user-ada', actorId: 'user-ben' },
    { kind: 'assignee', eventId: 'h2', fromId: 'user-ada', toId: null },
  ])
})

test('of comments only who and when is kept; one by an integration has no actor', () => {
  const comments = [
    { id: 'c1', createdAt: at('10:00:00'), user: { id: 'user-ada' }, body: 'not asked for' },
    { id: 'c2', createdAt: at('11:00:00'), user: null },
  ]
  const { events } = eventsWith({ comments })
  expect(events.map(({ kind, eventId, actorId }) => ({ kind, eventId, actorId }))).toEqual([
    { kind: 'comment', eventId: 'c1', actorId: 'user-ada' },
    { kind: 'comment', eventId: 'c2', actorId: null },
  ])
  expect(JSON.stringify(events)).not.toContain('not asked for')
})

test('every old key is said to have become today’s', () => {
  const moved = {
    previousIdentifiers: ['OLD-1', 'MID-2'],
    identifier: 'NEW-3',
    addedToTeamAt: at('15:00:00'),
  }
  expect(eventsWith({}, moved).events).toMatchObject([
    { kind: 'key', fromKey: 'OLD-1', toKey: 'NEW-3', happenedAt: Date.parse(at('15:00:00')) },
    { kind: 'key', fromKey: 'MID-2', toKey: 'NEW-3' },
  ])
})

test('what cannot be read is set aside by its id, with words that hold nothing of it', () => {
  const history = [
    { id: 'h1', createdAt: 'private words' },
    entry('h2', '10:00:00', { toAssigneeId: 'user-ada' }),
  ]
  const { events, quarantined } = eventsWith({ history, spans: [null] })
  expect(events.map((event) => event.eventId)).toEqual(['h2'])
  expect(quarantined.map((record) => record.recordId)).toEqual([
    'issue-1 state span 0',
    'issue-1 history entry h1',
  ])
  expect(quarantined[1]?.cause).not.toContain('private')
  expect(quarantined[1]?.payload).toContain('private')
})
