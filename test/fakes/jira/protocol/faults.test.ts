import { describe, expect, it } from 'vitest'
import type { FaultRule } from '../../../../fakes/jira/protocol/faults.ts'
import { companyOfTickets, smallCompanyAsOfAt } from '../../../builders/company.ts'
import { ask, searchKeys, searchPage, withFakeJira } from '../with-fake-jira.ts'

const ada = 'ada.example@lumenworks.example'
const once = (kind: FaultRule['kind']) => ({ faults: { rules: [{ kind, times: 1 }] } })
const query = { jql: 'project = ALP', fields: ['key'] }

describe('faults', () => {
  it('index lag: search is behind, reconciled ids and direct questions are not', async () => {
    let nowAt = smallCompanyAsOfAt
    await withFakeJira({ now: () => nowAt, faults: { indexLagMs: 60_000 } }, async (jira) => {
      const added = jira.state.addTicket({ projectKey: 'ALP', summary: 'New', creatorEmail: ada })
      jira.state.editTicket('ALP-3', { labels: ['fresh'] })
      jira.state.deleteTicket('ALP-1')
      expect(await searchKeys(jira, 'project = ALP order by created asc')).toEqual([
        'ALP-1',
        'ALP-2',
        'ALP-3',
      ])
      expect(await searchKeys(jira, 'labels = fresh')).toEqual([])
      expect(await searchKeys(jira, 'labels = fresh', { reconcileIssues: [10_002] })).toEqual(['ALP-3'])
      expect((await ask(jira, `/rest/api/3/issue/${added.key}`)).status).toBe(200)
      nowAt += 60_000
      expect(await searchKeys(jira, 'project = ALP order by created asc')).toEqual([
        'ALP-2',
        'ALP-3',
        'ALP-4',
      ])
      expect(await searchKeys(jira, 'labels = fresh')).toEqual(['ALP-3'])
    })
  })

  it('index lag by ticket: search is behind for one, and not for the others', () =>
    withFakeJira({ faults: { ticketLagMs: { 'ALP-3': 60_000 } } }, async (jira) => {
      for (const key of ['ALP-2', 'ALP-3']) jira.state.editTicket(key, { labels: ['fresh'] })
      expect(await searchKeys(jira, 'labels = fresh')).toEqual(['ALP-2'])
      expect(
        await searchKeys(jira, 'labels = fresh order by key asc', { reconcileIssues: [10_002] }),
      ).toEqual(['ALP-2', 'ALP-3'])
    }))

  it('hidden project: it is out of sight for five seconds, with its tickets', async () => {
    let nowAt = smallCompanyAsOfAt
    await withFakeJira({ now: () => nowAt }, async (jira) => {
      jira.state.hide('ALP', nowAt + 5000)
      const seen = async () => {
        const projects = (await ask(jira, '/rest/api/3/project/search')).text.includes('"ALP"')
        return { projects, ticket: (await ask(jira, '/rest/api/3/issue/ALP-1')).status }
      }
      expect(await seen()).toEqual({ projects: false, ticket: 404 })
      nowAt += 5000
      expect(await seen()).toEqual({ projects: true, ticket: 200 })
    })
  })

  it('missing logs: the bulk changelog leaves a ticket out without a word, its own list has it', () =>
    withFakeJira({ faults: { missingLogs: ['ALP-1'] } }, async (jira) => {
      jira.state.transitionTicket('ALP-1', 'done', ada)
      const { issueId = '' } = jira.state.find('ALP-1') ?? {}
      const bulk = await ask(jira, '/rest/api/3/changelog/bulkfetch', { issueIdsOrKeys: [issueId] })
      expect(bulk.body).toEqual({ issueChangeLogs: [] })
      expect((await ask(jira, `/rest/api/3/issue/${issueId}/changelog`)).text).toContain('"status"')
    }))

  it('error body: an error with status 200', () =>
    withFakeJira(once('error-body'), async (jira) => {
      const reply = await ask(jira, '/rest/api/3/myself')
      expect(reply).toMatchObject({ status: 200, body: { errorMessages: ['Internal error'] } })
    }))

  it('redirect: to a page for signing in', () =>
    withFakeJira(once('redirect'), async (jira) => {
      const { email, apiToken } = jira.credentials
      const basic = `Basic ${Buffer.from(`${email}:${apiToken}`).toString('base64')}`
      const init = { redirect: 'manual', headers: { Authorization: basic } } as const
      const reply = await fetch(`${jira.url}/rest/api/3/myself`, init)
      expect([reply.status, reply.headers.get('location')]).toEqual([302, '/login.jsp'])
    }))

  it('429 without Retry-After: the gateway says only that it is too much', () =>
    withFakeJira(once('too-many-requests-without-retry-after'), async (jira) => {
      const reply = await ask(jira, '/rest/api/3/myself')
      expect(reply.status).toBe(429)
      expect(reply.headers.has('retry-after')).toBe(false)
      expect((await ask(jira, '/rest/api/3/myself')).status).toBe(200)
    }))

  it('503: the service is away for a moment', () =>
    withFakeJira(once('service-unavailable'), async (jira) => {
      expect((await ask(jira, '/rest/api/3/myself')).status).toBe(503)
      expect((await ask(jira, '/rest/api/3/myself')).status).toBe(200)
    }))

  it('HTML page: a sign-in page with status 200 in the place of JSON', () =>
    withFakeJira(once('html-page'), async (jira) => {
      const reply = await ask(jira, '/rest/api/3/myself')
      expect(reply.status).toBe(200)
      expect(reply.headers.get('content-type')).toMatch(/^text\/html/)
      expect(reply.text).toContain('<html>')
    }))

  it('cut JSON: a whole HTTP answer with half a body', () =>
    withFakeJira(once('cut-json'), async (jira) => {
      const reply = await ask(jira, '/rest/api/3/myself')
      expect([reply.status, reply.body]).toEqual([200, null])
      expect(() => JSON.parse(reply.text)).toThrow(SyntaxError)
    }))

  it('stall: no answer ever comes, and closing the server ends the wait', async () => {
    let waiting: Promise<unknown> = Promise.resolve()
    await withFakeJira(once('stall'), async (jira) => {
      const signal = AbortSignal.timeout(100)
      await expect(fetch(`${jira.url}/rest/api/3/serverInfo`, { signal })).rejects.toThrow(/timeout/)
      jira.faults.set({ rules: [{ kind: 'stall', endpoint: 'GET serverInfo' }] })
      waiting = expect(fetch(`${jira.url}/rest/api/3/serverInfo`)).rejects.toThrow(TypeError)
      expect((await ask(jira, '/rest/api/3/myself')).status).toBe(200)
    })
    await waiting
  })

  it('closed connection: the socket ends without an answer', () =>
    withFakeJira(once('closed-connection'), async (jira) => {
      await expect(ask(jira, '/rest/api/3/myself')).rejects.toThrow(TypeError)
      expect((await ask(jira, '/rest/api/3/myself')).status).toBe(200)
    }))

  it('repeated token: the same token comes back for ever', () =>
    withFakeJira({ company: companyOfTickets(4), ...once('repeated-token') }, async (jira) => {
      jira.faults.set({ rules: [{ kind: 'repeated-token' }] })
      const first = await searchPage(jira, { ...query, maxResults: 1 })
      const second = await searchPage(jira, { ...query, maxResults: 1, nextPageToken: first.nextPageToken })
      expect(first.nextPageToken).toBeDefined()
      expect(second.nextPageToken).toBe(first.nextPageToken)
    }))

  it('expired token: a token that was good a moment ago is refused', () =>
    withFakeJira({ company: companyOfTickets(4) }, async (jira) => {
      const { nextPageToken } = await searchPage(jira, { ...query, maxResults: 1 })
      jira.faults.set({ rules: [{ kind: 'expired-token', times: 1 }] })
      const refused = await ask(jira, '/rest/api/3/search/jql', { ...query, nextPageToken })
      expect(refused.status).toBe(400)
      expect((await ask(jira, '/rest/api/3/search/jql', { ...query, nextPageToken })).status).toBe(200)
    }))

  it('silent anonymous: an expired credential gets 200, nothing, and a header', () =>
    withFakeJira({ faults: { silentAnonymous: true } }, async (jira) => {
      const search = await ask(jira, '/rest/api/3/search/jql', query)
      expect([search.status, search.body]).toEqual([200, { isLast: true, issues: [] }])
      expect(search.headers.get('x-seraph-loginreason')).toBe('AUTHENTICATED_FAILED')
      const projects = await ask(jira, '/rest/api/3/project/search')
      expect(projects.body).toMatchObject({ total: 0, values: [] })
      expect((await ask(jira, '/rest/api/3/myself')).status).toBe(401)
      expect((await ask(jira, '/rest/api/3/issue/ALP-1')).status).toBe(404)
    }))

  it('wrong credentials: 401 with a wrong token, and the gateway takes the right one as Bearer', () =>
    withFakeJira({}, async (jira) => {
      const wrong = `Basic ${Buffer.from('plumbline@lumenworks.example:no').toString('base64')}`
      expect((await ask(jira, '/rest/api/3/search/jql', query, wrong)).status).toBe(401)
      const bearer = `Bearer ${jira.credentials.apiToken}`
      const gateway = `/ex/jira/${jira.state.site.cloudId}/rest/api/3/myself`
      expect((await ask(jira, gateway, undefined, bearer)).status).toBe(200)
    }))

  it('minimum latency: no answer comes sooner', () =>
    withFakeJira({ faults: { minimumLatencyMs: 80 } }, async (jira) => {
      const startedMs = performance.now()
      await ask(jira, '/rest/api/3/myself')
      expect(performance.now() - startedMs).toBeGreaterThanOrEqual(79)
    }))

  it('poison tickets: fields are null or of a wrong type, on that ticket alone', () =>
    withFakeJira(
      { faults: { poisonTickets: { 'ALP-1': 'null-fields', 'ALP-2': 'wrong-types' } } },
      async (jira) => {
        const page = await searchPage(jira, {
          jql: 'project = ALP order by key asc',
          fields: ['summary', 'status'],
        })
        expect(page.issues.map(({ fields }) => fields?.['summary'])).toEqual([
          undefined,
          42,
          'Totals are off by a cent',
        ])
        expect(page.issues[0]?.fields).toBeNull()
        const direct = await ask(jira, '/rest/api/3/issue/ALP-2')
        expect(direct.body).toMatchObject({ fields: { status: 'Done' } })
      },
    ))

  it('n-th request: a rule strikes only its endpoint, from its count on, so many times', () =>
    withFakeJira({}, async (jira) => {
      const endpoint = 'POST search/jql'
      jira.faults.set({ rules: [{ kind: 'service-unavailable', endpoint, fromRequest: 2, times: 2 }] })
      const statuses: number[] = []
      for (let index = 0; index < 5; index += 1) {
        expect((await ask(jira, '/rest/api/3/myself')).status).toBe(200)
        statuses.push((await ask(jira, '/rest/api/3/search/jql', query)).status)
      }
      expect(statuses).toEqual([200, 503, 503, 200, 200])
      expect(jira.requests.get(endpoint)).toBe(5)
    }))
})
