import { describe, expect, test } from 'vitest'
import { createJiraTracker } from '../../../adapters/jira/tracker.ts'
import { TrackerResponseTooLargeError } from '../../../adapters/trackers/errors.ts'
import { withFakeJira } from '../../fakes/jira/with-fake-jira.ts'
import { smallCompany, someTickets } from '../../fakes/linear/small-company.ts'
import {
  askedIds,
  idsFrom,
  oddHistory,
  oddIssue,
  readAll,
  startOddJira,
  ticketIdsOf,
} from '../jira/odd-jira.ts'
import { virtualClock } from '../limits/virtual-clock.ts'
import { harvest, openDesk } from '../linear/run.ts'

/** Enough for many tickets of these sites, and not for a huge one. */
const someBytes = 800_000

describe('Jira', () => {
  test('a response that is far larger once decompressed ends the request, with what to do', async () => {
    await withFakeJira({}, async (jira) => {
      const { now, sleep } = virtualClock()
      const auth = { kind: 'api_token' as const, ...jira.credentials }
      const tracker = createJiraTracker({ connectionId: 'c', baseUrl: jira.url, auth, now, sleep })
      jira.faults.set({ rules: [{ kind: 'gzip-bomb', endpoint: 'GET myself' }] })
      const failure = tracker.preflight()
      await expect(failure).rejects.toThrow(TrackerResponseTooLargeError)
      await expect(failure).rejects.toThrow(/larger than 64 MiB.*PLUMBLINE_RESPONSE_MB/)
    })
  })

  test('a huge ticket is set aside, and each of the others is read', async () => {
    await withFakeJira({}, async (jira) => {
      const { now, sleep } = virtualClock()
      const auth = { kind: 'api_token' as const, ...jira.credentials }
      const options = { connectionId: 'c', baseUrl: jira.url, auth, now, sleep }
      const whole = ticketIdsOf(await readAllOf(createJiraTracker(options)))
      const [issue] = jira.state.issues()
      if (issue === undefined) throw new Error('no issue')
      jira.faults.set({ poisonTickets: { [issue.key]: 'huge' } })
      const results = await readAllOf(createJiraTracker({ ...options, maxResponseBytes: someBytes }))
      const others = whole.filter((id) => id !== issue.issueId)
      expect(ticketIdsOf(results).toSorted()).toEqual(others.toSorted())
      expect(results.flatMap(({ page }) => page.quarantined)).toMatchObject([
        { recordId: issue.issueId, recordKind: 'ticket', cause: 'it is larger than is read' },
      ])
    })
  })

  test('large tickets are asked for in ever smaller parts, and fewer make a page', async () => {
    const inFlight: number[] = []
    await using jira = await startOddJira(400, (request) => {
      const asked = askedIds(request)
      if (asked === null) return null
      inFlight.push(asked.length)
      return { body: { issues: asked.map((id) => oddIssue(id, { summary: 'x'.repeat(9000) })) } }
    })
    // A search may have 100,000 bytes and a page 400,000: ten tickets, and some forty.
    const tracker = jira.tracker({ maxResponseBytes: someBytes, concurrency: 1 })
    const results = await readAll(tracker)
    expect(ticketIdsOf(results).toSorted()).toEqual(idsFrom(1001, 400))
    const sizes = results.map(({ page }) => page.tickets.length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(60)
    // What was learned is kept: few requests are sent in vain.
    expect(inFlight.filter((size) => size > 10).length).toBeLessThan(inFlight.length / 3)
  })

  test('long histories are read with fewer tickets at once', async () => {
    const historiesOf = (id: string) => ({
      issueId: id,
      changeHistories: Array.from({ length: 20 }, (_, entry) => ({
        ...oddHistory(`${id}${entry}`, 1_768_000_000_000 + entry),
        filler: 'x'.repeat(1000),
      })),
    })
    await using jira = await startOddJira(100, ({ endpoint, body }) => {
      if (endpoint !== 'POST /rest/api/3/changelog/bulkfetch') return null
      // Jira returns ten tickets a page, and a token to the rest.
      const from = Number(body.nextPageToken ?? 0)
      const ids: string[] = body.issueIdsOrKeys.slice(from, from + 10)
      const next = from + 10 < body.issueIdsOrKeys.length ? { nextPageToken: String(from + 10) } : {}
      return { body: { issueChangeLogs: ids.map(historiesOf), ...next } }
    })
    const results = await readAll(jira.tracker({ maxResponseBytes: someBytes }))
    expect(ticketIdsOf(results).toSorted()).toEqual(idsFrom(1001, 100))
    // Of 20 kB for each ticket, 400 kB are twenty tickets; what is on its way may go beyond it.
    expect(Math.max(...results.map(({ page }) => page.tickets.length))).toBeLessThanOrEqual(30)
    expect(results.flatMap(({ page }) => page.events).filter(({ kind }) => kind === 'status')).toHaveLength(
      2000,
    )
  })

  test('texts of comments are not kept while a page waits to be mapped', async () => {
    const comment = { id: '1', created: '2026-01-14T08:00:00.000+0000', body: 'x'.repeat(100) }
    await using jira = await startOddJira(1, (request) => {
      const asked = askedIds(request)
      if (asked === null) return null
      const fields = { comment: { comments: [comment, { ...comment, id: 'no id?' }], total: 2 } }
      return { body: { issues: asked.map((id) => oddIssue(id, fields)) } }
    })
    const [result] = await readAll(jira.tracker())
    expect(result?.page.events.filter(({ kind }) => kind === 'comment')).toHaveLength(1)
    expect(result?.page.quarantined[0]?.payload).not.toContain('xxx')
  })
})

async function readAllOf(tracker: ReturnType<typeof createJiraTracker>) {
  const { scopes } = await tracker.preflight()
  const results = []
  for (let checkpoint: string | null = null; ; ) {
    const result = await tracker.readPage({ scopes, changedSinceAt: null, checkpoint })
    results.push(result)
    if (result.checkpoint === null) return results
    checkpoint = result.checkpoint
  }
}

describe('Linear', () => {
  test('a response that is far larger once decompressed ends the request, with what to do', async () => {
    await using desk = await openDesk()
    desk.fake.faults.next({ kind: 'gzip bomb' })
    const failure = desk.tracker.preflight()
    await expect(failure).rejects.toThrow(TrackerResponseTooLargeError)
    await expect(failure).rejects.toThrow(/larger than 64 MiB.*PLUMBLINE_RESPONSE_MB/)
  })

  test.each([0, 117, 199])(
    'a huge ticket (place %i) is set aside, and each of the others is read',
    async (place) => {
      await using desk = await openDesk(
        { company: smallCompany(someTickets(200)) },
        { maxResponseBytes: someBytes },
      )
      const issue = desk.fake.state.issues[place]
      if (issue === undefined) throw new Error('no such issue')
      desk.fake.faults.poisoned.set(issue.id, 'huge')
      const read = await harvest(desk.tracker)
      expect(read.tickets.size).toBe(199)
      expect(read.quarantined).toMatchObject([
        { recordId: issue.id, recordKind: 'ticket', cause: 'it is larger than is read' },
      ])
      // Pages grow again behind it.
      expect(desk.fake.requests.length).toBeLessThan(60)
    },
  )
})
