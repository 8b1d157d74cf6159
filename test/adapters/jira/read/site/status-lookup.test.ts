import { expect, test } from 'vitest'
import { type OddAnswer, type OddRequest, oddIssue, readAll, startOddJira } from '../../odd-jira.ts'

const ofProject = 'GET /rest/api/3/project/10000/statuses'
const byIds = 'GET /rest/api/3/statuses'
const openInProject = { id: '1', name: 'Open', statusCategory: { id: 2, key: 'new', name: 'To Do' } }

/** The plain site's histories tell of a move out of status 1, which its status list leaves out. */
async function categoriesBy(
  answers: Readonly<Record<string, (request: OddRequest) => OddAnswer>>,
  ticketCount = 4,
) {
  await using jira = await startOddJira(
    ticketCount,
    (request) => answers[request.endpoint]?.(request) ?? null,
  )
  const results = await readAll(jira.tracker({ ticketsPerPage: 2 }))
  const categories = results.map(
    ({ page }) => page.statuses.find((status) => status.statusId === '1')?.category,
  )
  return { categories, asked: { ofProject: jira.count(ofProject), byIds: jira.count(byIds) } }
}

test("a status that the site's list leaves out is requested from the ticket's project, once for all pages", async () => {
  const { categories, asked } = await categoriesBy({
    [ofProject]: () => ({
      body: [{ id: '10001', name: 'Task', subtask: false, statuses: [openInProject] }],
    }),
  })
  expect(categories).toEqual(['unstarted', 'unstarted'])
  expect(asked).toEqual({ ofProject: 1, byIds: 0 })
})

test('one that the project no longer has is requested by its id', async () => {
  const { categories, asked } = await categoriesBy({
    [ofProject]: () => ({ body: [] }),
    [byIds]: ({ url }) => ({
      body: url.searchParams
        .getAll('id')
        .map((id) => ({ id, name: 'Old', statusCategory: 'IN_PROGRESS', scope: { type: 'GLOBAL' } })),
    }),
  })
  expect(categories).toEqual(['in_progress', 'in_progress'])
  expect(asked).toEqual({ ofProject: 1, byIds: 1 })
})

test('so is that of a ticket whose own record lacks it, and the ticket has it', async () => {
  const bare = oddIssue('1001', { status: { id: '77', name: 'Odd' } })
  await using jira = await startOddJira(1, (request) => {
    if (request.endpoint === byIds)
      return { body: [{ id: '77', name: 'Odd', statusCategory: 'DONE', scope: { type: 'GLOBAL' } }] }
    return /^id in/.test(request.body?.jql ?? '') ? { body: { issues: [bare] } } : null
  })
  const [result] = await readAll(jira.tracker())
  expect(result?.page.tickets).toMatchObject([{ statusId: '77', statusCategory: 'done' }])
})

test.each([401, 403, 404])('one that is kept from this account (HTTP %i) stays unknown', async (status) => {
  const { categories, asked } = await categoriesBy({
    [ofProject]: () => ({ status: 404, body: {} }),
    [byIds]: () => ({ status, body: {} }),
  })
  expect(categories).toEqual(['unknown', 'unknown'])
  expect(asked.byIds).toBe(1)
})

test('nothing is requested where every status is known', async () => {
  const { categories, asked } = await categoriesBy({
    'GET /rest/api/3/status': () => ({ body: [openInProject] }),
    'POST /rest/api/3/search/jql': ({ body }) =>
      /^id in/.test(body.jql)
        ? { body: { issues: [oddIssue('1001')] } }
        : { body: { issues: [{ id: '1001' }] } },
  })
  expect(categories).toEqual(['unstarted'])
  expect(asked).toEqual({ ofProject: 0, byIds: 0 })
})
