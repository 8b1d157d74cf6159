import { describe, expect, it } from 'vitest'
import { companyOfTickets, smallCompanyAsOfAt } from '../../builders/company.ts'
import { ask, messagesOf, searchKeys, searchPage, withFakeJira } from './with-fake-jira.ts'

const searchPath = '/rest/api/3/search/jql'

describe('search/jql', () => {
  it('walks every ticket once by tokens, without offset or total, and ends with a missing token', () =>
    withFakeJira({ company: companyOfTickets(120) }, async (jira) => {
      const keys = await searchKeys(jira, 'project = ALP order by created asc')
      expect(keys).toEqual(Array.from({ length: 120 }, (_, index) => `ALP-${index + 1}`))
      expect(jira.requests.get('POST search/jql')).toBe(3)
      const last = await ask(jira, searchPath, { jql: 'key = ALP-1' })
      expect(last.body).toEqual({ isLast: true, issues: [{ id: '10000' }] })
    }))

  it('cuts pages with fields to 100 and serves thousands of ids at once', () =>
    withFakeJira({ company: companyOfTickets(6_000) }, async (jira) => {
      const size = async (fields: string[]) =>
        (await searchPage(jira, { jql: 'project = ALP', fields, maxResults: 9_000 })).issues.length
      expect(await size(['summary'])).toBe(100)
      expect(await size(['id'])).toBe(5_000)
      expect(await size([])).toBe(5_000)
      expect((await searchPage(jira, { jql: 'project = ALP' })).issues).toHaveLength(50)
    }))

  it('refuses a token under another query, other fields, or seven days later', async () => {
    let nowAt = smallCompanyAsOfAt
    await withFakeJira({ company: companyOfTickets(3), now: () => nowAt }, async (jira) => {
      const query = { jql: 'project = ALP', fields: ['key'], maxResults: 1 }
      const { nextPageToken } = await searchPage(jira, query)
      const again = (over: object) => ask(jira, searchPath, { ...query, nextPageToken, ...over })
      expect((await again({})).status).toBe(200)
      expect((await again({ maxResults: 2 })).status).toBe(200)
      expect((await again({ jql: 'project = ALP order by key' })).status).toBe(400)
      expect((await again({ fields: ['summary'] })).status).toBe(400)
      expect((await again({ nextPageToken: 'made-up' })).status).toBe(400)
      nowAt += 8 * 86_400_000
      expect(messagesOf(await again({}))).toEqual(['The provided next page token has expired.'])
    })
  })

  it('refuses a query that restricts nothing', () =>
    withFakeJira({}, async (jira) => {
      for (const path of [searchPath, '/rest/api/3/search/approximate-count']) {
        const reply = await ask(jira, path, { jql: 'order by created' })
        expect(reply.status).toBe(400)
        expect(messagesOf(reply)).toEqual([
          'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
        ])
      }
    }))

  it('takes GET with repeated fields and with commas alike', () =>
    withFakeJira({}, async (jira) => {
      const jql = encodeURIComponent('key = ALP-2')
      const repeated = await ask(jira, `${searchPath}?jql=${jql}&fields=summary&fields=labels`)
      const commas = await ask(jira, `${searchPath}?jql=${jql}&fields=summary,labels`)
      expect(repeated.status).toBe(200)
      expect(repeated.body).toEqual(commas.body)
    }))

  it('does not lose a ticket that is there when others change between two pages', () =>
    withFakeJira({ company: companyOfTickets(10) }, async (jira) => {
      const query = { jql: 'project = ALP order by created asc', fields: ['key'], maxResults: 5 }
      const first = await searchPage(jira, query)
      jira.state.deleteTicket('ALP-1')
      const second = await searchPage(jira, { ...query, nextPageToken: first.nextPageToken })
      expect(second.issues.map(({ key }) => key)).toEqual(['ALP-6', 'ALP-7', 'ALP-8', 'ALP-9', 'ALP-10'])
    }))

  it('clips the embedded changelog to the 40 newest entries and gives the true total', () =>
    withFakeJira({ company: companyOfTickets(1, 58) }, async (jira) => {
      const query = { jql: 'key = ALP-1', fields: ['summary'], expand: 'changelog' }
      const { issues } = await searchPage(jira, query)
      const changelog = issues[0]?.changelog
      expect(changelog?.total).toBe(58)
      expect(changelog?.histories.map(({ id }) => Number(id) - 100_000)).toEqual(
        Array.from({ length: 40 }, (_, index) => 57 - index),
      )
    }))

  it('embeds at most 20 comments and worklogs beside their totals', () =>
    withFakeJira({}, async (jira) => {
      for (let index = 0; index < 25; index += 1) {
        jira.state.commentOn('ALP-1', 'ada.example@lumenworks.example', `Comment ${index}`)
        jira.state.logWork('ALP-1', 'ada.example@lumenworks.example', 60)
      }
      const { issues } = await searchPage(jira, { jql: 'key = ALP-1', fields: ['comment', 'worklog'] })
      expect(issues[0]?.fields).toMatchObject({
        comment: { total: 25, comments: { length: 20 } },
        worklog: { total: 25, worklogs: { length: 20 } },
      })
    }))

  it('counts without fetching', () =>
    withFakeJira({}, async (jira) => {
      const reply = await ask(jira, '/rest/api/3/search/approximate-count', { jql: 'project = ALP' })
      expect(reply.body).toEqual({ count: 3 })
    }))

  it.each(['/rest/api/3/search?jql=project=ALP', '/rest/api/2/search?jql=project=ALP'])(
    'has no %s any more',
    (path) =>
      withFakeJira({}, async (jira) => {
        expect((await ask(jira, path)).status).toBe(410)
      }),
  )
})
