import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createLinearTracker } from '../../../adapters/linear/tracker.ts'
import type { Connection } from '../../../adapters/store/connections/connections.ts'
import { loadTickets } from '../../../adapters/store/tickets/tickets.ts'
import type { Tracker } from '../../../adapters/trackers/tracker.ts'
import type { Fetch } from '../../../adapters/trackers/transport.ts'
import { type FakeJira, startFakeJira } from '../../../fakes/jira/server/server.ts'
import { type FakeLinear, startFakeLinear } from '../../../fakes/linear/server/server.ts'
import { storeForThisFile } from '../../adapters/store/test-store.ts'
import * as onJira from '../../builders/company.ts'
import * as onLinear from '../../fakes/linear/small-company.ts'
import { connectTo, openJira, removeConnections, syncOnce } from './sync-desk.ts'

const store = storeForThisFile()
const apiKey = 'lin_api_example'
let nowAt = onLinear.asOfAt
let jira: FakeJira
let linear: FakeLinear

beforeAll(async () => {
  const now = () => nowAt
  jira = await startFakeJira({ company: onJira.smallCompany(), now })
  linear = await startFakeLinear({ company: onLinear.smallCompany(), now, apiKey })
})

beforeEach(() => removeConnections(store()))

afterAll(() => Promise.all([jira.close(), linear.close()]))

/** What people write; ids, keys and times are left as they are. */
const texts = /^(?:name|displayName|serverTitle|summary|title|description|value|\w+String|labels)$/

/** With a NUL and half of a surrogate pair in each text. */
function spoilt(value: unknown, property = ''): unknown {
  if (typeof value === 'string') return texts.test(property) ? `\0${value}\ud800` : value
  if (Array.isArray(value)) return value.map((item) => spoilt(item, property))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, spoilt(inner, name)]))
}

const fetchSpoilt: Fetch = async (url, init) => {
  const answer = await fetch(url, init)
  const { status, headers } = answer
  return Response.json(spoilt(await answer.json()), { status, headers })
}

function openLinear({ connectionId }: Connection, fetchBy: Fetch): Tracker {
  const { url: apiUrl } = linear
  const auth = { kind: 'api_key', apiKey } as const
  const sleep = async () => undefined
  return createLinearTracker({ connectionId, apiUrl, auth, now: () => nowAt, sleep, fetch: fetchBy })
}

const openers = {
  jira: (connection: Connection, fetchBy: Fetch) =>
    openJira(jira, connection, () => nowAt, { fetch: fetchBy }),
  linear: openLinear,
}

async function syncedTexts(tracker: keyof typeof openers, fetchBy: Fetch): Promise<unknown[]> {
  await removeConnections(store())
  const connection = await connectTo(store(), tracker, [])
  for (const depth of ['full', 'recent', 'nightly'] as const) {
    nowAt += 3_600_000
    const open = () => openers[tracker](connection, fetchBy)
    await syncOnce(store(), connection, open, { depth, now: () => nowAt })
  }
  const tickets = await loadTickets(store())
  return tickets.map(({ title, statusName, projectName, teamName, labels }) => [
    title,
    ...[statusName, projectName, teamName, labels],
  ])
}

test.each(['jira', 'linear'] as const)(
  'texts that PostgreSQL refuses stop no sync of %s, whatever they name',
  async (tracker) => {
    const usual = await syncedTexts(tracker, fetch)
    expect(usual.length).toBeGreaterThan(0)
    expect(await syncedTexts(tracker, fetchSpoilt)).toEqual(usual)
  },
)
