import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  createJiraTracker,
  type JiraTracker,
  type JiraTrackerOptions,
} from '../../../adapters/jira/tracker.ts'
import { TrackerAuthError } from '../../../adapters/trackers/errors.ts'
import type { Preflight } from '../../../adapters/trackers/tracker.ts'
import { demoNowAt } from '../../../demo/company/story/now.ts'
import type { Ticket, TicketEvent } from '../../../domain/ticket.ts'
import type { Company } from '../../../fakes/company/records.ts'
import type { FaultKind } from '../../../fakes/jira/protocol/faults.ts'
import { type FakeJira, startFakeJira } from '../../../fakes/jira/server/server.ts'
import type { JiraIssue } from '../../../fakes/jira/state/records.ts'
import { demoCompany } from '../../demo/company/demo-company.ts'
import { virtualClock } from '../limits/virtual-clock.ts'

/** The first tickets of the made-up company, enough for several pages of a hundred. */
const ticketCount = 250

let company: Company
let jira: FakeJira
let serverNowAt = demoNowAt

beforeAll(() => {
  const whole = demoCompany.company
  const jiraTeams = new Set(whole.teams.filter((team) => team.tracker === 'jira').map((team) => team.teamId))
  const tickets = whole.tickets.filter((ticket) => jiraTeams.has(ticket.teamId)).slice(0, ticketCount)
  company = { ...whole, tickets }
})

beforeEach(async () => {
  serverNowAt = demoNowAt
  jira = await startFakeJira({ company, now: () => serverNowAt })
})

afterEach(() => jira.close())

function trackerOf(options: Partial<JiraTrackerOptions> = {}): JiraTracker {
  const clock = virtualClock()
  return createJiraTracker({
    connectionId: 'demo-jira',
    baseUrl: jira.url,
    auth: { kind: 'api_token', ...jira.credentials },
    ticketsPerPage: 100,
    now: clock.now,
    sleep: clock.sleep,
    ...options,
  })
}

interface Stored {
  readonly tickets: Map<string, Ticket>
  readonly events: Map<string, TicketEvent[]>
  readonly quarantined: string[]
}

/** Reads a whole run into a store of its own, newer pages over older ones; `between` is called after each page. */
async function sync(
  tracker: JiraTracker,
  preflight: Preflight,
  {
    changedSinceAt = null,
    between = () => undefined,
  }: { changedSinceAt?: number | null; between?: () => void } = {},
): Promise<Stored> {
  const stored: Stored = { tickets: new Map(), events: new Map(), quarantined: [] }
  let checkpoint: string | null = null
  do {
    const result = await tracker.readPage({ scopes: preflight.scopes, changedSinceAt, checkpoint })
    for (const ticket of result.page.tickets) {
      stored.tickets.set(ticket.ticketId, ticket)
      stored.events.set(ticket.ticketId, [])
    }
    for (const event of result.page.events) stored.events.get(event.ticketId)?.push(event)
    stored.quarantined.push(...result.page.quarantined.map((record) => record.recordId))
    checkpoint = result.checkpoint
    between()
  } while (checkpoint !== null)
  return stored
}

/** What a synced ticket must come to, by the fake's own records. */
function expectedOf(issue: JiraIssue) {
  const items = issue.histories.flatMap((history) => history.items)
  return {
    key: issue.key,
    statusId: issue.statusId,
    assigneeId: issue.assigneeId,
    parentId: issue.parentId,
    estimatePoints: issue.estimatePoints,
    createdAt: issue.createdAt,
    resolvedAt: issue.resolvedAt,
    statusChanges: items.filter((item) => item.field === 'status').map((item) => `${item.from} ${item.to}`),
    assignments: items.filter((item) => item.field === 'assignee').map((item) => `${item.from} ${item.to}`),
    comments: issue.comments.map((comment) => comment.at).toSorted((a, b) => a - b),
    loggedSeconds: issue.worklogs.reduce((sum, worklog) => sum + worklog.loggedSeconds, 0),
  }
}

