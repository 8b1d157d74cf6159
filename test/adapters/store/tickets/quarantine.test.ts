import { expect, test } from 'vitest'
import type { Store } from '../../../../adapters/store/sql/client.ts'
import { listQuarantine } from '../../../../adapters/store/tickets/quarantine.ts'
import { loadTicketEvents } from '../../../../adapters/store/tickets/tickets.ts'
import type { QuarantinedRecord } from '../../../../adapters/trackers/tracker.ts'
import { connectionHealth } from '../../../../queries/connections/health.ts'
import { readingText } from '../../../../wording/connections/reading-text.ts'
import { aTicket, commentEvent, refOf, worklogEvent } from '../../../builders/ticket.ts'
import { aConnection, nowAt, storeForThisFile, storeRecords } from '../test-store.ts'

const store = storeForThisFile()

function aside(
  recordId: string,
  recordKind: QuarantinedRecord['recordKind'] = 'ticket',
  cause = 'fields.status: expected an object',
): QuarantinedRecord {
  return { connectionId: 'set by the page', recordId, recordKind, cause, payload: `{"id":"${recordId}"}` }
}

async function asideOf(of: Store, connectionId: string) {
  return (await listQuarantine(of)).filter((record) => record.connectionId === connectionId)
}

test('a record set aside again is counted, with its first and its last time', async () => {
  const { connectionId } = await aConnection(store())
  await storeRecords(store(), connectionId, { quarantined: [aside('1')] }, { checkpoint: 'a' })
  const laterAt = nowAt + 60_000
  const changed = aside('1', 'ticket', 'fields.project: missing\0')
  await storeRecords(store(), connectionId, { quarantined: [changed] }, { checkpoint: 'b', nowAt: laterAt })
  expect(await asideOf(store(), connectionId)).toEqual([
    {
      connectionId,
      recordId: '1',
      recordKind: 'ticket',
      cause: 'fields.project: missing',
      payload: '{"id":"1"}',
      count: 2,
      firstSeenAt: nowAt,
      lastSeenAt: laterAt,
    },
  ])
})

test('the health of a connection tells why records are set aside, the most frequent cause first', async () => {
  const { connectionId } = await aConnection(store())
  const quarantined = ['1', '2', '3', '4', '5', '6'].map((id, index) =>
    aside(id, 'ticket', index < 3 ? 'no status' : `cause ${id}`),
  )
  await storeRecords(store(), connectionId, { quarantined })
  const health = (await connectionHealth(store(), nowAt)).find(
    ({ connection }) => connection.connectionId === connectionId,
  )
  const finding = health?.findings.find(({ kind }) => kind === 'records_set_aside')
  expect(finding && readingText('jira', finding, nowAt)).toBe(
    '6 records set aside because they can’t be understood: 3 × no status, 1 × cause 4, 1 × cause 5 and more. A full sync tries them again',
  )
})

test('what arrives whole leaves quarantine, what is set aside on the same page stays', async () => {
  const { connectionId } = await aConnection(store())
  const quarantined = [
    aside('id-Q-1'),
    aside('id-Q-2'),
    aside('id-Q-1/comment/5', 'event'),
    aside('id-Q-1/comment/6', 'event'),
    aside('id-Q-10/comment/5', 'event'),
    aside('ada', 'user'),
    aside('p1', 'container'),
  ]
  await storeRecords(store(), connectionId, { quarantined }, { checkpoint: 'a' })
  await storeRecords(
    store(),
    connectionId,
    {
      tickets: [aTicket('Q-1')],
      users: [
        {
          connectionId,
          accountId: 'ada',
          displayName: 'Ada',
          email: null,
          active: true,
          isApp: false,
          timeZone: null,
        },
      ],
      quarantined: [aside('id-Q-1/comment/6', 'event')],
    },
    { checkpoint: 'b' },
  )
  const left = await asideOf(store(), connectionId)
  expect(left.map(({ recordId, count }) => [recordId, count])).toEqual([
    ['p1', 1],
    ['id-Q-1/comment/6', 2],
    ['id-Q-10/comment/5', 1],
    ['id-Q-2', 1],
  ])
})

test('what PostgreSQL can’t hold is set aside with its cause, and the others are stored', async () => {
  const { connectionId } = await aConnection(store())
  const hopeless = [
    aTicket('BAD-1', { createdAt: Number.NaN }),
    aTicket('BAD-2', { resolvedAt: 9e15 }),
    aTicket('BAD-3', { estimatePoints: Number.POSITIVE_INFINITY }),
    aTicket('BAD-4', { hierarchyLevel: 1.5 }),
    { ...aTicket('BAD-5'), key: 'K'.repeat(3000) },
    { ...aTicket('BAD-6'), ticketId: 'id\0' },
  ]
  const good = commentEvent('GOOD-1', '2026-04-01T09:00:00Z', 'ada')
  const saved = await storeRecords(store(), connectionId, {
    tickets: [...hopeless, aTicket('GOOD-1')],
    events: [
      good,
      commentEvent('BAD-1', '2026-04-01T09:00:00Z', 'ada'),
      commentEvent('STRAY-1', '2026-04-01T09:00:00Z', 'ada'),
      worklogEvent('GOOD-1', '2026-04-02T09:00:00Z', 'ada', Number.NaN),
    ],
  })
  expect(saved).toMatchObject({ tickets: 1, events: 1, quarantined: 8 })
  expect(await loadTicketEvents(store(), { ...refOf('GOOD-1'), connectionId })).toHaveLength(1)
  const left = await asideOf(store(), connectionId)
  expect(Object.fromEntries(left.map(({ recordId, cause }) => [recordId, cause]))).toEqual({
    'id-BAD-1': 'createdAt is no time between the years 1 and 9999',
    'id-BAD-2': 'resolvedAt is no time between the years 1 and 9999',
    'id-BAD-3': 'estimatePoints is no number',
    'id-BAD-4': 'hierarchyLevel is no whole number',
    'id-BAD-5': 'key is empty, longer than 255 characters, or holds a NUL',
    id: 'ticketId is empty, longer than 255 characters, or holds a NUL',
    'id-STRAY-1/comment@2026-04-01T09:00:00Z': 'its ticket is not on its page',
    'id-GOOD-1/worklog@2026-04-02T09:00:00Z': 'loggedSeconds is no whole number',
  })
})
