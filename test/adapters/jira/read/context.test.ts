import { expect, test } from 'vitest'
import { createJiraTracker } from '../../../../adapters/jira/tracker.ts'
import { smallCompany, smallCompanyAsOfAt } from '../../../builders/company.ts'
import { withFakeJira } from '../../../fakes/jira/with-fake-jira.ts'
import { startOddJira } from '../odd-jira.ts'

const bulk = 'POST issue/bulkfetch'

test('hundreds are read in parts of a hundred, and one that is hidden fails none of its part', async () => {
  const [template] = smallCompany().tickets
  if (template === undefined) throw new TypeError('the company has no tickets')
  const tickets = Array.from({ length: 201 }, (_, index) => ({ ...template, key: `ALP-${index + 1}` }))
  await withFakeJira({ company: smallCompany({ tickets }) }, async (jira) => {
    const tracker = createJiraTracker({
      connectionId: 'jira-1',
      baseUrl: jira.url,
      auth: { kind: 'api_token', ...jira.credentials },
      now: () => smallCompanyAsOfAt,
      sleep: async () => undefined,
    })
    const ids = jira.state.issues().map(({ issueId }) => issueId)
    jira.state.hide('ALP-7')
    const read = await tracker.readContext([...ids, '77'])
    expect(jira.requests.get(bulk)).toBe(3)
    expect(read.tickets.map(({ key }) => key)).not.toContain('ALP-7')
    expect(read.tickets).toHaveLength(200)
    expect(read.tickets.every(({ isContext }) => isContext)).toBe(true)
    expect(read.notUnderstoodIds).toEqual([])
  })
})

test.each([403, 404, 410])('where the bulk fetch is closed (%i), they are searched for', async (status) => {
  const endpoint = 'POST /rest/api/3/issue/bulkfetch'
  await using jira = await startOddJira(3, (request) =>
    request.endpoint === endpoint ? { status, body: { errorMessages: ['closed'] } } : null,
  )
  const { tickets } = await jira.tracker().readContext(['1001', '1003'])
  expect(tickets.map(({ ticketId }) => ticketId)).toEqual(['1001', '1003'])
})
