import { expect, test } from 'vitest'
import { TrackerAuthError } from '../../../../adapters/trackers/errors.ts'
import { type OddAnswer, paymentsScope, startOddJira } from '../odd-jira.ts'

const noScope = { status: 401, body: { code: 401, message: 'Unauthorized; scope does not match' } }
const forbidden = { status: 403, body: { errorMessages: ['Forbidden'] } }
const search = 'POST /rest/api/3/search/jql'
const histories = 'POST /rest/api/3/changelog/bulkfetch'
const comments = 'GET /rest/api/3/issue/1001/comment'
const worklogs = 'GET /rest/api/3/issue/1001/worklog'

async function tryWith(endpoint: string, answer: OddAnswer): Promise<unknown> {
  await using jira = await startOddJira(3, (request) => (request.endpoint === endpoint ? answer : null))
  const tracker = jira.tracker()
  const ended = await tracker.tryReading?.([paymentsScope]).then(
    () => 'read',
    (error: unknown) => error,
  )
  expect(jira.count(endpoint)).toBeGreaterThan(0)
  return ended
}

test.each([search, histories, comments, worklogs])(
  'a token that lacks the scope for %s is told before it is kept, with the scopes to give it',
  async (endpoint) => {
    const ended = await tryWith(endpoint, noScope)
    expect(ended).toBeInstanceOf(TrackerAuthError)
    expect(String(ended)).toContain(`lacks a scope that ${endpoint} needs, read:jira-work`)
  },
)

test.each([search, histories])(
  'an account that is forbidden %s lacks a right, and is told which',
  async (endpoint) => {
    const ended = await tryWith(endpoint, forbidden)
    expect(ended).toBeInstanceOf(TrackerAuthError)
    expect(String(ended)).toMatch(/a right is missing\. Let a Jira admin .* browse those projects/)
  },
)

test.each([
  ['comments of one ticket that are refused', comments, forbidden],
  ['histories in bulk that are not there', histories, { status: 404, body: {} }],
  ['a query that is rejected', search, { status: 400, body: {} }],
  ['a failure that may pass', search, { status: 503, body: 'later' }],
  [
    'a page in place of Jira',
    search,
    { status: 403, headers: { 'Content-Type': 'text/html' }, body: '<html>' },
  ],
])('%s: that is left to the sync, and holds nobody back', async (_, endpoint, answer) => {
  expect(await tryWith(endpoint, answer)).toBe('read')
})

test('one ticket is read of a project with many, and none where there is none', async () => {
  await using many = await startOddJira(2000)
  await many.tracker().tryReading?.([paymentsScope])
  expect(many.count(histories)).toBe(1)
  await using none = await startOddJira(0)
  await none.tracker().tryReading?.([paymentsScope])
  expect(none.count(histories)).toBe(0)
})
