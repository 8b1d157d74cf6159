import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { companyOfTickets, smallCompanyAsOfAt } from '../../../builders/company.ts'
import { ask, messagesOf, searchKeys, searchPage, withFakeJira } from '../with-fake-jira.ts'

const ada = 'ada.example@lumenworks.example'
const bulkSchema = z.object({
  nextPageToken: z.string().optional(),
  issueChangeLogs: z.array(
    z.object({
      issueId: z.string(),
      changeHistories: z.array(
        z.looseObject({
          id: z.string(),
          created: z.number(),
          items: z.array(z.record(z.string(), z.string().nullable())),
        }),
      ),
    }),
  ),
})

describe('changelogs', () => {
  it('come in bulk with numbers as times, unsorted, and each entry once over all pages', () =>
    withFakeJira({ company: companyOfTickets(3, 7) }, async (jira) => {
      const ids: string[] = []
      const pagesOfTicket = new Map<string, number>()
      let nextPageToken: string | undefined
      let isSorted = true
      do {
        const body = { issueIdsOrKeys: ['ALP-1', '10001', 'ALP-3'], maxResults: 4, nextPageToken }
        const page = bulkSchema.parse((await ask(jira, '/rest/api/3/changelog/bulkfetch', body)).body)
        for (const { issueId, changeHistories } of page.issueChangeLogs) {
          pagesOfTicket.set(issueId, (pagesOfTicket.get(issueId) ?? 0) + 1)
          ids.push(...changeHistories.map(({ id }) => id))
          const times = changeHistories.map(({ created }) => created)
          if (times.some((at, index) => at < (times[index - 1] ?? 0))) isSorted = false
        }
        nextPageToken = page.nextPageToken
      } while (nextPageToken !== undefined)
      expect(new Set(ids).size).toBe(21)
      expect(ids).toHaveLength(21)
      expect([...pagesOfTicket.values()].every((pages) => pages >= 2)).toBe(true)
      expect(isSorted).toBe(false)
    }))

  it('drop items of key and parent when fields are asked for by id, since those have none', () =>
    withFakeJira({}, async (jira) => {
      jira.state.moveTicket('ALP-3', 'BET', ada)
      const fields = async (fieldIds: string[] | undefined) => {
        const body = { issueIdsOrKeys: ['10002'], fieldIds }
        const page = bulkSchema.parse((await ask(jira, '/rest/api/3/changelog/bulkfetch', body)).body)
        return page.issueChangeLogs
          .flatMap(({ changeHistories }) => changeHistories)
          .flatMap(({ items }) => items)
          .map(({ field }) => field)
      }
      expect(await fields(undefined)).toContain('Key')
      expect(await fields(['status'])).toEqual(['status'])
    }))

  it('take at most a thousand tickets and ten fields at once', () =>
    withFakeJira({}, async (jira) => {
      const status = async (issues: number, fields: number) => {
        const issueIdsOrKeys = Array.from({ length: issues }, () => 'ALP-1')
        const fieldIds = Array.from({ length: fields }, (_, index) => `field${index}`)
        return (await ask(jira, '/rest/api/3/changelog/bulkfetch', { issueIdsOrKeys, fieldIds })).status
      }
      expect(await status(1_000, 10)).toBe(200)
      expect(await status(1_001, 1)).toBe(400)
      expect(await status(1, 11)).toBe(400)
    }))

  it('of one ticket come oldest first, a hundred a page whatever is requested', () =>
    withFakeJira({ company: companyOfTickets(1, 150) }, async (jira) => {
      const schema = z.object({
        isLast: z.boolean(),
        maxResults: z.number(),
        values: z.array(z.object({ id: z.string() })),
      })
      const page = async (startAt: number) =>
        schema.parse(
          (await ask(jira, `/rest/api/3/issue/ALP-1/changelog?maxResults=1000&startAt=${startAt}`)).body,
        )
      const first = await page(0)
      const second = await page(100)
      expect([first.maxResults, first.isLast, second.isLast]).toEqual([100, false, true])
      const ids = [...first.values, ...second.values].map(({ id }) => Number(id))
      expect(ids).toEqual(ids.toSorted((a, b) => a - b))
      expect(ids).toHaveLength(150)
    }))
})