function storedAs(stored: Stored, ticketId: string): ReturnType<typeof expectedOf> | null {
  const ticket = stored.tickets.get(ticketId)
  if (ticket === undefined) return null
  const { key, statusId, assigneeId, parentId, estimatePoints, createdAt, resolvedAt } = ticket
  const events = stored.events.get(ticketId) ?? []
  return {
    key,
    statusId,
    assigneeId,
    parentId,
    estimatePoints,
    createdAt,
    resolvedAt,
    statusChanges: events.flatMap((event) =>
      event.kind === 'status' ? [`${event.fromStatusId} ${event.toStatusId}`] : [],
    ),
    assignments: events.flatMap((event) =>
      event.kind === 'assignee' ? [`${event.fromId} ${event.toId}`] : [],
    ),
    comments: events.flatMap((event) => (event.kind === 'comment' ? [event.happenedAt] : [])),
    loggedSeconds: events.reduce(
      (sum, event) => sum + (event.kind === 'worklog' ? event.loggedSeconds : 0),
      0,
    ),
  }
}

function expectWhole(stored: Stored, issues: readonly JiraIssue[]): void {
  for (const issue of issues) expect(storedAs(stored, issue.issueId)).toEqual(expectedOf(issue))
}

describe('syncing the made-up company from its fake Jira', () => {
  test('a resolution that is changed after the closing is followed', async () => {
    const tracker = trackerOf()
    const preflight = await tracker.preflight()
    const done = jira.state.issues().find(({ resolution }) => resolution === 'Done')
    const before = await sync(tracker, preflight)
    expect(before.tickets.get(done?.issueId ?? '')).toMatchObject({
      resolutionId: '10000',
      resolutionName: 'Done',
    })
    serverNowAt += 3_600_000
    jira.state.editTicket(done?.key ?? '', { resolution: 'Duplicate' })
    const { tickets } = await sync(tracker, preflight, { changedSinceAt: serverNowAt - 60_000 })
    expect(tickets.get(done?.issueId ?? '')).toMatchObject({
      resolutionId: '10002',
      resolutionName: 'Duplicate',
    })
  })

  test('every ticket comes with its whole history, and nothing else comes', async () => {
    const tracker = trackerOf()
    const stored = await sync(tracker, await tracker.preflight())
    expectWhole(stored, jira.state.issues())
    expect(stored.tickets.size).toBe(ticketCount)
    expect(stored.quarantined).toEqual([])
    expect(tracker.schemaMismatches()).toBe(0)
  })

  test('requests stay within what was reckoned, and an idle run makes six', async () => {
    const full = trackerOf({ ticketsPerPage: 1000 })
    await sync(full, await full.preflight())
    const clipped = ['GET issue/{}/comment', 'GET issue/{}/worklog'].map(
      (name) => jira.requests.get(name) ?? 0,
    )
    const reckoned = Math.ceil(ticketCount / 5000) + Math.ceil(ticketCount / 100) + 1 + 15
    expect(full.requestCount() - clipped.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(reckoned)
    const idle = trackerOf()
    await sync(idle, await idle.preflight(), { changedSinceAt: serverNowAt + 1 })
    expect(idle.requestCount()).toBeLessThanOrEqual(6)
  })

  test('tickets changed, created, moved and deleted while they are read are not lost, nor are the others', async () => {
    const tracker = trackerOf()
    const preflight = await tracker.preflight()
    const atStart = jira.state.issues()
    const [projectKey = '', otherKey = ''] = preflight.scopes.map((scope) => scope.key)
    const creatorEmail = company.people[0]?.email ?? ''
    const deleted = new Set<string>()
    let step = 0
    const between = () => {
      step += 1
      serverNowAt += 60_000
      const live = jira.state.issues().filter((issue) => issue.key.startsWith(`${projectKey}-`))
      const pick = (offset: number) => live[(step * 37 + offset) % live.length]?.key ?? ''
      jira.state.transitionTicket(pick(1), 'in_review', creatorEmail)
      jira.state.commentOn(pick(2), creatorEmail, 'Seen.')
      jira.state.moveTicket(pick(3), otherKey, creatorEmail)
      jira.state.addTicket({ projectKey, summary: 'New while reading', creatorEmail })
      const gone = live[(step * 53 + 11) % live.length]
      if (gone !== undefined && jira.state.find(gone.key) !== null) {
        jira.state.deleteTicket(gone.key)
        deleted.add(gone.issueId)
      }
    }
    const stored = await sync(tracker, preflight, { between })
    for (const issue of atStart) {
      if (!deleted.has(issue.issueId)) expect(stored.tickets.has(issue.issueId)).toBe(true)
    }
    // What changed meanwhile is read by the next run, which begins where this one began.
    serverNowAt += 60_000
    const next = await sync(trackerOf(), preflight, { changedSinceAt: preflight.serverAt })
    for (const [ticketId, ticket] of next.tickets) {
      stored.tickets.set(ticketId, ticket)
      stored.events.set(ticketId, next.events.get(ticketId) ?? [])
    }
    expectWhole(stored, jira.state.issues())
  })

  const faults: FaultKind[] = [
    'too-many-requests-without-retry-after',
    'service-unavailable',
    'html-page',
    'cut-json',
    'closed-connection',
  ]
  test.each(faults)('%s in the middle of a run costs time and nothing else', async (kind) => {
    jira.faults.set({
      rules: [
        { kind, endpoint: 'POST search/jql', fromRequest: 2, times: 2 },
        { kind, endpoint: 'POST changelog/bulkfetch', fromRequest: 1, times: 1 },
        { kind, endpoint: 'GET myself', fromRequest: 1, times: 1 },
      ],
    })
    const tracker = trackerOf()
    expectWhole(await sync(tracker, await tracker.preflight()), jira.state.issues())
  })

  test('poisoned tickets are set aside and all others are read', async () => {
    const [first, second] = jira.state.issues()
    if (first === undefined || second === undefined) throw new TypeError('the company has no tickets')
    jira.faults.set({ poisonTickets: { [first.key]: 'null-fields', [second.key]: 'wrong-types' } })
    const tracker = trackerOf()
    const stored = await sync(tracker, await tracker.preflight())
    expect(stored.quarantined.toSorted()).toEqual([first.issueId, second.issueId].toSorted())
    expectWhole(stored, jira.state.issues().slice(2))
  })

  test('a lagging index is seen through for the tickets that the walk found', async () => {
    const tracker = trackerOf()
    const preflight = await tracker.preflight()
    jira.faults.set({ indexLagMs: 60_000 })
    expectWhole(await sync(tracker, preflight), jira.state.issues())
  })

  test('an expired token that answers 200 and nothing is a failure (n8n-io/n8n#16325)', async () => {
    jira.faults.set({ silentAnonymous: true })
    const auth = { kind: 'api_token', email: jira.credentials.email, apiToken: 'expired-token' } as const
    await expect(trackerOf({ auth }).preflight()).rejects.toThrow(TrackerAuthError)
  })

  test('a moved ticket keeps its id and tells of its new key', async () => {
    const tracker = trackerOf()
    const preflight = await tracker.preflight()
    const [issue] = jira.state.issues()
    const target = preflight.scopes.find((scope) => issue !== undefined && !issue.key.startsWith(scope.key))
    if (issue === undefined || target === undefined) throw new TypeError('the company has too little')
    serverNowAt += 60_000
    const newKey = jira.state.moveTicket(issue.key, target.key, null)
    const stored = await sync(tracker, preflight, { changedSinceAt: preflight.serverAt + 1 })
    expect([...stored.tickets.values()].map(({ ticketId, key }) => ({ ticketId, key }))).toEqual([
      { ticketId: issue.issueId, key: newKey },
    ])
  })
})
