import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Connection, getConnection } from '../../adapters/store/connections/connections.ts'
import { latestRuns, loadRun } from '../../adapters/store/sync/sync-runs.ts'
import { loadTickets, loadUsers } from '../../adapters/store/tickets/tickets.ts'
import { startFakeJira } from '../../fakes/jira/server/server.ts'
import { activityFailures, pendingFailures } from '../../worker/temporal/pending-failures.ts'
import { keptPort } from '../setup/kept-port.ts'
import { waitUntil } from '../setup/wait-until.ts'
import { cleo, dario, tinyAsOfAt, tinyCompany } from './company.ts'
import { failureOf, historyText } from './failure-of.ts'
import { openPlumblineHere, type PlumblineHere } from './plumbline-here.ts'
import { connectJira, connectLinear } from './scene.ts'

let here: PlumblineHere

beforeAll(async () => {
  here = await openPlumblineHere()
})

afterAll(() => here[Symbol.asyncDispose]())

/** What must survive any trouble. */
async function keptOf({ connectionId }: Connection) {
  const tickets = (await loadTickets(here.store)).filter((ticket) => ticket.connectionId === connectionId)
  return { tickets, cursorAt: (await getConnection(here.store, connectionId))?.cursorAt }
}

async function latestRunOf({ connectionId }: Connection) {
  const [run] = await latestRuns(here.store, connectionId, 1)
  return run
}

async function jiraWith(apiToken?: string): Promise<Connection> {
  const { store, plumbline, trackers } = here
  return await connectJira(
    store,
    await plumbline.keys(),
    trackers,
    apiToken === undefined ? {} : { apiToken },
  )
}

test('a tracker that is down is waited for, and nothing of it is lost', async () => {
  const { store, plumbline, trackers } = here
  const options = { company: tinyCompany(), now: () => tinyAsOfAt, credentials: trackers.jiraAccount }
  const port = await keptPort()
  const before = await startFakeJira({ ...options, port })
  await before.close()
  const connection = await connectJira(
    store,
    await plumbline.keys(),
    { jira: before, jiraAccount: trackers.jiraAccount },
    { name: 'down-at-first' },
  )
  const handle = await here.startSync(connection)
  const failures = () =>
    pendingFailures(plumbline.temporal.client, new Map([[handle.workflowId, 'the tracker']]))
  let found: Awaited<ReturnType<typeof failures>> = []
  await waitUntil(async () => {
    found = await failures()
    return found.length > 0
  })
  expect(found).toEqual([
    {
      part: 'the tracker',
      message: expect.stringMatching(
        /^Jira could not be reached for GET .rest.api.3.serverInfo: .* \(ECONNREFUSED\)\.$/,
      ),
    },
  ])
  // It is known while the next try is under way, too.
  const tried = () =>
    activityFailures(plumbline.temporal.client, new Map([[handle.workflowId, 'the tracker']]))
  await waitUntil(async () => (await tried()).some(({ isTriedNow }) => isTriedNow))
  // Temporal itself is told nothing of it in the clear.
  const { raw } = await handle.describe()
  expect(raw.pendingActivities?.[0]?.lastFailure?.message).toBe('Encoded failure')

  // Back, and down once more when the run has been opened and its accounts are asked for.
  const back = await startFakeJira({
    ...options,
    port,
    faults: { rules: [{ kind: 'service-unavailable', endpoint: 'GET users/search', times: 3 }] },
  })
  const closed = await handle.result()
  await back.close()
  expect(closed.tickets).toBe(6)
  const kept = await keptOf(connection)
  expect(kept.tickets).toHaveLength(6)
  expect(kept.cursorAt).toBe(tinyAsOfAt)
  const emails = (await loadUsers(store))
    .filter(({ connectionId }) => connectionId === connection.connectionId)
    .map(({ email }) => email)
  // Nobody but the list of accounts tells of them: they never touched a ticket there.
  expect(emails).toEqual(expect.arrayContaining([cleo, dario]))
})

