import { expect, test } from 'vitest'
import { idsFrom, oddIssue, paymentsScope, readAll, startOddJira } from '../odd-jira.ts'

const points = 'customfield_10016'

/** Proxies that convert records, and servers that stand in for Jira, were seen to make text of numbers. */
test('numbers that come as text are read as what they are', async () => {
  const worklog = (id: number) => ({
    id,
    started: '2026-01-14T08:00:00.000+0000',
    created: '1768377600000',
    timeSpentSeconds: '3600',
  })
  const logs = idsFrom(1, 22).map((id) => worklog(Number(id)))
  const issue = oddIssue('1001', {
    issuetype: { id: 10000, name: 'Epic', subtask: false, hierarchyLevel: '1' },
    status: { id: 3, name: 'In Progress', statusCategory: { id: '4' } },
    [points]: '2.5',
    worklog: { worklogs: logs.slice(0, 20), total: '22' },
  })
  await using jira = await startOddJira(1, ({ endpoint, body, url }) => {
    const startAt = Number(url.searchParams.get('startAt') ?? 0)
    switch (endpoint) {
      case 'GET /rest/api/3/project/search': {
        const insight = { totalIssueCount: '1' }
        return { body: { values: [{ id: 10000, key: 'PAY', name: 'Payments', insight }], total: '1' } }
      }
      case 'GET /rest/api/3/field':
        return {
          body: [
            {
              id: points,
              name: 'Points',
              schema: { type: 'number', custom: 'com.pyxis.greenhopper.jira:jsw-story-points' },
            },
          ],
        }
      case 'GET /rest/api/3/issue/1001/worklog':
        return { body: { worklogs: logs.slice(startAt, startAt + 15), total: '22' } }
      case 'POST /rest/api/3/search/approximate-count':
        return { body: { count: '1' } }
      default:
        return /^id in/.test(body?.jql ?? '') ? { body: { issues: [issue] } } : null
    }
  })
  const tracker = jira.tracker()
  expect((await tracker.preflight()).scopes).toEqual([paymentsScope])
  expect(await tracker.countTickets([paymentsScope])).toBe(1)
  expect(await tracker.countByScope?.()).toEqual(new Map([['10000', 1]]))
  const [result] = await readAll(tracker)
  expect(result?.page.quarantined).toEqual([])
  expect(result?.page.tickets).toMatchObject([
    { hierarchyLevel: 1, statusId: '3', statusCategory: 'in_progress', estimatePoints: 2.5 },
  ])
  const seconds = result?.page.events.flatMap((event) =>
    event.kind === 'worklog' ? event.loggedSeconds : [],
  )
  expect(seconds).toEqual(Array.from({ length: 22 }, () => 3600))
})
