import { createHmac } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { askedReader } from '../../../../activities/sync/read-asked.ts'
import { createJiraTracker } from '../../../../adapters/jira/tracker.ts'
import { createLinearTracker } from '../../../../adapters/linear/tracker.ts'
import { type Connection, getConnection } from '../../../../adapters/store/connections/connections.ts'
import { connectionsAsked } from '../../../../adapters/store/hooks/asked-tickets.ts'
import { loadTickets } from '../../../../adapters/store/tickets/tickets.ts'
import { TrackerAuthError } from '../../../../adapters/trackers/errors.ts'
import { hookPath } from '../../../../domain/page-paths.ts'
import { type FakeJira, startFakeJira } from '../../../../fakes/jira/server/server.ts'
import { type FakeLinear, startFakeLinear } from '../../../../fakes/linear/server/server.ts'
import { purgeIssue, trashIssue } from '../../../../fakes/linear/state/edits.ts'
import { keepHookSecret, switchHooksOff } from '../../../../queries/hooks/hook-secret.ts'
import { watchAskedTickets } from '../../../../worker/background/asked-tickets.ts'
import { connectTo, removeConnections, syncOnce } from '../../../activities/sync/sync-desk.ts'
import { smallCompany } from '../../../builders/company.ts'
import { waitUntil } from '../../../setup/wait-until.ts'
import { siteForThisFile } from '../../open-test-site.ts'
import { sendJiraHook } from './jira-hook.ts'
import { sendLinearHook } from './linear-hook.ts'

// The real web server, and trackers that send it their webhooks. Its clock stands still unless it is moved on.

const site = siteForThisFile()
const secret = 'example-secret-of-a-webhook'
const apiKey = 'lin_api_example'
const by = { actor: 'command line', nowAt: 0 }
const hourMs = 3_600_000
let jira: FakeJira
let linear: FakeLinear
let ofJira: Connection
let ofLinear: Connection

beforeAll(async () => {
  const now = () => site().now()
  jira = await startFakeJira({ company: smallCompany(), now })
  linear = await startFakeLinear({ company: smallCompany(), now, apiKey })
})

beforeEach(async () => {
  const { store, keys } = site()
  site().passTime(24 * hourMs)
  jira.faults.set({})
  await removeConnections(store)
  ofJira = await connectTo(store, 'jira', ['ALP'])
  ofLinear = await connectTo(store, 'linear', [])
  for (const connection of [ofJira, ofLinear]) {
    await syncOnce(store, connection, () => trackerOf(connection), { depth: 'full', now: site().now })
    await keepHookSecret(store, keys, { connection, secret }, by)
  }
})

afterAll(async () => {
  await jira.close()
  await linear.close()
})

function trackerOf({ connectionId, tracker }: Connection) {
  const open = { connectionId, now: () => site().now(), sleep: async () => undefined }
  const { email, apiToken } = jira.credentials
  return tracker === 'jira'
    ? createJiraTracker({ ...open, baseUrl: jira.url, auth: { kind: 'api_token', email, apiToken } })
    : createLinearTracker({ ...open, apiUrl: linear.url, auth: { kind: 'api_key', apiKey } })
}

function addressOf({ connectionId }: Connection): string {
  return `${site().origin}${hookPath(connectionId)}`
}

/** What a worker reads at this moment. */
async function readAsked(): Promise<number> {
  const { store, now } = site()
  const reader = askedReader({ store, now, openTracker: async (connection) => trackerOf(connection) })
  let tickets = 0
  for (const id of await connectionsAsked(store, now())) {
    const connection = await getConnection(store, id)
    if (connection !== null) tickets += await reader.readSome(connection, new AbortController().signal)
  }
  return tickets
}

async function fromJira(key: string, event = 'updated', identifier?: string): Promise<number> {
  const issue = { id: jira.state.named(idOf(key))?.issueId ?? idOf(key), key }
  const hook = { webhookEvent: `jira:issue_${event}`, issue, timestamp: site().now() }
  const sent = identifier === undefined ? { secret } : { secret, identifier }
  return (await sendJiraHook(addressOf(ofJira), hook, sent)).status
}

const ids = new Map<string, string>()
function idOf(key: string): string {
  const id = jira.state.find(key)?.issueId ?? ids.get(key) ?? ''
  ids.set(key, id)
  return id
}

function newTicket(projectKey = 'ALP'): string {
  const creatorEmail = 'ada.example@lumenworks.example'
  const { key } = jira.state.addTicket({ projectKey, summary: 'New', creatorEmail })
  idOf(key)
  return key
}

async function stored(key: string) {
  return (await loadTickets(site().store)).find((ticket) => ticket.key === key)
}