describe('wrong credentials', () => {
  const cases = [
    {
      tracker: 'Jira',
      right: () => jiraWith(),
      wrong: () => jiraWith('wrong-token-of-jira'),
      secret: 'wrong-token-of-jira',
      words: /^Jira .*the API token .*expired or been revoked.*make a new token and connect again\.$/i,
    },
    {
      tracker: 'Linear',
      right: async () => connectLinear(here.store, await here.plumbline.keys(), here.trackers),
      wrong: async () =>
        connectLinear(here.store, await here.plumbline.keys(), here.trackers, 'lin_api_wrong-key-of-linear'),
      secret: 'lin_api_wrong-key-of-linear',
      words:
        /^Linear does not accept the credentials \(HTTP 40[01]\); create a new key or token and connect again\.$/,
    },
  ]

  test.each(cases)(
    '$tracker: the sync fails at once and says what to do, nothing is lost, and no secret is told',
    async ({ right, wrong, secret, words }) => {
      const connection = await right()
      await here.sync(connection)
      const kept = await keptOf(connection)
      expect(kept.tickets).not.toHaveLength(0)

      await wrong()
      const requestsBefore = here.trackers.requestCounts()
      const handle = await here.startSync(connection)
      const failure = await failureOf(handle)
      expect(failure.type).toBe('TrackerAuthError')
      expect(failure.message).toMatch(words)
      const requestsAfter = here.trackers.requestCounts()
      const asked = requestsAfter.jira + requestsAfter.linear - requestsBefore.jira - requestsBefore.linear
      // Several refusals look like an attack, and lock accounts.
      expect(asked).toBe(1)
      expect(await latestRunOf(connection)).toMatchObject({ state: 'failed', failure: failure.message })
      expect(await keptOf(connection)).toEqual(kept)

      const told = [await historyText(handle), ...here.logLines].join('\n')
      expect(told).toContain(failure.message)
      expect(told).not.toContain(secret)
      const { email } = here.trackers.jiraAccount
      expect(told).not.toContain(Buffer.from(`${email}:${secret}`).toString('base64').slice(0, 40))

      await right()
      await here.sync(connection)
      expect((await keptOf(connection)).tickets).toEqual(kept.tickets)
    },
  )
})

describe('an expired token that Jira answers as if nobody had signed in', () => {
  test('fails before a run begins: an empty company is never believed', async () => {
    const { faults } = here.trackers.jira
    const connection = await jiraWith()
    await here.sync(connection)
    const kept = await keptOf(connection)
    faults.set({ silentAnonymous: true })
    const failure = await failureOf(await here.startSync(connection, 'full'))
    faults.set({})
    expect(failure.type).toBe('TrackerAuthError')
    expect(failure.message).toMatch(
      /^Jira treats the request as anonymous, by a header .* Make a new token and connect again\.$/,
    )
    expect(await keptOf(connection)).toEqual(kept)
    expect(await latestRunOf(connection)).toMatchObject({ state: 'failed', failure: failure.message })
  })

  test('in the middle of a run ends that run, and the next one reads everything', async () => {
    const { jira } = here.trackers
    const connection = await jiraWith()
    await here.sync(connection)
    const kept = await keptOf(connection)
    jira.faults.set({ minimumLatencyMs: 300 })
    const searchesBefore = jira.requests.get('POST search/jql') ?? 0
    const handle = await here.startSync(connection, 'full')
    await waitUntil(() => (jira.requests.get('POST search/jql') ?? 0) > searchesBefore)
    jira.faults.set({ silentAnonymous: true })
    const failure = await failureOf(handle)
    jira.faults.set({})
    expect(failure.type).toBe('TrackerAuthError')
    const ended = await latestRunOf(connection)
    expect(ended).toMatchObject({ kind: 'full', state: 'failed', failure: failure.message })
    expect(await keptOf(connection)).toEqual(kept)

    const { tickets } = await here.sync(connection, 'full')
    expect(tickets).toBe(kept.tickets.length)
    expect(await loadRun(here.store, ended?.runId ?? '')).toMatchObject({ state: 'failed' })
  })
})
