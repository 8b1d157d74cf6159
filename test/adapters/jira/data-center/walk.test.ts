import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JiraTracker } from '../../../../adapters/jira/tracker.ts'
import { TrackerUnavailableError } from '../../../../adapters/trackers/errors.ts'
import type { CensusPage } from '../../../../adapters/trackers/tracker.ts'
import { type Asked, oddDataCenter, type Row } from './odd-data-center.ts'

const scopes = [{ scopeId: '10000', key: 'PAY', name: 'Payments' }]
const startAt = Date.parse('2026-01-12T08:00:30Z')

/** Ids in the order of the census, which reads the list of ids alone; `between` is called after each page. */
async function listIds(tracker: JiraTracker, between: () => void = () => undefined): Promise<string[]> {
  const ids: string[] = []
  let checkpoint: string | null = null
  do {
    const page = await tracker.census.listTickets({ scopes, withFacts: false, checkpoint })
    ids.push(...page.sightings.map(({ ticketId }) => ticketId))
    checkpoint = page.checkpoint
    between()
  } while (checkpoint !== null)
  return ids
}

function rowsAt(...times: readonly number[]): Row[] {
  return times.map((createdAt, index) => ({ id: String(1000 + index), createdAt }))
}

function isWalk({ endpoint, asked }: Asked): boolean {
  return endpoint === 'GET search' && !asked.jql.includes(' in (1')
}

test('each page begins at the minute where the last one ended, and no id comes twice', async () => {
  const rows = rowsAt(0, 20_000, 70_000, 130_000, 140_000).map((row) => ({
    ...row,
    createdAt: startAt + row.createdAt,
  }))
  const { tracker, requests } = oddDataCenter(() => rows, { searchLimit: 3 })
  expect(await listIds(tracker)).toEqual(rows.map(({ id }) => id))
  const minute = Date.parse('2026-01-12T08:01:00Z')
  expect(requests.filter(isWalk).map(({ asked }) => [asked.jql, asked.startAt])).toEqual([
    ['project in ("PAY") order by created asc, key asc', 0],
    [`project in ("PAY") and created >= ${minute} order by created asc, key asc`, 0],
  ])
})

test('whatever leaves and comes between pages, every ticket that stays is listed once, and none that never was', () => {
  const step = fc.record({ gone: fc.nat(40), come: fc.nat(3) })
  // Many in one minute, so that pages by offset are needed too.
  const gaps = fc.array(fc.constantFrom(0, 0, 0, 1, 15_000, 61_000), { minLength: 1, maxLength: 40 })
  return fc.assert(
    fc.asyncProperty(
      gaps,
      fc.integer({ min: 1, max: 7 }),
      fc.array(step),
      async (between, searchLimit, steps) => {
        let at = startAt
        let rows = between.map((gap, index): Row => {
          at += gap
          return { id: String(1000 + index), createdAt: at }
        })
        const atStart = new Set(rows.map(({ id }) => id))
        const ever = new Set(atStart)
        const changes = [...steps]
        const { tracker } = oddDataCenter(() => rows, { searchLimit })
        const listed = await listIds(tracker, () => {
          const change = changes.shift()
          if (change === undefined) return
          rows = rows.filter((_, index) => index !== change.gone)
          for (let count = 0; count < change.come; count += 1) {
            rows = [...rows, { id: String(2000 + ever.size), createdAt: at + 120_000 }]
            ever.add(String(2000 + ever.size))
          }
        })
        for (const { id } of rows) if (atStart.has(id)) expect(listed).toContain(id)
        expect(new Set(listed).size).toBe(listed.length)
        for (const id of listed) expect(ever.has(id)).toBe(true)
      },
    ),
    { numRuns: 200, seed: 20_260_112 },
  )
})

test('a list that is not in order is read by offset, again until nothing new comes', async () => {
  const rows = rowsAt(startAt + 300_000, startAt, startAt + 200_000, startAt + 100_000)
  let pages = 0
  const { tracker } = oddDataCenter(() => (pages < 1 ? rows : rows.slice(1)), { searchLimit: 2 })
  const listed = await listIds(tracker, () => {
    pages += 1
  })
  expect(listed.toSorted()).toEqual(rows.map(({ id }) => id))
})

test('a record without an id is set aside, and the others are read', async () => {
  const rows = rowsAt(startAt, startAt + 1)
  const odd = { fields: { created: '2026-01-12T08:00:00.000+0000' } }
  const { tracker } = oddDataCenter(() => rows, {
    answering: (asked) =>
      isWalk(asked) ? { body: { issues: [odd, { ...odd, id: '1000' }, { id: '1001' }], total: 3 } } : null,
  })
  const { page } = await tracker.readPage({ scopes, changedSinceAt: null, checkpoint: null })
  expect(page.tickets.map(({ ticketId }) => ticketId)).toEqual(['1000', '1001'])
  expect(page.quarantined).toHaveLength(1)
})

