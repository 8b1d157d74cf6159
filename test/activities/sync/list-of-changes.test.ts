import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createLinearTracker } from '../../../adapters/linear/tracker.ts'
import type { Connection } from '../../../adapters/store/connections/connections.ts'
import { loadTickets } from '../../../adapters/store/tickets/tickets.ts'
import { type FakeJira, startFakeJira } from '../../../fakes/jira/server/server.ts'
import { startFakeLinear } from '../../../fakes/linear/server/server.ts'
import { connectionHealth } from '../../../queries/connections/health.ts'
import { storeForThisFile } from '../../adapters/store/test-store.ts'
import { smallCompany, smallCompanyAsOfAt } from '../../builders/company.ts'
import { aCompanyTicket, asOfAt, smallCompany as linearCompany } from '../../fakes/linear/small-company.ts'
import { connectTo, openJira, removeConnections, syncOnce } from './sync-desk.ts'

const store = storeForThisFile()
const [minuteMs, hourMs] = [60_000, 3_600_000]
let nowAt = smallCompanyAsOfAt

beforeEach(() => removeConnections(store()))

async function titleOf(key: string): Promise<string | undefined> {
  return (await loadTickets(store())).find((ticket) => ticket.key === key)?.title
}

async function lacking() {
  const findings = (await connectionHealth(store(), nowAt)).flatMap((health) => health.findings)
  return findings.flatMap((finding) => (finding.kind === 'incomplete' ? finding.parts : []))
}

describe('a list of changes of Jira', () => {
  let jira: FakeJira
  let connection: Connection

  beforeAll(async () => {
    jira = await startFakeJira({ company: smallCompany(), now: () => nowAt })
  })

  beforeEach(async () => {
    jira.faults.set({})
    nowAt += 30 * 24 * hourMs
    connection = await connectTo(store(), 'jira', [])
    await sync()
    nowAt += hourMs
  })

  afterAll(() => jira.close())

  const sync = () =>
    syncOnce(store(), connection, () => openJira(jira, connection, () => nowAt), { now: () => nowAt })
  const emptySearches = (times: number) =>
    jira.faults.set({ rules: [{ kind: 'empty-search', endpoint: 'POST search/jql', times }] })

  test('that is empty for a moment hides changes until the next run only, and takes no request more', async () => {
    const idle = await sync()
    nowAt += hourMs
    jira.state.editTicket('ALP-1', { summary: 'Hidden for a moment' })
    nowAt += 20 * minuteMs
    emptySearches(1)
    expect(await sync()).toBe(idle)
    expect(await titleOf('ALP-1')).not.toBe('Hidden for a moment')
    nowAt += 20 * minuteMs
    await sync()
    expect(await titleOf('ALP-1')).toBe('Hidden for a moment')
    nowAt += 20 * minuteMs
    expect(await sync()).toBe(idle)
  })

  /** Changes a ticket and reads it, and ALP-2 a little later. @returns its title then */
  async function changeOneAfterAnother(): Promise<string> {
    jira.state.editTicket('ALP-1', { summary: 'Known' })
    nowAt += 5 * minuteMs
    await sync()
    expect(await titleOf('ALP-1')).toBe('Known')
    nowAt += 2 * minuteMs
    const title = `Changed later, at ${nowAt}`
    jira.state.editTicket('ALP-2', { summary: title })
    nowAt += 2 * minuteMs
    return title
  }

  test('that lacks a ticket known to have changed is asked for again, and what came late is read', async () => {
    const title = await changeOneAfterAnother()
    emptySearches(1)
    await sync()
    expect(await titleOf('ALP-2')).toBe(title)
    expect(await lacking()).toEqual([])
  })

  test('that lacks it again is told, and asked for by the next run from the same instant on', async () => {
    const title = await changeOneAfterAnother()
    emptySearches(2)
    await sync()
    expect(await titleOf('ALP-2')).not.toBe(title)
    const cause = 'it lacks a ticket that has changed'
    expect(await lacking()).toEqual([{ part: 'list of changes', tickets: 0, cause }])
    nowAt += hourMs
    jira.faults.set({})
    await sync()
    expect(await titleOf('ALP-2')).toBe(title)
    expect(await lacking()).toEqual([])
  })

  test('lacks a ticket that was deleted since, and is believed', async () => {
    const { key } = jira.state.addTicket({
      projectKey: 'ALP',
      summary: 'Short-lived',
      creatorEmail: 'ada.example@lumenworks.example',
    })
    nowAt += 5 * minuteMs
    await sync()
    jira.state.deleteTicket(key)
    nowAt += 2 * minuteMs
    const asked = await sync()
    expect(await lacking()).toEqual([])
    nowAt += hourMs
    await sync()
    nowAt += hourMs
    expect(await sync()).toBeLessThan(asked)
  })

  test('lacks one ticket of several for good, and still moves on', async () => {
    for (const key of ['ALP-1', 'ALP-2', 'BET-1']) jira.state.editTicket(key, { summary: `Known ${nowAt}` })
    nowAt += 5 * minuteMs
    await sync()
    jira.faults.set({ ticketLagMs: { 'ALP-1': 1000 * hourMs } })
    nowAt += 2 * minuteMs
    await sync()
    expect(await lacking()).toEqual([])
  })
})

test('a list of changes of Linear that is empty for a moment hides changes until the next run only', async () => {
  nowAt = asOfAt
  const company = linearCompany([aCompanyTicket('GRO-1'), aCompanyTicket('GRO-2')])
  const linear = await startFakeLinear({ company, now: () => nowAt, apiKey: 'lin_api_example' })
  try {
    const connection = await connectTo(store(), 'linear', [])
    const open = () =>
      createLinearTracker({
        connectionId: connection.connectionId,
        apiUrl: linear.url,
        auth: { kind: 'api_key', apiKey: 'lin_api_example' },
        now: () => nowAt,
        sleep: async () => undefined,
      })
    const sync = () => syncOnce(store(), connection, open, { now: () => nowAt })
    await sync()
    nowAt += hourMs
    const issue = linear.state.issues.find(({ identifier }) => identifier === 'GRO-1')
    if (issue === undefined) throw new TypeError('GRO-1 is missing')
    Object.assign(issue, { title: 'Hidden for a moment', updatedAt: nowAt })
    for (const { id } of linear.state.issues) linear.faults.hidden.add(id)
    nowAt += 20 * minuteMs
    await sync()
    linear.faults.hidden.clear()
    nowAt += 20 * minuteMs
    await sync()
    expect(await titleOf('GRO-1')).toBe('Hidden for a moment')
  } finally {
    await linear.close()
  }
})
