import { describe, expect, test } from 'vitest'
import { probeAfterMs } from '../../../adapters/limits/limiter.ts'
import { createLinearTracker } from '../../../adapters/linear/tracker.ts'
import {
  TrackerAuthError,
  TrackerLimitError,
  TrackerRequestError,
  TrackerUnavailableError,
} from '../../../adapters/trackers/errors.ts'
import { commentOn } from '../../../fakes/linear/state/edits.ts'
import type { LinearFault } from '../../../fakes/linear/state/faults.ts'
import { smallCompany, someTickets } from '../../fakes/linear/small-company.ts'
import { slowdown } from '../../setup/slowdown.ts'
import { type Desk, harvest, openDesk } from './run.ts'

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(outcome instanceof Error)) throw new Error('it did not fail')
  return outcome
}

function times(count: number, fault: LinearFault): LinearFault[] {
  return Array.from({ length: count }, () => fault)
}

describe('what passes is waited out', () => {
  test.each([
    { requestsPerHour: 2, complexityPerHour: 1_000_000 },
    { requestsPerHour: 1000, complexityPerHour: 9_000 },
  ])('an allowance that is filled at the end of each 15 s, until then', async (limits) => {
    await using desk = await openDesk({
      company: smallCompany(someTickets(300)),
      limits: { ...limits, windowMs: 15_000 },
    })
    const { tickets, incomplete } = await harvest(desk.tracker)
    expect([tickets.size, incomplete]).toEqual([300, []])
    expect(desk.sleptMs.length).toBeGreaterThan(0)
    expect(Math.max(...desk.sleptMs)).toBeLessThanOrEqual(16_000)
  })

  test.each<LinearFault>([
    { kind: 'html 502' },
    { kind: 'html 200' },
    { kind: 'cut json' },
    { kind: 'closed connection' },
    { kind: 'internal error' },
    { kind: 'partial errors' },
    { kind: 'ratelimited', retryAfterSeconds: 3 },
    { kind: 'ratelimited', status: 429, retryAfterSeconds: 3 },
    { kind: 'ratelimited', codeOnly: true, retryAfterSeconds: 3 },
  ])('$kind $status $codeOnly', async (fault) => {
    await using desk = await openDesk()
    desk.fake.faults.next(fault)
    expect((await harvest(desk.tracker)).tickets.size).toBe(12)
    expect(desk.sleptMs.length).toBeGreaterThan(0)
    if (fault.kind === 'ratelimited') expect(desk.sleptMs).toEqual([3000])
  })

  test('a stall is cut off by the timeout and asked again', async () => {
    await using desk = await openDesk({}, { requestTimeoutMs: Math.ceil(1_000 * slowdown()) })
    desk.fake.faults.next({ kind: 'stall' })
    expect((await harvest(desk.tracker)).tickets.size).toBe(12)
  })

  test('latency below the timeout is only slow', async () => {
    await using desk = await openDesk()
    desk.fake.faults.latencyMs = 5
    expect((await harvest(desk.tracker)).tickets.size).toBe(12)
    expect(desk.sleptMs).toEqual([])
  })
})

