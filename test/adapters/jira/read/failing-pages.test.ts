import { expect, test } from 'vitest'
import { TrackerUnavailableError } from '../../../../adapters/trackers/errors.ts'
import {
  askedIds,
  idsFrom,
  type OddRequest,
  oddHistory,
  readAll,
  startOddJira,
  ticketIdsOf,
} from '../odd-jira.ts'

const bulk = 'POST /rest/api/3/changelog/bulkfetch'
const failing = { status: 504, body: 'Gateway Timeout', headers: { 'Content-Type': 'text/html' } }

function historyIds({ endpoint, body }: OddRequest): string[] {
  return endpoint === bulk ? body.issueIdsOrKeys : []
}

/** (pycontribs/jira#2366, princenyeche/jiraone#118) */
test('tickets of which Jira can return a few at once are read a few at once, and more are tried ever more rarely', async () => {
  await using jira = await startOddJira(230, (request) =>
    (askedIds(request)?.length ?? 0) > 13 ? failing : null,
  )
  const tracker = jira.tracker({ ticketsPerPage: 115 })
  const sizes = (from = 0) => jira.requests.slice(from).flatMap((request) => askedIds(request)?.length ?? [])
  expect(ticketIdsOf(await readAll(tracker)).toSorted()).toEqual(idsFrom(1001, 230))
  const before = jira.requests.length
  const tried = sizes().filter((size) => size > 13).length
  expect(ticketIdsOf(await readAll(tracker))).toHaveLength(230)
  const triedAgain = sizes(before).filter((size) => size > 13)
  expect(triedAgain.length).toBeLessThan(tried)
  expect(Math.max(0, ...triedAgain)).toBeLessThanOrEqual(26)
})

test('a failure that passes costs no requests later on', async () => {
  let failures = 0
  await using jira = await startOddJira(1000, (request) => {
    const isFailing = askedIds(request) !== null && failures < 45
    if (isFailing) failures += 1
    return isFailing ? failing : null
  })
  const tracker = jira.tracker({ ticketsPerPage: 500 })
  expect(ticketIdsOf(await readAll(tracker))).toHaveLength(1000)
  const before = jira.requests.length
  await readAll(tracker)
  const sizes = jira.requests.slice(before).flatMap((request) => askedIds(request)?.length ?? [])
  expect(sizes).toEqual(Array.from({ length: 10 }, () => 100))
})

test('where Jira can return hardly any, each size is tried once and not each part of the page', async () => {
  await using jira = await startOddJira(100, (request) =>
    (askedIds(request)?.length ?? 0) > 1 || historyIds(request).length > 1 ? failing : null,
  )
  const [result] = await readAll(jira.tracker())
  expect(result?.page.tickets).toHaveLength(100)
  const failed = jira.requests.filter((request) => (askedIds(request)?.length ?? 0) > 1)
  // Seven sizes, three tries each.
  expect(failed.length).toBeLessThanOrEqual(21)
})

test('so are histories', async () => {
  await using jira = await startOddJira(60, (request) => (historyIds(request).length > 20 ? failing : null))
  const [result] = await readAll(jira.tracker())
  expect(result?.page.incomplete).toEqual([])
  expect(result?.page.events).toHaveLength(60)
})

test('where the bulk changelog fails at each ticket, histories are read from tickets’ own lists', async () => {
  await using jira = await startOddJira(300, (request) => {
    const own = /issue\/(\d+)\/changelog$/.exec(request.url.pathname)?.[1]
    if (own !== undefined) return { body: { values: [oddHistory(`9${own}`, 1_768_300_000_000)], total: 1 } }
    return request.endpoint === bulk ? failing : null
  })
  const results = await readAll(jira.tracker({ ticketsPerPage: 150 }))
  expect(results.flatMap(({ page }) => page.incomplete)).toEqual([])
  expect(results.flatMap(({ page }) => page.events)).toHaveLength(300)
  // Two pages side by side: ten requests of each, three times.
  expect(jira.count(bulk)).toBeLessThanOrEqual(60)
})

test('where it works again, the next page is read in bulk', async () => {
  let isBroken = true
  await using jira = await startOddJira(200, (request) => {
    const own = /issue\/(\d+)\/changelog$/.exec(request.url.pathname)?.[1]
    if (own !== undefined) return { body: { values: [oddHistory(`9${own}`, 1_768_300_000_000)], total: 1 } }
    return request.endpoint === bulk && isBroken ? failing : null
  })
  const tracker = jira.tracker({ ticketsPerPage: 100 })
  expect((await readAll(tracker)).flatMap(({ page }) => page.events)).toHaveLength(200)
  isBroken = false
  const before = jira.requests.length
  expect((await readAll(tracker)).flatMap(({ page }) => page.events)).toHaveLength(200)
  const own = jira.requests.slice(before).filter(({ endpoint }) => endpoint.endsWith('/changelog'))
  expect(own).toEqual([])
})

test('many histories that Jira fails to return stop no other', async () => {
  const isBad = (id: string) => Number(id) % 12 === 0
  await using jira = await startOddJira(120, (request) => {
    const own = /issue\/(\d+)\/changelog$/.exec(request.url.pathname)?.[1]
    return historyIds(request).some(isBad) || (own !== undefined && isBad(own)) ? failing : null
  })
  const [result] = await readAll(jira.tracker())
  expect(result?.page.tickets).toHaveLength(120)
  expect(result?.page.incomplete?.map(({ ticketId }) => ticketId)).toEqual(idsFrom(1001, 120).filter(isBad))
  expect(result?.page.events).toHaveLength(110)
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
