import { expect, test } from 'vitest'
import { z } from 'zod'
import { UserBucket } from '../../../fakes/jira/data-center/rate-limit.ts'
import type { FakeJira } from '../../../fakes/jira/server/server.ts'
import { companyTicket, smallCompany } from '../../builders/company.ts'
import { ask, withFakeJira } from './with-fake-jira.ts'

const issueSchema = z.looseObject({
  id: z.string(),
  key: z.string(),
  fields: z.looseObject({ issuetype: z.looseObject({ name: z.string() }) }),
  changelog: z.looseObject({ total: z.number(), histories: z.array(z.unknown()) }).optional(),
})
const searchSchema = z.object({
  startAt: z.number(),
  maxResults: z.number(),
  total: z.number(),
  issues: z.array(issueSchema),
})

async function search(jira: FakeJira, body: object) {
  return searchSchema.parse((await ask(jira, '/rest/api/2/search', body)).body)
}

test('there is no version 3, no bulk and nothing above the path below which it runs', async () => {
  await withFakeJira({ dataCenter: { version: '8.20' } }, async (jira) => {
    for (const path of ['/rest/api/3/myself', '/rest/api/2/search/jql', '/rest/api/2/project/search'])
      expect((await ask(jira, path)).status).toBe(404)
    expect((await ask(jira, '/rest/api/2/issue/bulkfetch', {})).status).toBe(404)
    expect((await fetch(`${new URL(jira.url).origin}/rest/api/2/serverInfo`)).status).toBe(404)
    expect((await ask(jira, '/rest/api/2/serverInfo')).body).toMatchObject({ deploymentType: 'Server' })
  })
})

test('version 10.3 has a list of users and a changelog of its own for a ticket, 8.20 has neither', async () => {
  for (const [version, status] of [
    ['8.20', 404],
    ['10.3', 200],
  ] as const) {
    await withFakeJira({ dataCenter: { version } }, async (jira) => {
      expect((await ask(jira, '/rest/api/2/user/list')).status).toBe(status)
      expect((await ask(jira, '/rest/api/2/issue/ALP-1/changelog')).status).toBe(status)
    })
  }
})

test('a search has pages by offset with the total, no longer than the limit of the server', async () => {
  await withFakeJira({ dataCenter: { version: '8.20', searchLimit: 1 } }, async (jira) => {
    const jql = 'order by key asc'
    const first = await search(jira, { jql, maxResults: 50 })
    expect(first).toMatchObject({ startAt: 0, maxResults: 1, total: jira.state.issues().length })
    expect(first.issues).toHaveLength(1)
    const second = await search(jira, { jql, startAt: 1 })
    expect(second.issues[0]?.key).not.toBe(first.issues[0]?.key)
  })
})

test('a search leads no further than the window of its search engine', async () => {
  await withFakeJira({ dataCenter: { version: '10.3', resultWindow: 2 } }, async (jira) => {
    const asked = { jql: 'order by key asc', maxResults: 1 }
    expect((await search(jira, { ...asked, startAt: 1 })).issues).toHaveLength(1)
    expect((await ask(jira, '/rest/api/2/search', { ...asked, startAt: 2 })).status).toBe(500)
  })
})

test('records name users by key and name, texts are wiki text, and a history is whole with no field ids', async () => {
  const company = smallCompany()
  const description = 'First line\n\n- one\n- two'
  const told = companyTicket({ key: 'ALP-90', teamId: 'alpha', parentKey: 'ALP-1', description })
  await withFakeJira(
    { company: { ...company, tickets: [...company.tickets, told] }, dataCenter: { version: '8.20' } },
    async (jira) => {
      for (let count = 0; count < 25; count += 1) {
        jira.state.assignTicket('ALP-90', company.people[count % 2]?.email ?? null, null)
        jira.state.commentOn('ALP-90', company.people[0]?.email ?? '', `No. ${count}`)
      }
      const [issue] = (await search(jira, { jql: 'key = ALP-90', fields: ['*all'], expand: ['changelog'] }))
        .issues
      const text = JSON.stringify(issue)
      expect(text).not.toMatch(/accountId|hierarchyLevel|fieldId|api\/3\//)
      expect(issue?.changelog?.histories).toHaveLength(issue?.changelog?.total ?? 0)
      expect(issue?.fields).toMatchObject({
        description: 'First line\n\n* one\n* two',
        assignee: { key: expect.stringMatching(/^JIRAUSER\d+$/), name: expect.any(String) },
        comment: { total: 25, comments: { length: 25 } },
        customfield_10014: 'ALP-1',
      })
      expect(issue?.fields).not.toHaveProperty('parent')
      expect(issue?.changelog?.histories.at(-1)).toMatchObject({
        items: [{ field: 'assignee', to: expect.stringMatching(/^JIRAUSER/) }],
      })
    },
  )
})

test('the bucket of a user is filled by intervals, and tells in each response how it stands', () => {
  let nowMs = 0
  const bucket = new UserBucket({ capacity: 2, fillRate: 1, intervalSeconds: 10 }, () => nowMs)
  expect(bucket.take()).toMatchObject({
    refusal: null,
    headers: { 'X-RateLimit-Remaining': '1', 'Retry-After': '0' },
  })
  nowMs = 4000
  expect(bucket.take()).toMatchObject({
    refusal: null,
    headers: { 'X-RateLimit-Remaining': '0', 'Retry-After': '6' },
  })
  expect(bucket.take().refusal?.status).toBe(429)
  nowMs = 10_000
  expect(bucket.take().refusal).toBeNull()
  expect(bucket.take().refusal?.status).toBe(429)
})