describe('what stays is told by its kind', () => {
  test.each<LinearFault>([
    { kind: 'html 502' },
    { kind: 'html 200' },
    { kind: 'cut json' },
    { kind: 'closed connection' },
    { kind: 'internal error' },
    { kind: 'partial errors' },
  ])('$kind: unavailable', async (fault) => {
    await using desk = await openDesk()
    desk.fake.faults.next(...times(3, fault))
    expect(await failureOf(desk.tracker.preflight())).toBeInstanceOf(TrackerUnavailableError)
  })

  test('a limit far away is handed on with its wait', async () => {
    await using desk = await openDesk()
    desk.fake.faults.next({ kind: 'ratelimited', retryAfterSeconds: 1800 })
    const failure = await failureOf(desk.tracker.preflight())
    expect(failure).toBeInstanceOf(TrackerLimitError)
    expect(failure).toMatchObject({ retryAfterMs: probeAfterMs })
  })

  test("a used up allowance is waited for by Linear's own headers", async () => {
    await using desk = await openDesk({ limits: { requestsPerHour: 4, complexityPerHour: 1_000_000 } })
    await desk.tracker.preflight()
    const failure = await failureOf(harvest(desk.tracker))
    if (!(failure instanceof TrackerLimitError)) throw failure
    // Four an hour: the next one comes back after a quarter, and a probe goes before it.
    expect(failure.retryAfterMs).toBe(probeAfterMs)
    expect(desk.fake.requests.every((request) => request.status === 200)).toBe(true)
  })

  test('401 and a wrong key: the credentials', async () => {
    await using desk = await openDesk()
    desk.fake.faults.next({ kind: 'unauthenticated' })
    expect(await failureOf(desk.tracker.preflight())).toBeInstanceOf(TrackerAuthError)
    await using wrong = await openDesk({}, { auth: { kind: 'bearer', token: 'lin_oauth_other' } })
    expect(await failureOf(wrong.tracker.preflight())).toBeInstanceOf(TrackerAuthError)
    expect(wrong.fake.requests).toHaveLength(1)
  })

  test("a proxy's page with 401: unavailable, and says nothing of the credentials for certain", async () => {
    const page = new Response('<html><title>Sign in</title></html>', {
      status: 401,
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
    })
    await using desk = await openDesk({}, { fetch: async () => page.clone() })
    const failure = await failureOf(desk.tracker.preflight())
    expect(failure).toBeInstanceOf(TrackerUnavailableError)
    expect(failure.message).toMatch(/with a page.*HTTP 401.*the credentials may be wrong\.$/)
  })

  test('no team to be seen: the credentials too', async () => {
    await using desk = await openDesk()
    desk.fake.state.teams.splice(0)
    expect(await failureOf(desk.tracker.preflight())).toBeInstanceOf(TrackerAuthError)
  })

  test('nobody listening: unavailable', async () => {
    await using desk = await openDesk()
    await desk.fake.close()
    const failure = await failureOf(desk.tracker.preflight())
    expect(failure).toBeInstanceOf(TrackerUnavailableError)
    expect(failure.message).toContain('ECONNREFUSED')
    desk.fake.close = async () => undefined
  })

  test('a foreign checkpoint: the request', async () => {
    await using desk = await openDesk()
    const read = desk.tracker.readPage({
      scopes: [],
      changedSinceAt: null,
      checkpoint: '{"phase":"nonsense"}',
    })
    expect(await failureOf(read)).toBeInstanceOf(TrackerRequestError)
  })

  test('messages hold nothing of the query, its variables, the key or the answer', async () => {
    for (const fault of [
      { kind: 'internal error' },
      { kind: 'partial errors' },
      { kind: 'html 502' },
      { kind: 'unauthenticated' },
      { kind: 'ratelimited', retryAfterSeconds: 1800 },
    ] as const) {
      await using desk = await openDesk()
      desk.fake.faults.next(...times(3, fault))
      const failure = await failureOf(desk.tracker.preflight())
      expect(failure.message).not.toMatch(
        /lin_api|viewer|timezone|extensions|Part of it failed|Bad Gateway|127\.0\.0\.1/,
      )
    }
  })

  test("what the caller aborts is rejected with the caller's reason", async () => {
    await using desk = await openDesk()
    desk.fake.faults.next({ kind: 'stall' })
    const stopped = new Error('stopped')
    const asked = desk.tracker.preflight(AbortSignal.any([AbortSignal.timeout(50)]))
    expect((await failureOf(asked)).name).toBe('TimeoutError')
    await expect(desk.tracker.preflight(AbortSignal.abort(stopped))).rejects.toBe(stopped)
  })
})

// canvasxai/sketch#246, linear/linear#302: inner lists multiply, and unsaid sizes count 50.
describe('too complex', () => {
  test('halves the pages and goes on', async () => {
    await using desk = await openDesk({ company: smallCompany(someTickets(40)) }, { ticketsPerPage: 30 })
    const { scopes } = await desk.tracker.preflight()
    const start = JSON.stringify({ phase: 'issues', after: null, lastCreatedAt: null })
    desk.fake.faults.next({ kind: 'too complex' })
    const read = await desk.tracker.readPage({ scopes, changedSinceAt: null, checkpoint: start })
    expect(read.page.tickets).toHaveLength(15)
    expect((await harvest(desk.tracker)).tickets.size).toBe(40)
  })
})

test('a Linear that charges more than its published rule is learned from, not fought', async () => {
  await using desk = await openDesk({ company: smallCompany(someTickets(300)) })
  desk.fake.faults.pointsFactor = 1.6
  expect((await harvest(desk.tracker)).tickets.size).toBe(300)
  // A page of as many tickets as the rule allows would be refused: what the preflight cost tells.
  expect(desk.fake.requests.filter((request) => request.status === 400)).toEqual([])
  expect(desk.fake.requests.every(({ points }) => points <= 10_000)).toBe(true)
})