describe('tickets', () => {
  it('write times in the caller’s zone, texts as documents and points in their project’s own field', () =>
    withFakeJira({}, async (jira) => {
      const { issues } = await searchPage(jira, {
        jql: 'key in (ALP-2, BET-1) order by key',
        fields: ['*all'],
      })
      expect(issues[0]?.fields).toMatchObject({
        created: '2026-03-02T10:00:00.000+0100',
        resolutiondate: '2026-03-04T11:00:00.000+0100',
        description: { type: 'doc', content: { length: 2 } },
        customfield_10028: 5,
        customfield_10016: null,
        customfield_10020: [{ name: 'Alpha Sprint 1', state: 'closed' }],
        parent: { key: 'ALP-1', fields: { issuetype: { hierarchyLevel: 1 } } },
      })
      expect(issues[1]?.fields).toMatchObject({
        customfield_10028: null,
        customfield_10016: 3,
        status: { name: 'Zu erledigen', statusCategory: { id: 2 }, scope: { project: { id: '10001' } } },
      })
    }))

  it('keep their id when they move, and answer to the old key with the new one', () =>
    withFakeJira({}, async (jira) => {
      expect(jira.state.moveTicket('ALP-3', 'BET', ada)).toBe('BET-3')
      const reply = await ask(jira, '/rest/api/3/issue/ALP-3?fields=summary')
      expect(reply.body).toMatchObject({ id: '10002', key: 'BET-3' })
      expect(await searchKeys(jira, 'key = ALP-3')).toEqual(['BET-3'])
      expect(await searchKeys(jira, 'project = ALP order by key asc')).toEqual(['ALP-1', 'ALP-2'])
    }))

  it('are not there when deleted, hidden or unknown, all in the same words', () =>
    withFakeJira({}, async (jira) => {
      jira.state.deleteTicket('ALP-3')
      jira.state.hide('BET-1')
      for (const key of ['ALP-3', 'BET-1', 'NOPE-1']) {
        const reply = await ask(jira, `/rest/api/3/issue/${key}`)
        expect(reply.status).toBe(404)
        expect(messagesOf(reply)).toEqual(['Issue does not exist or you do not have permission to see it.'])
      }
      jira.state.show('BET-1')
      expect((await ask(jira, '/rest/api/3/issue/BET-1')).status).toBe(200)
    }))

  it('of a hidden project vanish with it', () =>
    withFakeJira({}, async (jira) => {
      jira.state.hide('BET')
      const reply = await ask(jira, '/rest/api/3/project/search')
      expect(reply.body).toMatchObject({ total: 1, values: [{ key: 'ALP' }] })
      expect((await ask(jira, '/rest/api/3/search/jql', { jql: 'project = BET' })).status).toBe(400)
    }))

  it('come in bulk with an error for each that is not there', () =>
    withFakeJira({}, async (jira) => {
      const body = { issueIdsOrKeys: ['ALP-1', 'NOPE-1'], fields: ['summary'] }
      const reply = await ask(jira, '/rest/api/3/issue/bulkfetch', body)
      expect(reply.body).toMatchObject({ issues: [{ key: 'ALP-1' }], issueErrors: [{ id: 'NOPE-1' }] })
      const many = { issueIdsOrKeys: Array.from({ length: 101 }, () => 'ALP-1'), fields: ['labels'] }
      expect((await ask(jira, '/rest/api/3/issue/bulkfetch', many)).status).toBe(400)
    }))

  it('changed by a test show it in field, changelog and updated', () =>
    withFakeJira({}, async (jira) => {
      jira.state.transitionTicket('ALP-3', 'done', ada)
      jira.state.assignTicket('ALP-3', ada, ada)
      const reply = await ask(jira, '/rest/api/3/issue/ALP-3?expand=changelog')
      expect(reply.body).toMatchObject({
        fields: {
          status: { name: 'Done' },
          assignee: { displayName: 'Ada Example' },
          updated: '2026-06-12T18:00:00.000+0200',
        },
        changelog: { total: 2 },
      })
    }))

  it('name who left only as a former user', () =>
    withFakeJira({}, async (jira) => {
      const reply = await ask(jira, '/rest/api/3/issue/BET-2?fields=reporter')
      expect(reply.body).toMatchObject({
        fields: { reporter: { displayName: 'Former user', active: false } },
      })
    }))
})

describe('accounts and worklogs', () => {
  it('hide the address of who hides it', () =>
    withFakeJira({}, async (jira) => {
      const users = z
        .array(z.looseObject({ displayName: z.string() }))
        .parse((await ask(jira, '/rest/api/3/users/search')).body)
      const addressOf = (name: string) =>
        users.find(({ displayName }) => displayName === name)?.['emailAddress']
      expect(addressOf('Ada Example')).toBe(ada)
      expect(addressOf('Bo Sample')).toBeUndefined()
      expect(users.map((user) => user['accountType'])).toContain('app')
    }))

  it('tell of worklogs written and deleted since an instant, but not of the last minute', async () => {
    let nowAt = smallCompanyAsOfAt
    await withFakeJira({ now: () => nowAt }, async (jira) => {
      const worklogId = jira.state.logWork('ALP-1', ada, 3_600)
      const since = async (kind: string) =>
        (await ask(jira, `/rest/api/3/worklog/${kind}?since=${smallCompanyAsOfAt}`)).body
      expect(await since('updated')).toMatchObject({ values: [], lastPage: true })
      nowAt += 61_000
      expect(await since('updated')).toMatchObject({ values: [{ worklogId: Number(worklogId) }] })
      jira.state.deleteWorklog('ALP-1', worklogId)
      nowAt += 61_000
      expect(await since('deleted')).toMatchObject({ values: [{ worklogId: Number(worklogId) }] })
    })
  })

  it('tell the server’s clock, not the machine’s', () =>
    withFakeJira({}, async (jira) => {
      const reply = await ask(jira, '/rest/api/3/serverInfo')
      expect(reply.body).toMatchObject({
        deploymentType: 'Cloud',
        serverTime: '2026-06-12T18:00:00.000+0200',
      })
      expect(reply.headers.get('date')).toBe('Fri, 12 Jun 2026 16:00:00 GMT')
    }))
})
