import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createJiraTracker, type JiraTracker } from '../../../../adapters/jira/tracker.ts'
import type { Tracker } from '../../../../adapters/trackers/tracker.ts'
import { demoNowAt } from '../../../../demo/company/story/now.ts'
import type { Ticket, TicketEvent, TrackerUser } from '../../../../domain/ticket.ts'
import { accountIdOf } from '../../../../fakes/company/identity.ts'
import type { Company } from '../../../../fakes/company/records.ts'
import { userKeyOf } from '../../../../fakes/jira/data-center/users.ts'
import { type FakeJira, startFakeJira } from '../../../../fakes/jira/server/server.ts'
import { automationEmail } from '../../../../fakes/jira/state/site.ts'
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

function trackerOf(jira: FakeJira): JiraTracker {
  const clock = virtualClock()
  return createJiraTracker({
    connectionId: 'jira',
    baseUrl: jira.url,
    auth: { kind: 'api_token', ...jira.credentials },
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

/** Data Center doesn't tell machines from people; Cloud's events of a machine have no actor. */
function withoutMachines(events: readonly TicketEvent[], jira: FakeJira): TicketEvent[] {
  const machine = keyIn(jira, accountIdOf(automationEmail))
  return events.map((event) =>
    'actorId' in event && event.actorId === machine ? { ...event, actorId: null } : event,
  )
}

describe.each(['8.20', '10.3'] as const)('reading the made-up company from Data Center %s', (version) => {
  let jira: FakeJira

  beforeAll(async () => {
    const dataCenter = { version, searchLimit }
    jira = await startFakeJira({ company: someOf(demoCompany.company), now: () => demoNowAt, dataCenter })
  })

  afterAll(() => jira.close())

  test('brings the same tickets and events as Cloud, below its context path', async () => {
    const read = await readAll(trackerOf(jira))
    expect(new URL(jira.url).pathname).toBe('/jira')
    expect(read.tickets).toHaveLength(ticketCount)
    expect(read.tickets).toEqual(withKeys(cloudRead.tickets, jira))
    expect(withoutMachines(read.events, jira)).toEqual(withKeys(cloudRead.events, jira))
    expect(read.quarantined).toEqual([])
  })
})