test('an empty page where more tickets are counted is requested again', async () => {
  let empty = 0
  const rows = rowsAt(startAt, startAt + 1)
  const passing = oddDataCenter(() => rows, {
    answering: (asked) => (isWalk(asked) && empty++ < 2 ? { body: { issues: [], total: 2 } } : null),
  })
  expect(await listIds(passing.tracker)).toEqual(['1000', '1001'])
})

test('a page that is no list is an error when it lasts', async () => {
  const { tracker } = oddDataCenter(() => rowsAt(startAt), {
    answering: (asked) => (isWalk(asked) ? { body: { total: 2 } } : null),
  })
  await expect(listIds(tracker)).rejects.toThrow(TrackerUnavailableError)
})

describe('a count of tickets that stays above what is returned', () => {
  const rows = rowsAt(...Array.from({ length: 9 }, (_, place) => startAt + place * 70_000))

  test('ends the list where it ends, and is told', async () => {
    const { tracker } = oddDataCenter(() => rows, { searchLimit: 4, countedMore: 3 })
    const page = await tracker.census.listTickets({ scopes, withFacts: false, checkpoint: null })
    expect(page.incompleteLists).toEqual([])
    expect(await listIds(tracker)).toEqual(rows.map(({ id }) => id))
    const told = await lastPage(tracker)
    const cause = 'the tracker counts 3 more than it returns'
    expect(told.incompleteLists).toEqual([{ list: 'count of tickets', cause }])
  })

  test('in the order of creation alone is made up for in that of keys', async () => {
    const { tracker } = oddDataCenter(() => rows, {
      searchLimit: 4,
      answering: ({ asked: { jql, startAt: offset } }) =>
        jql.includes('created >=') ? { body: { issues: [], total: offset + 5, maxResults: 4 } } : null,
    })
    expect(new Set(await listIds(tracker))).toEqual(new Set(rows.map(({ id }) => id)))
    expect((await lastPage(tracker)).incompleteLists).toEqual([])
  })

  test('is none where tickets were deleted while they were listed', async () => {
    let left: readonly Row[] = rows
    const { tracker } = oddDataCenter(() => left, { searchLimit: 4 })
    const first = await tracker.census.listTickets({ scopes, withFacts: false, checkpoint: null })
    left = rows.slice(0, 8)
    const rest = await lastPage(tracker, first.checkpoint)
    expect(rest.incompleteLists).toEqual([])
  })
})

/** (support.atlassian.com: searching exceeding max_result_window) */
describe('a search that can be paged through to its 10,000th ticket', () => {
  test('lists more of them, also of one minute', async () => {
    const before = rowsAt(startAt - 300_000, startAt - 200_000)
    const imported = Array.from({ length: 11_500 }, (_, place) => ({
      id: String(100_000 + place),
      createdAt: startAt,
    }))
    const after = { id: '900000', createdAt: startAt + 300_000 }
    const rows = [...before, ...imported, after]
    const { tracker } = oddDataCenter(() => rows)
    const listed = new Set(await listIds(tracker))
    expect(listed.size).toBe(rows.length)
  })

  test('is compared with a higher count, half by half', async () => {
    const rows = rowsAt(...Array.from({ length: 20_500 }, (_, place) => startAt + place * 1000))
    const { tracker } = oddDataCenter(() => rows, { countedMore: 2 })
    expect((await lastPage(tracker)).incompleteLists).toEqual([
      { list: 'count of tickets', cause: 'the tracker counts 2 more than it returns' },
    ])
    expect(new Set(await listIds(tracker)).size).toBe(rows.length)
  })

  test('tells how many of one minute it does not return', async () => {
    const rows = rowsAt(...Array.from({ length: 20_300 }, () => startAt))
    const { tracker } = oddDataCenter(() => rows)
    expect((await lastPage(tracker)).incompleteLists).toEqual([
      { list: 'count of tickets', cause: 'the tracker counts 300 more than it returns' },
    ])
  })
})

async function lastPage(tracker: JiraTracker, from: string | null = null): Promise<CensusPage> {
  let page = await tracker.census.listTickets({ scopes, withFacts: false, checkpoint: from })
  while (page.checkpoint !== null)
    page = await tracker.census.listTickets({ scopes, withFacts: false, checkpoint: page.checkpoint })
  return page
}

test.each([1, 0, -1, 'many', '1', null])(
  'a count of tickets that is wrong (%s) ends no list before its end',
  async (total) => {
    const rows = rowsAt(...Array.from({ length: 9 }, (_, place) => startAt + place * 70_000))
    const searchLimit = 2
    const { tracker } = oddDataCenter(() => rows, {
      answering(request) {
        if (!isWalk(request)) return null
        const { jql, startAt: offset } = request.asked
        const fromAt = Number(/created >= (\d+)/.exec(jql)?.[1] ?? 0)
        const found = rows.filter(({ createdAt }) => createdAt >= fromAt)
        const issues = found.slice(offset, offset + searchLimit).map(({ id, createdAt }) => ({
          id,
          fields: { created: new Date(createdAt).toISOString() },
        }))
        return { body: { startAt: offset, maxResults: searchLimit, total, issues } }
      },
    })
    expect(await listIds(tracker)).toEqual(rows.map(({ id }) => id))
  },
)
