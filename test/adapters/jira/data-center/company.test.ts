import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jira as definition } from '../../../../adapters/jira/definition.ts'
import type { JiraAuth } from '../../../../adapters/jira/http/client.ts'
import { createJiraTracker, type JiraTracker } from '../../../../adapters/jira/tracker.ts'
import { RequestLimiter } from '../../../../adapters/limits/limiter.ts'
import { TrackerAuthError } from '../../../../adapters/trackers/errors.ts'
import type { Tracker } from '../../../../adapters/trackers/tracker.ts'
import { demoNowAt } from '../../../../demo/company/story/now.ts'
import type { Ticket, TicketEvent, TrackerUser } from '../../../../domain/ticket.ts'
import type { Company } from '../../../../fakes/company/records.ts'
import { userKeyOf } from '../../../../fakes/jira/data-center/users.ts'
import type { FaultKind } from '../../../../fakes/jira/protocol/faults.ts'
import { type FakeJira, startFakeJira } from '../../../../fakes/jira/server/server.ts'
import { demoCompany } from '../../../demo/company/demo-company.ts'
import { virtualClock } from '../../limits/virtual-clock.ts'

/** Enough for several pages of ids and of tickets. */
const ticketCount = 400
const searchLimit = 30

let cloud: FakeJira
let cloudRead: Read

beforeAll(async () => {
  cloud = await startFakeJira({ company: someOf(demoCompany.company), now: () => demoNowAt })
  cloudRead = await readAll(trackerOf(cloud))
})

afterAll(() => cloud.close())

function someOf(whole: Company): Company {
  const jiraTeams = new Set(whole.teams.filter((team) => team.tracker === 'jira').map((team) => team.teamId))
  return {
    ...whole,
    tickets: whole.tickets.filter((each) => jiraTeams.has(each.teamId)).slice(0, ticketCount),
  }
}

function trackerOf(
  jira: FakeJira,
  auth: JiraAuth = { kind: 'api_token', ...jira.credentials },
  clock = virtualClock(),
): JiraTracker {
  return createJiraTracker({
    connectionId: 'jira',
    baseUrl: jira.url,
    auth,
    ticketsPerPage: 100,
    now: clock.now,
    sleep: clock.sleep,
  })
}

interface Read {
  readonly tickets: Ticket[]
  readonly events: TicketEvent[]
  readonly users: TrackerUser[]
  readonly quarantined: string[]
}

/** Reads a whole run, in the order of ids. */
async function readAll(tracker: Tracker, changedSinceAt: number | null = null): Promise<Read> {
  const read: Read = { tickets: [], events: [], users: [], quarantined: [] }
  const { scopes } = await tracker.preflight()
  let checkpoint: string | null = null
  do {
    const result = await tracker.readPage({ scopes, changedSinceAt, checkpoint })
    read.tickets.push(...result.page.tickets)
    read.events.push(...result.page.events.map(withoutOrdinal))
    read.users.push(...result.page.users)
    read.quarantined.push(...result.page.quarantined.map(({ recordId }) => recordId))
    checkpoint = result.checkpoint
  } while (checkpoint !== null)
  read.tickets.sort((one, other) => Number(one.ticketId) - Number(other.ticketId))
  read.events.sort((one, other) =>
    `${one.ticketId} ${one.eventId}` < `${other.ticketId} ${other.eventId}` ? -1 : 1,
  )
  return read
}

/** Cloud's bulk changelog leaves out items of other fields, so that an item's place in its entry differs. */
function withoutOrdinal(event: TicketEvent): TicketEvent {
  const { eventId } = event
  return { ...event, eventId: /^\d/.test(eventId) ? eventId.replace(/\/\d+$/, '') : eventId }
}

function keyIn(jira: FakeJira, accountId: string): string {
  const context = { state: jira.state, baseUrl: jira.url, timeZone: 'UTC', accountId: '', nowAt: demoNowAt }
  return userKeyOf(context, accountId)
}

/** A record of Cloud's with Data Center's keys of accounts and its address. */
function withKeys<T>(record: T, jira: FakeJira): T {
  const text = JSON.stringify(record)
    .replace(/712020:[0-9a-f-]+/g, (accountId) => keyIn(jira, accountId))
    .replaceAll(cloud.url, jira.url)
  return JSON.parse(text)
}