describe('poison', () => {
  async function poisoned(desk: Desk, how: 'malformed' | 'malformed history' | 'unservable', place: number) {
    const issue = desk.fake.state.issues[place]
    if (issue === undefined) throw new Error('no such issue')
    desk.fake.faults.poisoned.set(issue.id, how)
    return issue
  }

  test('a ticket in a shape that nobody promised is set aside, and the others are read', async () => {
    await using desk = await openDesk()
    const issue = await poisoned(desk, 'malformed', 5)
    const read = await harvest(desk.tracker)
    expect(read.tickets.size).toBe(11)
    expect(read.quarantined).toMatchObject([{ recordId: issue.id, recordKind: 'ticket' }])
    expect(read.quarantined[0]?.cause).toContain('updatedAt')
  })

  test('a history entry in such a shape is set aside, and its ticket is read', async () => {
    await using desk = await openDesk()
    const issue = await poisoned(desk, 'malformed history', 1)
    const read = await harvest(desk.tracker)
    expect(read.tickets.size).toBe(12)
    expect(read.quarantined).toMatchObject([{ recordKind: 'event' }])
    expect(read.quarantined[0]?.recordId).toContain(issue.id)
  })

  test.each([0, 4, 11])(
    'a ticket that Linear itself fails to serve (place %i) is stepped over',
    async (place) => {
      await using desk = await openDesk()
      const issue = await poisoned(desk, 'unservable', place)
      const read = await harvest(desk.tracker)
      expect(read.quarantined).toMatchObject([{ recordId: issue.id, recordKind: 'ticket' }])
      expect(read.tickets.size).toBe(11)
    },
  )

  test.each(['projects', 'initiatives'] as const)(
    'one of the %s that Linear fails to serve is too',
    async (kind) => {
      await using desk = await openDesk()
      const whole = await harvest(desk.tracker)
      const last = desk.fake.state[kind].at(-1)
      if (last === undefined) throw new Error('no such record')
      desk.fake.faults.poisoned.set(last.id, 'unservable')
      const read = await harvest(desk.tracker)
      expect(read.incompleteLists).toEqual([])
      expect(read.quarantined).toMatchObject([{ recordId: last.id, recordKind: 'container' }])
      whole.containers.delete(last.id)
      expect(read.containers).toEqual(whole.containers)
      expect(read.tickets.size).toBe(12)
    },
  )
})

describe('a list that is refused is noted, and ends no run', () => {
  test.each(['comments', 'initiatives', 'projects'])('%s', async (part) => {
    await using desk = await openDesk()
    const sinceAt = desk.now()
    desk.pass(60_000)
    const issue = desk.fake.state.issues[4]
    if (issue === undefined) throw new Error('no such issue')
    commentOn({ issue, at: desk.now(), actorId: null })
    desk.fake.faults.forbiddenFields.add(part)
    const read = await harvest(desk.tracker, sinceAt)
    expect(read.incompleteLists).toEqual([{ list: part, cause: 'Linear does not show it to this account' }])
    expect(read.tickets.size).toBe(part === 'comments' ? 0 : 1)
  })
})

test('where no team is chosen nothing is read, and nothing asked', async () => {
  await using desk = await openDesk()
  const read = await desk.tracker.readPage({ scopes: [], changedSinceAt: null, checkpoint: null })
  expect(read.checkpoint).toBeNull()
  expect(desk.fake.requests).toEqual([])
})

test('plain http is refused but to this machine', () => {
  const options = {
    connectionId: 'c',
    auth: { kind: 'bearer', token: 't' },
    now: () => 0,
    sleep: async () => undefined,
  }
  expect(() =>
    createLinearTracker({
      ...options,
      auth: { kind: 'bearer', token: 't' },
      apiUrl: 'http://linear.example/graphql',
    }),
  ).toThrow('must begin with https')
})

test('a list that was refused before is read whole, however long nothing of it changed', async () => {
  await using desk = await openDesk()
  desk.pass(60 * 60_000)
  const usual = await harvest(desk.tracker, desk.now())
  expect(usual.containers.size).toBe(0)
  const whole = await harvest(desk.tracker, desk.now(), undefined, ['initiatives'])
  expect([...whole.containers.values()].map(({ kind }) => kind)).toEqual(['initiative'])
})

test('a comment that was refused when it was new is read with its ticket, of which nothing else is new', async () => {
  await using desk = await openDesk()
  const issue = desk.fake.state.issues[4]
  if (issue === undefined) throw new Error('no such issue')
  desk.pass(60_000)
  const before = desk.now()
  desk.fake.faults.forbiddenFields.add('comments')
  commentOn({ issue, at: desk.now(), actorId: null })
  const { incompleteLists } = await harvest(desk.tracker, before)
  desk.fake.faults.forbiddenFields.clear()
  desk.pass(60 * 60_000)
  const lists = incompleteLists.map(({ list }) => list)
  const { events } = await harvest(desk.tracker, desk.now(), undefined, lists)
  const comments = events.get(issue.id)?.filter(({ kind }) => kind === 'comment') ?? []
  expect(comments.map(({ eventId }) => eventId)).toContain(issue.comments.at(-1)?.id)
})