describe('a webhook', () => {
  test('of Jira brings a new ticket and a change, and no more than it names', async () => {
    const key = newTicket()
    jira.state.editTicket('ALP-1', { summary: 'Changed, and not named' })
    expect(await fromJira(key, 'created')).toBe(200)
    expect(await readAsked()).toBe(1)
    expect(await stored(key)).toMatchObject({ title: 'New', removal: null })
    expect((await stored('ALP-1'))?.title).not.toBe('Changed, and not named')
    expect(await fromJira('ALP-1')).toBe(200)
    await readAsked()
    expect(await stored('ALP-1')).toMatchObject({ title: 'Changed, and not named' })
    expect(await readAsked()).toBe(0)
  })

  test('that says a ticket was deleted is not believed, and the tracker is', async () => {
    const key = newTicket()
    await fromJira(key)
    await readAsked()
    await fromJira(key, 'deleted')
    await readAsked()
    expect(await stored(key)).toMatchObject({ removal: null })
    jira.state.deleteTicket(key)
    await fromJira(key, 'deleted')
    await readAsked()
    expect(await stored(key)).toMatchObject({ removal: 'deleted', removedAt: site().now() })
  })

  test('names a ticket of a project that is not read in vain; one that moves there is gone', async () => {
    const elsewhere = newTicket('BET')
    await fromJira(elsewhere)
    expect(await readAsked()).toBe(1)
    expect(await stored(elsewhere)).toBeUndefined()
    const project = jira.state.project('BET')
    jira.state.editSilently('ALP-1', { projectId: project?.projectId ?? '' })
    await fromJira('ALP-1')
    await readAsked()
    expect(await stored('ALP-1')).toMatchObject({ removal: 'moved' })
    jira.state.editSilently('ALP-1', { projectId: jira.state.project('ALP')?.projectId ?? '' })
    await fromJira('ALP-1')
    await readAsked()
    expect(await stored('ALP-1')).toMatchObject({ removal: null })
  })

  test('is read again a little later where the search lags behind the ticket', async () => {
    jira.faults.set({ indexLagMs: 4_000 })
    jira.state.editTicket('ALP-1', { summary: 'Searched late' })
    await fromJira('ALP-1')
    await readAsked()
    expect((await stored('ALP-1'))?.title).not.toBe('Searched late')
    expect(await readAsked()).toBe(0)
    site().passTime(5_000)
    expect(await readAsked()).toBe(1)
    expect(await stored('ALP-1')).toMatchObject({ title: 'Searched late' })
  })

  test('of Linear brings changes, the trash and what was purged', async () => {
    const [issue] = linear.state.issues
    if (issue === undefined) throw new Error('no issue')
    const send = (action: 'update' | 'remove') =>
      sendLinearHook(
        addressOf(ofLinear),
        { action, type: 'Issue', data: { id: issue.id }, webhookTimestamp: site().now() },
        { secret },
      )
    issue.title = 'Changed in Linear'
    expect((await send('update')).status).toBe(200)
    await readAsked()
    expect(await stored(issue.identifier)).toMatchObject({ title: 'Changed in Linear' })
    trashIssue(issue, site().now())
    site().passTime(1)
    await send('remove')
    await readAsked()
    expect(await stored(issue.identifier)).toMatchObject({ removal: 'trashed' })
    site().passTime(1)
    purgeIssue(linear.state, issue)
    await send('remove')
    expect(await readAsked()).toBe(1)
    expect((await stored(issue.identifier))?.removal).not.toBeNull()
  })
})

describe('many webhooks', () => {
  test('of one ticket are one reading, and one that comes while it is read is another', async () => {
    await Promise.all(Array.from({ length: 30 }, () => fromJira('ALP-1')))
    const before = jira.requests.get('POST search/jql') ?? 0
    expect(await readAsked()).toBe(1)
    expect((jira.requests.get('POST search/jql') ?? 0) - before).toBeLessThanOrEqual(1)
    expect(await readAsked()).toBe(0)
  })

  test('that are one delivery, sent again, count once', async () => {
    for (let times = 0; times < 3; times += 1) expect(await fromJira('ALP-1', 'updated', 'w-1')).toBe(200)
    expect(await readAsked()).toBe(1)
    expect(await fromJira('ALP-1', 'updated', 'w-1')).toBe(200)
    expect(await readAsked()).toBe(0)
    site().passTime(23 * hourMs)
    expect(await fromJira('ALP-1', 'updated', 'w-1')).toBe(200)
    expect(await readAsked()).toBe(0)
    expect(await fromJira('ALP-1', 'updated', 'w-2')).toBe(200)
    expect(await readAsked()).toBe(1)
  })

  test('are read within seconds by a worker', async () => {
    const { store, now } = site()
    const stopping = new AbortController()
    const log = pino({ level: 'silent' })
    const openTracker = async (connection: Connection) => trackerOf(connection)
    const watching = watchAskedTickets({ store, now, log, openTracker }, stopping.signal)
    const key = newTicket()
    await fromJira(key)
    await waitUntil(async () => (await stored(key)) !== undefined)
    stopping.abort()
    await watching
  })
})

