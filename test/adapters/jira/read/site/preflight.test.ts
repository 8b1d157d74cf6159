import { describe, expect, test } from 'vitest'
import {
  TrackerAuthError,
  TrackerRequestError,
  TrackerUnavailableError,
} from '../../../../../adapters/trackers/errors.ts'
import { type OddAnswer, paymentsScope, readAll, startOddJira } from '../../odd-jira.ts'

function withAnswer(endpoint: string, answer: OddAnswer) {
  return startOddJira(0, (request) => (request.endpoint === endpoint ? answer : null))
}

const myself = 'GET /rest/api/3/myself'

describe('preflight', () => {
  test('tells who, when and what, in five requests; an idle run makes one more', async () => {
    await using jira = await startOddJira(0)
    const tracker = jira.tracker()
    expect(await tracker.preflight()).toEqual({
      accountId: '712020:ada',
      accountName: 'Ada Example',
      accountEmail: null,
      site: {
        siteId: 'https://example.atlassian.net',
        name: null,
        url: 'https://example.atlassian.net',
      },
      serverAt: Date.parse('2026-03-02T09:00:00.123Z'),
      timeZone: 'Europe/Berlin',
      scopes: [paymentsScope],
      statuses: [],
      approximateTickets: null,
    })
    expect(tracker.requestCount()).toBe(5)
    const [only] = await readAll(tracker, { changedSinceAt: Date.parse('2026-03-02T08:50:00Z') })
    expect(only?.page.tickets).toEqual([])
    expect(tracker.requestCount()).toBe(6)
    expect(jira.requests).toHaveLength(6)
  })

  test('the account is confirmed by its id, not by its name', async () => {
    let body = { accountId: '712020:ada', displayName: 'Ada Example' }
    await using jira = await startOddJira(0, ({ endpoint }) => (endpoint === myself ? { body } : null))
    const tracker = jira.tracker()
    await tracker.preflight()
    body = { accountId: '712020:ada', displayName: 'Ada Married' }
    await tracker.confirmAccount?.()
    body = { accountId: '712020:bo', displayName: 'Ada Example' }
    await expect(tracker.confirmAccount?.()).rejects.toThrow(TrackerAuthError)
  })

  test('no visible project is a failure, not an empty company (MrRefactoring/jira.js#418)', async () => {
    const empty = { body: { values: [], total: 0, isLast: true } }
    await using jira = await withAnswer('GET /rest/api/3/project/search', empty)
    await expect(jira.tracker().preflight()).rejects.toThrow(TrackerAuthError)
  })

  test.each([myself, 'GET /rest/api/3/project/search'])(
    'a page that refuses %s is what stands before Jira, and no missing right',
    async (endpoint) => {
      const page = {
        status: 403,
        headers: { 'Content-Type': 'text/html' },
        body: '<html>Blocked: secret</html>',
      }
      await using blocked = await withAnswer(endpoint, page)
      const error = await blocked
        .tracker()
        .preflight()
        .catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(TrackerUnavailableError)
      expect(String(error)).toMatch(/with a page, as its API does not \(HTTP 403\): a proxy, a firewall/)
      expect(String(error)).not.toContain('secret')
      await using forbidden = await withAnswer(endpoint, { status: 403, body: { errorMessages: ['No'] } })
      await expect(forbidden.tracker().preflight()).rejects.toThrow(TrackerAuthError)
    },
  )

  test('what is missing is said in the words of the Jira that it is: a Data Center has no scopes', async () => {
    await using cloud = await withAnswer(myself, { status: 403, body: {} })
    await expect(cloud.tracker().preflight()).rejects.toThrow('lacks the scope read:jira-user')
    await using own = await startOddJira(0, ({ endpoint }) => {
      if (endpoint.endsWith('/serverInfo')) return { body: { deploymentType: 'Server' } }
      return endpoint === 'GET /rest/api/2/myself' ? { status: 403, body: {} } : null
    })
    const refused = own.tracker().preflight()
    await expect(refused).rejects.toThrow(TrackerAuthError)
    await expect(refused).rejects.toThrow(/its own profile \(HTTP 403\): .* Let a Jira admin give it access/)
    await expect(refused).rejects.not.toThrow('scope')
  })

  test.each([myself, 'GET /rest/api/3/field', 'GET /rest/api/3/project/search'])(
    'where %s is not there, it is said what to look at',
    async (endpoint) => {
      await using jira = await withAnswer(endpoint, { status: 404, body: {} })
      await expect(jira.tracker().preflight()).rejects.toThrow(`${endpoint} (HTTP 404); it isn't there, or`)
      await expect(jira.tracker().preflight()).rejects.toThrow(
        "check the address, a proxy before it, and the account's rights",
      )
    },
  )

  test('projects are read to the stated total, whatever isLast says', async () => {
    await using jira = await startOddJira(0, ({ endpoint, url }) => {
      if (endpoint !== 'GET /rest/api/3/project/search') return null
      const startAt = Number(url.searchParams.get('startAt'))
      const values = ['A', 'B', 'C']
        .slice(startAt, startAt + 1)
        .map((key) => ({ id: `id-${key}`, key, name: key }))
      return { body: { startAt, total: 3, isLast: true, values } }
    })
    const { scopes } = await jira.tracker().preflight()
    expect(scopes.map((scope) => scope.key)).toEqual(['A', 'B', 'C'])
  })

  test("the clock is the server's: the Date header where serverInfo tells no time, never our own", async () => {
    await using jira = await withAnswer('GET /rest/api/3/serverInfo', { body: { deploymentType: 'Cloud' } })
    const { serverAt } = await jira.tracker({ now: () => 0 }).preflight()
    expect(Math.abs(serverAt - Date.now())).toBeLessThan(60_000)
  })

  test('what the server says of itself decides which Jira it is, not its address', async () => {
    for (const body of [{ deploymentType: 'Server' }, { version: '8.20.30' }]) {
      await using jira = await withAnswer('GET /rest/api/3/serverInfo', { body })
      await expect(jira.tracker().preflight()).rejects.toThrow('GET /rest/api/2/myself')
    }
    for (const body of [{ deploymentType: 'Cloud' }, { version: '1001.0.0-SNAPSHOT' }, { baseUrl: '' }]) {
      await using jira = await withAnswer('GET /rest/api/3/serverInfo', { body })
      expect((await jira.tracker().preflight()).accountId).toBe('712020:ada')
    }
  })

  test.each([
    ['nothing', { serverTitle: 'Jira' }],
    ['numbers', { deploymentType: 7, version: 8, baseUrl: 9 }],
    ['nothing but blanks', { deploymentType: ' ', version: '' }],
  ])('a server that says %s of itself is what its sign-in or its API shows', async (_, body) => {
    await using both = await startOddJira(0, ({ endpoint }) =>
      endpoint.endsWith('/serverInfo') ? { body } : null,
    )
    const ofDataCenter = both.tracker({ askedFirst: 2 }).preflight()
    await expect(ofDataCenter).rejects.toThrow('GET /rest/api/2/myself')
    expect((await both.tracker().preflight()).accountId).toBe('712020:ada')
    await using old = await startOddJira(0, ({ endpoint }) => {
      if (endpoint === 'GET /rest/api/2/serverInfo') return { body }
      return endpoint.startsWith('GET /rest/api/3/') ? { status: 404, body: {} } : null
    })
    await expect(old.tracker().preflight()).rejects.toThrow('GET /rest/api/2/myself')
  })

  test('where there is no Jira, it is said with the addresses of both kinds', async () => {
    await using jira = await withAnswer('GET /rest/api/3/serverInfo', { status: 404, body: '<html>' })
    const refused = jira.tracker().preflight()
    await expect(refused).rejects.toThrow(TrackerRequestError)
    await expect(refused).rejects.toThrow('https://jira.example.com/jira')
  })

  test('a project whose record is odd stops none of the others, and is noted', async () => {
    const values = [{ id: '10000', key: 'PAY', name: null }, { id: '10001', key: null, name: 'Odd' }, null]
    await using jira = await withAnswer('GET /rest/api/3/project/search', { body: { values, total: 3 } })
    const tracker = jira.tracker()
    expect((await tracker.preflight()).scopes).toEqual([{ scopeId: '10000', key: 'PAY', name: 'PAY' }])
    const { page } = await tracker.readPage({
      scopes: [paymentsScope],
      changedSinceAt: null,
      checkpoint: null,
    })
    expect(page.incompleteLists).toEqual([
      { list: 'list of projects', cause: "2 of its records can't be understood" },
    ])
  })

  test.each([
    [
      'GET /rest/api/3/status',
      'list of statuses',
      [{ id: '3', name: 'In Progress', statusCategory: { id: 4 } }],
    ],
    ['GET /rest/api/3/field', 'list of fields', [{ id: 'customfield_1', name: 'Team' }]],
  ])('so are odd records of %s', async (endpoint, list, readable) => {
    await using jira = await withAnswer(endpoint, { body: [...readable, null, { name: 7 }] })
    const tracker = jira.tracker()
    await tracker.preflight()
    const request = { scopes: [paymentsScope], changedSinceAt: null, checkpoint: null }
    const { page } = await tracker.readPage(request)
    expect(page.incompleteLists).toEqual([{ list, cause: "2 of its records can't be understood" }])
  })

  test.each([
    [[], [{ list: 'list of fields', cause: 'Jira returns it empty' }]],
    [[{ id: 'summary', name: 'Summary' }], []],
  ])(
    'a list of fields that is %j is noted where it has none, and asked for again by the next run',
    async (body, noted) => {
      await using jira = await withAnswer('GET /rest/api/3/field', { body })
      const request = { scopes: [paymentsScope], changedSinceAt: null, checkpoint: null }
      const { page } = await jira.tracker().readPage(request)
      expect(page.incompleteLists).toEqual(noted)
    },
  )

  test('once the list of fields is there again, a run reads all tickets anew, and none while it is not', async () => {
    let body = [{ id: 'summary', name: 'Summary' }]
    await using jira = await startOddJira(2, ({ endpoint }) =>
      endpoint === 'GET /rest/api/3/field' ? { body } : null,
    )
    const changedSinceAt = Date.parse('2026-03-02T08:50:00Z')
    const queryOf = async (wholeLists: string[]) => {
      const request = { scopes: [paymentsScope], changedSinceAt, checkpoint: null, wholeLists }
      await jira.tracker().readPage(request)
      return jira.requests.find(({ body }) => body?.fields?.[0] === 'id')?.body.jql
    }
    const since = `updated >= ${changedSinceAt}`
    expect(await queryOf([])).toContain(since)
    jira.requests.length = 0
    expect(await queryOf(['list of fields'])).not.toContain(since)
    jira.requests.length = 0
    body = []
    expect(await queryOf(['list of fields'])).toContain(since)
  })

  test('so are odd records of the list of people, once each, although the last page comes twice', async () => {
    const people = [{ accountId: 'ada', displayName: 'Ada' }, null, { displayName: 7 }]
    await using jira = await withAnswer('GET /rest/api/3/users/search', { body: people })
    const tracker = jira.tracker()
    await tracker.preflight()
    expect((await tracker.listUsers()).map(({ accountId }) => accountId)).toEqual(['ada'])
    const request = { scopes: [paymentsScope], changedSinceAt: null, checkpoint: null }
    const { page } = await tracker.readPage(request)
    expect(page.incompleteLists).toEqual([
      { list: 'list of people', cause: "2 of its records can't be understood" },
    ])
  })

  test('a count that fails is no error, and one that works is sent with a bounded query', async () => {
    await using without = await startOddJira(0)
    expect(await without.tracker().countTickets([paymentsScope])).toBeNull()
    await using jira = await withAnswer('POST /rest/api/3/search/approximate-count', { body: { count: 153 } })
    expect(await jira.tracker().countTickets([paymentsScope])).toBe(153)
    expect(jira.requests.at(-1)?.body).toEqual({ jql: 'project in ("PAY")' })
  })

  test('users are read until nobody new comes; without the permission to browse them there are none', async () => {
    const accounts = ['ada', 'bo', 'cy'].map((name) => ({ accountId: name, displayName: name, active: true }))
    await using jira = await startOddJira(0, ({ endpoint, url }) => {
      if (endpoint !== 'GET /rest/api/3/users/search') return null
      const startAt = Number(url.searchParams.get('startAt'))
      return { body: accounts.slice(startAt, startAt + 2) }
    })
    expect((await jira.tracker().listUsers()).map((user) => user.accountId)).toEqual(['ada', 'bo', 'cy'])
    await using forbidden = await withAnswer('GET /rest/api/3/users/search', { status: 403, body: {} })
    expect(await forbidden.tracker().listUsers()).toEqual([])
  })

  test('what connect warns of ends no sync: a token without the scope for people reads the rest', async () => {
    const noScope = { status: 401, body: { message: 'Unauthorized; scope does not match' } }
    await using jira = await withAnswer('GET /rest/api/3/users/search', noScope)
    const tracker = jira.tracker()
    await tracker.preflight()
    expect(await tracker.lookAtPeople?.('712020:ada')).toEqual({ kind: 'refused', lacks: 'scope' })
    expect(await tracker.listUsers()).toEqual([])
  })

  test("answers that do not fit jira.js's schema are counted and read all the same", async () => {
    await using jira = await withAnswer('GET /rest/api/3/field', {
      body: [{ id: 'summary', name: 'Summary', clauseNames: 7 }],
    })
    const tracker = jira.tracker()
    await tracker.preflight()
    expect(tracker.schemaMismatches()).toBe(1)
  })
})
