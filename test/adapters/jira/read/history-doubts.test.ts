import { expect, test } from 'vitest'
import {
  askedIds,
  idsFrom,
  type OddRequest,
  oddHistory,
  oddIssue,
  paymentsScope,
  readAll,
  startOddJira,
} from '../odd-jira.ts'

const bulk = 'POST /rest/api/3/changelog/bulkfetch'
const at = 1_768_300_000_000

/** A site whose bulk changelog has these entries of a ticket, and whose ticket's own list has those. */
function site(
  tickets: number,
  inBulk: (id: string) => readonly object[] | null,
  inOwn: (id: string) => readonly object[],
) {
  return startOddJira(tickets, (request) => {
    if (request.endpoint === bulk) return { body: { issueChangeLogs: logsOf(request, inBulk) } }
    const id = /^GET \/rest\/api\/3\/issue\/(\d+)\/changelog$/.exec(request.endpoint)?.[1]
    if (id === undefined) return null
    const values = inOwn(id)
    return { body: { values, total: values.length } }
  })
}

function logsOf(request: OddRequest, inBulk: (id: string) => readonly object[] | null): object[] {
  const asked: readonly string[] = request.body.issueIdsOrKeys
  return asked.flatMap((issueId) => {
    const changeHistories = inBulk(issueId)
    return changeHistories === null ? [] : [{ issueId, changeHistories }]
  })
}

const historyOf = (id: string) => [oddHistory(`9${id}`, at)]
const ownLists = (requests: readonly OddRequest[]) =>
  requests.filter(({ endpoint }) => /issue\/\d+\/changelog$/.test(endpoint)).length

/** The status events of a run, by ticket. */
async function movesOf(jira: Awaited<ReturnType<typeof startOddJira>>): Promise<Record<string, number>> {
  const pages = await readAll(jira.tracker())
  const moves = pages.flatMap(({ page }) => page.events).filter(({ kind }) => kind === 'status')
  const byTicket = Map.groupBy(moves, ({ ticketId }) => ticketId)
  return Object.fromEntries([...byTicket].map(([id, events]) => [id, events.length]))
}

test('a history that the bulk changelog leaves out is read from the ticket’s own list, and no other is', async () => {
  await using jira = await site(5, (id) => (id === '1003' ? null : historyOf(id)), historyOf)
  expect(await movesOf(jira)).toEqual(Object.fromEntries(idsFrom(1001, 5).map((id) => [id, 1])))
  expect(ownLists(jira.requests)).toBe(1)
})

test('so is one that ends elsewhere than the ticket is', async () => {
  const [first] = historyOf('1002')
  const before = {
    ...first,
    id: '1',
    created: at - 1000,
    items: [{ ...first?.items[0], from: '3', to: '1' }],
  }
  const whole = (id: string) => [before, ...historyOf(id)]
  await using jira = await site(3, (id) => (id === '1002' ? [before] : whole(id)), whole)
  expect((await movesOf(jira))['1002']).toBe(2)
  expect(ownLists(jira.requests)).toBe(1)
})

test('so is one of which a move begins elsewhere than the last one led, and what either list has counts', async () => {
  const move = (id: string, from: string, to: string) => {
    const entry = oddHistory(id, at + Number(id))
    return { ...entry, items: [{ ...entry.items[0], from, to }] }
  }
  const inBulk = [move('1', '1', '2'), move('4', '5', '3')]
  const inOwn = [move('2', '2', '4'), move('3', '4', '5'), move('4', '5', '3')]
  await using jira = await site(
    3,
    (id) => (id === '1002' ? inBulk : historyOf(id)),
    () => inOwn,
  )
  expect((await movesOf(jira))['1002']).toBe(4)
  expect(ownLists(jira.requests)).toBe(1)
})

test('where many are left out, each is read', async () => {
  await using jira = await site(40, () => null, historyOf)
  expect(Object.keys(await movesOf(jira))).toHaveLength(40)
})

test('once one was left out, those are asked too that look as if they had never moved', async () => {
  const open = { status: { id: '1', name: 'Open', statusCategory: { id: 2 } } }
  const isLeftOut = (id: string) => id === '1001' || Number(id) > 1003
  await using jira = await startOddJira(6, (request) => {
    if (request.endpoint === bulk)
      return { body: { issueChangeLogs: logsOf(request, (id) => (isLeftOut(id) ? null : historyOf(id))) } }
    const asked = askedIds(request)
    if (asked !== null)
      return { body: { issues: asked.map((id) => oddIssue(id, Number(id) > 1003 ? open : {})) } }
    const id = /issue\/(\d+)\/changelog$/.exec(request.endpoint)?.[1]
    return id === undefined ? null : { body: { values: historyOf(id), total: 1 } }
  })
  expect(Object.keys(await movesOf(jira))).toHaveLength(6)
  expect(ownLists(jira.requests)).toBe(4)
})

test('of tickets that really have no history, as imported ones, two are asked in vain, and no more in a run', async () => {
  await using jira = await site(
    40,
    () => null,
    () => [],
  )
  expect(await movesOf(jira)).toEqual({})
  expect(ownLists(jira.requests)).toBe(2)
})

test('a ticket that came incomplete before is asked for its own list, whatever its state', async () => {
  const moved = (id: string) => [oddHistory('1', at), { ...oddHistory(`9${id}`, at + 1000) }]
  await using jira = await site(2, (id) => [oddHistory(`9${id}`, at + 1000)], moved)
  const tracker = jira.tracker()
  await tracker.preflight()
  const request = { ticketIds: ['1001'], scopes: [paymentsScope] }
  expect((await tracker.census.readTickets(request)).events).toHaveLength(1)
  expect((await tracker.census.readTickets({ ...request, askedAgain: true })).events).toHaveLength(2)
})

test('long histories of one length that end elsewhere than their tickets are whole by their own lists', async () => {
  const history = (id: string) =>
    idsFrom(1, 20).map((place) => {
      const entry = oddHistory(`${place}${id}`, at + Number(place))
      return { ...entry, items: [{ ...entry.items[0], from: '2', to: '2' }] }
    })
  await using jira = await site(30, history, history)
  const pages = await readAll(jira.tracker())
  expect(pages.flatMap(({ page }) => page.incomplete ?? [])).toEqual([])
  expect(ownLists(jira.requests)).toBe(4)
})

test('pages that are read side by side ask no more in vain than one after the other', async () => {
  await using jira = await site(
    40,
    () => null,
    () => [],
  )
  const tracker = jira.tracker()
  await tracker.preflight()
  const read = (first: number) =>
    tracker.census.readTickets({ ticketIds: idsFrom(first, 20), scopes: [paymentsScope] })
  await Promise.all([read(1001), read(1021)])
  expect(ownLists(jira.requests)).toBe(2)
})