test('a tracker that does not answer holds up nothing that another names', async () => {
  const { store, now } = site()
  const stopping = new AbortController()
  const asked = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<never>()
  stopping.signal.addEventListener('abort', () => answer.reject(stopping.signal.reason))
  const openTracker = async (connection: Connection) => {
    if (connection.connectionId === ofJira.connectionId) return trackerOf(connection)
    asked.resolve()
    return await answer.promise
  }
  const log = pino({ level: 'silent' })
  const watching = watchAskedTickets({ store, now, log, openTracker }, stopping.signal)
  const data = { id: '7a3b3c5e-0000-4000-8000-000000000001' }
  const hook = { action: 'update', type: 'Issue', data, webhookTimestamp: now() } as const
  expect((await sendLinearHook(addressOf(ofLinear), hook, { secret })).status).toBe(200)
  await asked.promise
  const key = newTicket()
  await fromJira(key)
  await waitUntil(async () => (await stored(key)) !== undefined)
  stopping.abort()
  await watching
})

test('credentials that are not taken are tried once an hour, however much is named', async () => {
  const { store, now } = site()
  const stopping = new AbortController()
  let opened = 0
  const openTracker = async (): Promise<never> => {
    opened += 1
    throw new TrackerAuthError('The token was revoked.')
  }
  const watching = watchAskedTickets(
    { store, now, log: pino({ level: 'silent' }), openTracker },
    stopping.signal,
  )
  await fromJira('ALP-1')
  await waitUntil(async () => opened > 0 && (await connectionsAsked(store, now())).length === 0)
  await fromJira(newTicket())
  await waitUntil(async () => (await connectionsAsked(store, now())).length === 1)
  site().passTime(hourMs - 1)
  await setTimeout(2_500)
  expect(opened).toBe(1)
  site().passTime(1)
  await waitUntil(() => opened === 2)
  stopping.abort()
  await watching
})

describe('a request that no tracker signed', () => {
  test('is answered alike whether there is a connection or not, and asks for nothing', async () => {
    const { store, keys, origin } = site()
    await switchHooksOff(store, ofLinear, by)
    const issue = { id: idOf('ALP-1'), key: 'ALP-1' }
    const hook = { webhookEvent: 'jira:issue_updated', issue, timestamp: site().now() }
    const addresses = [
      addressOf(ofJira),
      addressOf(ofLinear),
      `${origin}/hooks/7a3b3c5e-0000-4000-8000-000000000001`,
      `${origin}/hooks/jira`,
    ]
    const answers = await Promise.all(
      addresses.map(async (address) => {
        const response = await sendJiraHook(address, hook, { secret: 'another' })
        const headers = [...response.headers].filter(([name]) => name !== 'date')
        return { status: response.status, body: await response.text(), headers }
      }),
    )
    expect(answers[0]).toMatchObject({ status: 401, body: '' })
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(await readAsked()).toBe(0)
    // Another secret in place of it: the old one signs nothing any more.
    await keepHookSecret(store, keys, { connection: ofJira, secret: 'rotated' }, by)
    expect(await fromJira('ALP-1')).toBe(401)
  })

  test('is refused where it is too old or too large, or is one of the other tracker', async () => {
    const [issue] = linear.state.issues
    const hook = { action: 'update', type: 'Issue', data: { id: issue?.id } } as const
    const old = { ...hook, webhookTimestamp: site().now() - 61_000 }
    expect((await sendLinearHook(addressOf(ofLinear), old, { secret })).status).toBe(401)
    const current = { ...hook, webhookTimestamp: site().now() }
    expect((await sendLinearHook(addressOf(ofJira), current, { secret })).status).toBe(401)
    const large = { ...current, data: { id: issue?.id, description: 'x'.repeat(6_000_000) } }
    expect((await sendLinearHook(addressOf(ofLinear), large, { secret })).status).toBe(413)
    const body = 'not json'
    const signature = createHmac('sha256', secret).update(body).digest('hex')
    const headers = { 'Linear-Signature': signature }
    expect((await fetch(addressOf(ofLinear), { method: 'POST', body, headers })).status).toBe(400)
    expect(await readAsked()).toBe(0)
  })
})