describe.each(['8.20', '10.3'] as const)('reading the made-up company from Data Center %s', (version) => {
  let jira: FakeJira

  beforeAll(async () => {
    const dataCenter = { version, searchLimit }
    jira = await startFakeJira({ company: someOf(demoCompany.company), now: () => demoNowAt, dataCenter })
  })

  afterAll(() => jira.close())

  test('brings the same tickets and events as Cloud, those of machines too, below its context path', async () => {
    const read = await readAll(trackerOf(jira))
    expect(new URL(jira.url).pathname).toBe('/jira')
    expect(read.tickets).toHaveLength(ticketCount)
    expect(read.tickets).toEqual(withKeys(cloudRead.tickets, jira))
    expect(read.events).toEqual(withKeys(cloudRead.events, jira))
    expect(read.quarantined).toEqual([])
  })

  test('tells who the account is, which projects it sees and how many tickets they have', async () => {
    const tracker = trackerOf(jira)
    const { accountName, site, scopes, serverAt, statuses } = await tracker.preflight()
    const onCloud = await trackerOf(cloud).preflight()
    expect({ accountName, serverAt }).toEqual({ accountName: 'Plumbline Reader', serverAt: demoNowAt })
    expect(site).toEqual({ siteId: jira.url, name: null, url: jira.url })
    expect(scopes).toEqual(onCloud.scopes)
    expect(statuses).toEqual(onCloud.statuses)
    expect(await tracker.countTickets(scopes)).toBe(ticketCount)
    expect(tracker.schemaMismatches()).toBe(0)
  })

  test('lists every account, those that left too', async () => {
    const users = await trackerOf(jira).listUsers()
    const onCloud = await trackerOf(cloud).listUsers()
    const facts = (all: readonly TrackerUser[]) => all.map(({ isApp, ...user }) => user)
    expect(facts(users)).toEqual(withKeys(facts(onCloud), jira))
    expect(users.some(({ active }) => !active)).toBe(true)
  })

  test('an idle run makes six requests with a secret that Data Center alone has, seven with another', async () => {
    const clock = virtualClock()
    const open = { connectionId: 'jira', baseUrl: jira.url, now: clock.now, sleep: clock.sleep }
    const limiter = new RequestLimiter(clock)
    for (const [signInKind, requests] of [
      ['personal_access_token', 6],
      ['bearer', 7],
    ] as const) {
      const secret = jira.credentials.apiToken
      const tracker = await definition.open({ ...open, signInKind, secret, email: null, limiter })
      await readAll(tracker, demoNowAt + 1)
      expect(tracker.requestCount()).toBe(requests)
    }
  })

  const faults: FaultKind[] = [
    'too-many-requests-without-retry-after',
    'service-unavailable',
    'html-page',
    'cut-json',
    'closed-connection',
  ]
  test.each(faults)('%s in the middle of a run costs time and nothing else', async (kind) => {
    const endpoints = ['GET search', 'GET myself', 'GET serverInfo', 'GET project']
    jira.faults.set({ rules: endpoints.map((endpoint) => ({ kind, endpoint, fromRequest: 1, times: 2 })) })
    const read = await readAll(trackerOf(jira))
    jira.faults.set({})
    expect(read.tickets).toEqual(withKeys(cloudRead.tickets, jira))
  })

  test('poisoned tickets are set aside and all others are read', async () => {
    const [first] = jira.state.issues()
    jira.faults.set({ poisonTickets: { [first?.key ?? '']: 'null-fields' } })
    const { tickets, quarantined } = await readAll(trackerOf(jira))
    jira.faults.set({})
    expect(quarantined).toEqual([first?.issueId])
    expect(tickets).toHaveLength(ticketCount - 1)
  })

  test('an expired token that answers 200 and nothing is a failure', async () => {
    jira.faults.set({ silentAnonymous: true })
    await expect(trackerOf(jira).preflight()).rejects.toThrow(TrackerAuthError)
    jira.faults.set({})
  })

  test('wrong credentials are one request, whatever the kind of secret', async () => {
    for (const auth of [
      { kind: 'bearer', token: 'wrong' },
      { kind: 'api_token', email: 'robot', apiToken: 'wrong' },
    ] as const) {
      const tracker = trackerOf(jira, auth)
      await expect(tracker.preflight()).rejects.toThrow(TrackerAuthError)
      expect(tracker.requestCount()).toBe(1)
    }
    const { accountName } = await trackerOf(jira, {
      kind: 'bearer',
      token: jira.credentials.apiToken,
    }).preflight()
    expect(accountName).toBe('Plumbline Reader')
  })
})

test('a limit of ten requests in a quarter of a minute is waited for as it says', async () => {
  const clock = virtualClock()
  const rateLimit = { capacity: 10, fillRate: 10, intervalSeconds: 15 }
  const company = someOf(demoCompany.company)
  const dataCenter = { version: '10.3', contextPath: '', rateLimit } as const
  const jira = await startFakeJira({ company, now: clock.now, dataCenter })
  try {
    const tracker = trackerOf(jira, { kind: 'api_token', ...jira.credentials }, clock)
    expect((await readAll(tracker)).tickets).toHaveLength(ticketCount)
    const waitedMs = clock.slept.reduce((sum, ms) => sum + ms, 0)
    expect(waitedMs).toBeLessThanOrEqual(Math.ceil(tracker.requestCount() / 10) * 15_000)
    expect(waitedMs).toBeGreaterThan(0)
  } finally {
    await jira.close()
  }
})
