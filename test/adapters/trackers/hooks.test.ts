import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readHook as readJiraHook } from '../../../adapters/jira/hooks.ts'
import { readHook as readLinearHook } from '../../../adapters/linear/hooks.ts'

const secret = 'example-secret'
const nowAt = Date.parse('2026-11-27T09:00:00Z')
const minute = 60_000

function signed(body: Buffer, by = secret): string {
  return createHmac('sha256', by).update(body).digest('hex')
}

function bytesOf(value: unknown): Buffer {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
}

function linear(value: unknown, headers: Readonly<Record<string, string>> = {}) {
  const body = bytesOf(value)
  const all: Record<string, string> = {
    'linear-signature': signed(body),
    'linear-delivery': 'd-1',
    ...headers,
  }
  return readLinearHook({ header: (name) => all[name] ?? null, body }, secret, nowAt)
}

function jira(value: unknown, headers: Readonly<Record<string, string>> = {}) {
  const body = bytesOf(value)
  const all: Record<string, string> = { 'x-hub-signature': `sha256=${signed(body)}`, ...headers }
  return readJiraHook({ header: (name) => all[name] ?? null, body }, secret, nowAt)
}

const issue = { type: 'Issue', action: 'update', webhookTimestamp: nowAt, data: { id: 'i-1' } }

describe("Linear's webhooks", () => {
  test('an issue names itself, and what hangs on one names it', () => {
    expect(linear(issue)).toEqual({ kind: 'hook', deliveryId: 'd-1', ticketIds: ['i-1'] })
    const comment = { ...issue, type: 'Comment', data: { id: 'c-1', issueId: 'i-2' } }
    expect(linear(comment)).toMatchObject({ ticketIds: ['i-2'] })
    expect(linear({ ...comment, data: { id: 'c-1', issue: { id: 'i-3' } } })).toMatchObject({
      ticketIds: ['i-3'],
    })
    expect(linear({ ...issue, type: 'Project', data: { id: 'p-1' } })).toMatchObject({ ticketIds: [] })
    expect(linear({ ...issue, data: { id: '"} evil' } })).toMatchObject({ ticketIds: [] })
  })

  test('one that is a minute old is taken, and one that is older is not', () => {
    expect(linear({ ...issue, webhookTimestamp: nowAt - minute }).kind).toBe('hook')
    expect(linear({ ...issue, webhookTimestamp: nowAt + minute }).kind).toBe('hook')
    expect(linear({ ...issue, webhookTimestamp: nowAt - minute - 1 }).kind).toBe('refused')
    expect(linear({ ...issue, webhookTimestamp: nowAt + minute + 1 }).kind).toBe('refused')
    expect(linear({ ...issue, webhookTimestamp: undefined }).kind).toBe('unreadable')
  })

  test('only the signature of these very bytes counts', () => {
    const forged = signed(bytesOf(issue), 'another-secret')
    for (const signature of [forged, forged.slice(2), '', 'sha256=0', `${signed(bytesOf(issue))} `])
      expect(linear(issue, { 'linear-signature': signature })).toEqual({ kind: 'refused' })
    expect(linear(`${JSON.stringify(issue)} `, { 'linear-signature': signed(bytesOf(issue)) }).kind).toBe(
      'refused',
    )
    expect(linear('{').kind).toBe('unreadable')
  })
})

describe("Jira's webhooks", () => {
  const updated = { timestamp: nowAt, webhookEvent: 'jira:issue_updated', issue: { id: '10042', key: 'A-1' } }

  test('issues, comments and worklogs name their ticket, and all else none', () => {
    expect(jira(updated, { 'x-atlassian-webhook-identifier': 'w-1' })).toEqual({
      ...{ kind: 'hook', deliveryId: 'w-1', ticketIds: ['10042'] },
    })
    const worklog = { timestamp: nowAt, webhookEvent: 'worklog_updated', worklog: { issueId: 10043 } }
    expect(jira(worklog)).toMatchObject({ deliveryId: null, ticketIds: ['10043'] })
    expect(jira({ timestamp: nowAt, webhookEvent: 'user_updated' })).toMatchObject({ ticketIds: [] })
    expect(jira({ ...updated, issue: { id: '10042/../9' } })).toMatchObject({ ticketIds: [] })
  })

  test('one that Jira may still be sending again is taken, and an older or later one is not', () => {
    const at = (timestamp: number) => jira({ ...updated, timestamp }).kind
    expect(at(nowAt - 180 * minute)).toBe('hook')
    expect(at(nowAt - 180 * minute - 1)).toBe('refused')
    expect(at(nowAt + 5 * minute)).toBe('hook')
    expect(at(nowAt + 5 * minute + 1)).toBe('refused')
  })

  test('a signature by another secret, by another method or without one is refused', () => {
    const right = signed(bytesOf(updated))
    const wrong = [`sha256=${signed(bytesOf(updated), 'x')}`, `sha1=${right}`, right, 'sha256=', '']
    for (const signature of wrong)
      expect(jira(updated, { 'x-hub-signature': signature })).toEqual({ kind: 'refused' })
    expect(jira('not json').kind).toBe('unreadable')
  })
})
