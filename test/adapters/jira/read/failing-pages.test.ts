import { expect, test } from 'vitest'
import { TrackerUnavailableError } from '../../../../adapters/trackers/errors.ts'
import { askedIds, idsFrom, type OddRequest, readAll, startOddJira, ticketIdsOf } from '../odd-jira.ts'

const bulk = 'POST /rest/api/3/changelog/bulkfetch'
const failing = { status: 504, body: 'Gateway Timeout', headers: { 'Content-Type': 'text/html' } }

function historyIds({ endpoint, body }: OddRequest): string[] {
  return endpoint === bulk ? body.issueIdsOrKeys : []
}

/** (pycontribs/jira#2366, princenyeche/jiraone#118) */
test('tickets of which Jira can return a few at once are read a few at once, and no more are asked for again', async () => {
  await using jira = await startOddJira(230, (request) =>
    (askedIds(request)?.length ?? 0) > 13 ? failing : null,
  )
  const tracker = jira.tracker({ ticketsPerPage: 115 })
  const results = await readAll(tracker)
  expect(ticketIdsOf(results).toSorted()).toEqual(idsFrom(1001, 230))
  const before = jira.requests.length
  expect(ticketIdsOf(await readAll(tracker))).toHaveLength(230)
  const again = jira.requests.slice(before).map((request) => askedIds(request)?.length ?? 0)
  expect(Math.max(...again)).toBeLessThanOrEqual(13)
})

test('so are histories', async () => {
  await using jira = await startOddJira(60, (request) => (historyIds(request).length > 20 ? failing : null))
  const [result] = await readAll(jira.tracker())
  expect(result?.page.incomplete).toEqual([])
  expect(result?.page.events).toHaveLength(60)
})

test('a ticket at which Jira fails each time is set aside, and the others are read', async () => {
  await using jira = await startOddJira(30, (request) =>
    askedIds(request)?.includes('1007') === true || request.url.pathname.endsWith('/issue/1007')
      ? failing
      : null,
  )
  const tracker = jira.tracker()
  const [result] = await readAll(tracker)
  expect(result?.page.tickets).toHaveLength(29)
  expect(result?.page.quarantined).toMatchObject([{ recordId: '1007', cause: 'Jira fails to return it' }])
  // It says nothing of how many may be asked for at once.
  const before = jira.requests.length
  await readAll(tracker)
  expect(jira.requests.slice(before).map((request) => askedIds(request)?.length)).toContain(30)
})

test('where Jira answers nothing, the page fails as a whole', async () => {
  let isDown = false
  await using jira = await startOddJira(100, (request) => {
    isDown ||= askedIds(request) !== null
    return isDown ? failing : null
  })
  await expect(readAll(jira.tracker())).rejects.toThrow(TrackerUnavailableError)
  expect(jira.requests.length).toBeLessThan(30)
})
