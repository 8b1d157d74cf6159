import { describe, expect, test } from 'vitest'
import {
  TrackerAuthError,
  TrackerRequestError,
  TrackerUnavailableError,
} from '../../../../adapters/trackers/errors.ts'
import {
  askedIds,
  idsFrom,
  type OddRequest,
  oddHistory,
  oddIssue,
  readAll,
  startOddJira,
  ticketIdsOf,
} from '../odd-jira.ts'

const search = 'POST /rest/api/3/search/jql'
const bulk = 'POST /rest/api/3/changelog/bulkfetch'
const badRequest = {
  status: 400,
  body: { errorMessages: ["The value '1002' does not exist for the field 'id'."] },
}

function isWalk(request: OddRequest): boolean {
  return request.endpoint === search && askedIds(request) === null
}

describe('the id walk', () => {
  test('asks for ids alone, by projects and epoch milliseconds, with no upper bound (airbytehq/airbyte#48492)', async () => {
    await using jira = await startOddJira(1)
    await readAll(jira.tracker(), { changedSinceAt: 1_772_443_200_123 })
    const walk = jira.requests.find(isWalk)
    expect(walk?.body).toEqual({
      jql: 'project in ("PAY") and updated >= 1772443200123 order by created asc, key asc',
      fields: ['id'],
      maxResults: 5000,
    })
  })

  test('goes on over an empty page, past isLast, and ends at a missing token (simstudioai/sim#4410)', async () => {
    await using jira = await startOddJira(0, (request) => {
      if (!isWalk(request)) return null
      const pages: Record<string, unknown> = {
        first: { issues: [{ id: '1001' }], isLast: true, nextPageToken: 'b' },
        b: { issues: [], isLast: true, nextPageToken: 'c' },
        c: { issues: [{ id: '1002' }], isLast: false, nextPageToken: null },
      }
      return { body: pages[request.body.nextPageToken ?? 'first'] }
    })
    const results = await readAll(jira.tracker())
    expect(ticketIdsOf(results)).toEqual(['1001', '1002'])
    expect(results.at(-1)?.page.incompleteLists).toMatchObject([{ list: 'list of tickets' }])
  })

  test('asks again where there is more and no token to it, or a token comes twice', async () => {
    const asked = new Map<string, number>()
    await using jira = await startOddJira(0, (request) => {
      if (!isWalk(request)) return null
      const place = request.body.nextPageToken ?? 'first'
      const times = (asked.get(place) ?? 0) + 1
      asked.set(place, times)
      const pages: Record<string, readonly unknown[]> = {
        first: [
          { issues: [{ id: '1001' }], isLast: false },
          { issues: [{ id: '1001' }], isLast: false, nextPageToken: 'b' },
        ],
        b: [
          { issues: [], isLast: false, nextPageToken: 'b' },
          { issues: [{ id: '1002' }], isLast: true },
        ],
      }
      return { body: pages[place]?.[times - 1] }
    })
    const results = await readAll(jira.tracker())
    expect(ticketIdsOf(results)).toEqual(['1001', '1002'])
    expect(results.at(-1)?.page.incompleteLists).toEqual([])
  })

  test('sets records of the list without a usable id aside, and reads the others', async () => {
    await using jira = await startOddJira(0, (request) => {
      if (!isWalk(request)) return null
      return {
        body: {
          issues: [{ id: '1001' }, { id: '1) or (1=1' }, 'x', { id: null }, { id: 1002 }],
          isLast: true,
        },
      }
    })
    const results = await readAll(jira.tracker())
    expect(ticketIdsOf(results)).toEqual(['1001', '1002'])
    expect(results.flatMap(({ page }) => page.quarantined)).toHaveLength(3)
  })

  test('takes an empty token for none, in every list', async () => {
    await using jira = await startOddJira(3, ({ endpoint, body }) => {
      if (endpoint !== search && endpoint !== bulk) return null
      if (body.nextPageToken !== undefined) return badRequest
      const ids = idsFrom(1001, 3)
      if (endpoint === bulk) {
        const changeHistories = [oddHistory('9', 1_768_300_000_000)]
        const issueChangeLogs = ids.map((issueId) => ({ issueId, changeHistories }))
        return { body: { issueChangeLogs, nextPageToken: '' } }
      }
      return { body: { issues: ids.map((id) => oddIssue(id)), nextPageToken: '' } }
    })
    const results = await readAll(jira.tracker())
    expect(ticketIdsOf(results)).toEqual(idsFrom(1001, 3))
    expect(jira.count(search)).toBe(2)
    expect(jira.count(bulk)).toBe(1)
  })

  test.each([1, 2, 3])(
    'a token that comes again after %i pages is an error (mongodb/kingfisher#460)',
    async (length) => {
      await using jira = await startOddJira(0, (request) => {
        if (!isWalk(request)) return null
        const page = Number(request.body.nextPageToken ?? 0)
        return { body: { issues: [{ id: String(1001 + page) }], nextPageToken: String((page % length) + 1) } }
      })
      // One ticket a page, so that the tokens already used must be remembered in the checkpoint.
      const reading = readAll(jira.tracker({ ticketsPerPage: 1 }))
      await expect(reading).rejects.toThrow(TrackerRequestError)
      await expect(reading).rejects.toThrow('returned a page token a second time')
    },
  )

  test('an expired token on resuming restarts the walk within the run (tap-jira)', async () => {
    let expired = false
    await using jira = await startOddJira(0, (request) => {
      if (!isWalk(request)) return null
      if (request.body.nextPageToken === undefined)
        return { body: { issues: [{ id: '1001' }], nextPageToken: 'next' } }
      if (!expired) {
        expired = true
        return badRequest
      }
      return { body: { issues: [{ id: '1002' }] } }
    })
    const checkpoint = JSON.stringify({
      pendingIds: [],
      nextPageToken: 'stale',
      walkEnded: false,
      idPages: 1,
      usedTokens: [],
      restarts: 0,
    })
    expect(ticketIdsOf(await readAll(jira.tracker(), { checkpoint }))).toEqual(['1001', '1002'])
  })

  test('tokens that always expire are an error in the end', async () => {
    await using jira = await startOddJira(0, (request) => {
      if (!isWalk(request)) return null
      return request.body.nextPageToken === undefined
        ? { body: { issues: [], nextPageToken: 'next' } }
        : badRequest
    })
    await expect(readAll(jira.tracker())).rejects.toThrow(TrackerRequestError)
  })

  test('a checkpoint goes on where it stood, on another object', async () => {
    await using jira = await startOddJira(25)
    const [first] = await readAll(jira.tracker({ ticketsPerPage: 10 }))
    const rest = await readAll(jira.tracker({ ticketsPerPage: 10 }), {
      checkpoint: first?.checkpoint ?? null,
    })
    expect(ticketIdsOf(rest)).toEqual(idsFrom(1011, 15))
    expect(first?.checkpoint).not.toContain('example-token')
  })

  test('no project to read is an error, neither nothing nor everything', async () => {
    await using jira = await startOddJira(1)
    const reading = jira.tracker().readPage({ scopes: [], changedSinceAt: null, checkpoint: null })
    await expect(reading).rejects.toThrow(TrackerAuthError)
  })
})

describe('reading tickets by id', () => {
  test('makes one walk, a search for each hundred and one changelog request for a thousand', async () => {
    await using jira = await startOddJira(1000, ({ endpoint }) =>
      endpoint === 'GET /rest/api/3/status'
        ? { body: [{ id: '1', name: 'Open', statusCategory: { id: 2 } }] }
        : null,
    )
    const tracker = jira.tracker()
    await tracker.preflight()
    const results = await readAll(tracker)
    expect(ticketIdsOf(results)).toEqual(idsFrom(1001, 1000))
    expect(tracker.requestCount()).toBe(5 + 1 + 10 + 1)
  })

  test('one deleted id that makes the whole search a 400 loses none of the others (apache/incubator-devlake#5464)', async () => {
    const gone = new Set(['1002', '1077'])
    await using jira = await startOddJira(120, (request) => {
      const asked = askedIds(request)
      if (asked?.some((id) => gone.has(id)) === true) return badRequest
      if (request.endpoint === bulk && request.body.issueIdsOrKeys.some((id: string) => gone.has(id)))
        return badRequest
      return null
    })
    const results = await readAll(jira.tracker())
    expect(ticketIdsOf(results)).toEqual(idsFrom(1001, 120).filter((id) => !gone.has(id)))
    const events = results.flatMap((result) => result.page.events)
    expect(events).toHaveLength(118)
  })

  test('a 400 that is about no single ticket loses nothing: each is read by itself', async () => {
    await using jira = await startOddJira(3, (request) => {
      if (askedIds(request) !== null) return badRequest
      const id = /^GET \/rest\/api\/3\/issue\/(\d+)$/.exec(request.endpoint)?.[1]
      return id === undefined ? null : { body: oddIssue(id) }
    })
    expect(ticketIdsOf(await readAll(jira.tracker()))).toEqual(['1001', '1002', '1003'])
  })

  test('a ticket that the lagging index hides is asked for again with reconcileIssues (pycontribs/jira#2413)', async () => {
    await using jira = await startOddJira(3, (request) => {
      const asked = askedIds(request)
      if (asked === null || request.body.reconcileIssues !== undefined) return null
      return { body: { issues: asked.filter((id) => id !== '1002').map((id) => oddIssue(id)) } }
    })
    expect(ticketIdsOf(await readAll(jira.tracker())).toSorted()).toEqual(['1001', '1002', '1003'])
    const asked = jira.requests.find((request) => request.body?.reconcileIssues !== undefined)
    expect(asked?.body).toMatchObject({ jql: 'id in (1002)', reconcileIssues: [1002] })
  })

  test('short pages are followed by their tokens (open-webui/oikb#16)', async () => {
    await using jira = await startOddJira(5, (request) => {
      const asked = askedIds(request)
      if (asked === null) return null
      const start = Number(request.body.nextPageToken ?? 0)
      const token = start + 2 < asked.length ? { nextPageToken: String(start + 2) } : {}
      return {
        body: { issues: asked.slice(start, start + 2).map((id) => oddIssue(id)), isLast: false, ...token },
      }
    })
    expect(ticketIdsOf(await readAll(jira.tracker()))).toEqual(idsFrom(1001, 5))
  })

  test('a poison ticket is set aside and its neighbours are read (apache/incubator-devlake#8666)', async () => {
    await using jira = await startOddJira(3, (request) => {
      const asked = askedIds(request)
      if (asked === null) return null
      return {
        body: {
          issues: asked.map((id) => (id === '1002' ? { id, key: 'PAY-2', fields: null } : oddIssue(id))),
        },
      }
    })
    const [result] = await readAll(jira.tracker())
    expect(result?.page.tickets.map((ticket) => ticket.ticketId)).toEqual(['1001', '1003'])
    expect(result?.page.quarantined).toMatchObject([{ recordId: '1002', recordKind: 'ticket' }])
  })

  test('comments and worklogs that the search clipped are read whole (faros-ai/airbyte-connectors#2003)', async () => {
    const comment = (id: number) => ({ id: String(id), created: '2026-01-14T08:00:00.000+0000' })
    const worklog = (id: number) => ({
      id: String(id),
      started: '2026-01-14T08:00:00.000+0000',
      timeSpentSeconds: 60,
    })
    const thirty = Array.from({ length: 30 }, (_, index) => index)
    await using jira = await startOddJira(1, ({ endpoint, url, body }) => {
      const startAt = Number(url.searchParams.get('startAt'))
      if (endpoint === 'GET /rest/api/3/issue/1001/comment') {
        return { body: { comments: thirty.slice(startAt, startAt + 12).map(comment), startAt, total: 30 } }
      }
      if (endpoint === 'GET /rest/api/3/issue/1001/worklog') {
        return { body: { worklogs: thirty.slice(startAt, startAt + 25).map(worklog), startAt, total: 30 } }
      }
      if (!String(body?.jql).startsWith('id in')) return null
      const clipped = {
        comment: { comments: [comment(29)], total: 30 },
        worklog: { worklogs: [worklog(29)], total: 30 },
      }
      return { body: { issues: [oddIssue('1001', clipped)] } }
    })
    const [result] = await readAll(jira.tracker())
    const kinds = result?.page.events.map((event) => event.kind) ?? []
    expect(kinds.filter((kind) => kind === 'comment')).toHaveLength(30)
    expect(kinds.filter((kind) => kind === 'worklog')).toHaveLength(30)
  })

  test.each([
    [19, 0],
    [20, 1],
  ])('%i comments without a total are read again %i times', async (shown, readings) => {
    const comment = (_: unknown, id: number) => ({ id: String(id), created: '2026-01-14T08:00:00.000+0000' })
    const comments = Array.from({ length: 23 }, comment)
    await using jira = await startOddJira(1, ({ endpoint, url, body }) => {
      const startAt = Number(url.searchParams.get('startAt'))
      if (endpoint === 'GET /rest/api/3/issue/1001/comment') {
        return { body: { comments: comments.slice(startAt), startAt, total: 23 } }
      }
      if (!String(body?.jql).startsWith('id in')) return null
      return { body: { issues: [oddIssue('1001', { comment: { comments: comments.slice(0, shown) } })] } }
    })
    const [result] = await readAll(jira.tracker())
    expect(jira.count('GET /rest/api/3/issue/1001/comment')).toBe(readings)
    const read = result?.page.events.filter((event) => event.kind === 'comment')
    expect(read).toHaveLength(readings === 0 ? shown : 23)
  })

  test('a classic Epic Link is resolved to the epic beyond the page', async () => {
    const link = {
      id: 'customfield_10014',
      name: 'Epic Link',
      schema: { type: 'any', custom: 'com.pyxis.greenhopper.jira:gh-epic-link' },
    }
    await using jira = await startOddJira(1, (request) => {
      if (request.endpoint === 'GET /rest/api/3/field') return { body: [link] }
      if (request.body?.jql === 'key in ("PAY-900")')
        return { body: { issues: [{ id: '1900', key: 'PAY-900', fields: {} }] } }
      if (askedIds(request) === null) return null
      return { body: { issues: [oddIssue('1001', { customfield_10014: 'PAY-900' })] } }
    })
    const [result] = await readAll(jira.tracker())
    expect(result?.page.tickets[0]?.parentId).toBe('1900')
  })
})

test.each([
  ['the walk', (request: OddRequest) => isWalk(request)],
  ['a search', (request: OddRequest) => request.endpoint === search && !isWalk(request)],
  ['the bulk changelog', (request: OddRequest) => request.endpoint === bulk],
])(
  'a body without a list ends the run in %s: it is no page without tickets or histories',
  async (_, isMeant) => {
    await using jira = await startOddJira(2, (request) => (isMeant(request) ? { body: { self: '' } } : null))
    await expect(readAll(jira.tracker())).rejects.toThrow(TrackerUnavailableError)
  },
)

test.each([
  ['for a moment', 2, []],
  ['each time', 99, [{ ticketId: '1001', part: 'comments', cause: 'it counts more than it returns' }]],
])(
  'a list of comments that is empty %s, while more are counted, is asked for again',
  async (_, times, incomplete) => {
    let empty = 0
    const comments = Array.from({ length: 25 }, (_each, id) => ({
      id: String(id),
      created: '2026-01-14T08:00:00.000Z',
    }))
    await using jira = await startOddJira(1, ({ endpoint, body }) => {
      if (endpoint === 'GET /rest/api/3/issue/1001/comment') {
        empty += 1
        return { body: { comments: empty <= times ? [] : comments, total: 25 } }
      }
      if (!String(body?.jql).startsWith('id in')) return null
      return {
        body: { issues: [oddIssue('1001', { comment: { comments: comments.slice(0, 20), total: 25 } })] },
      }
    })
    const [result] = await readAll(jira.tracker())
    expect(result?.page.incomplete).toEqual(incomplete)
  },
)

describe('histories', () => {
  test('a ticket that spans pages of the bulk changelog is put together and sorted (airbytehq/airbyte#33040)', async () => {
    await using jira = await startOddJira(1, (request) => {
      if (request.endpoint !== bulk) return null
      const second = request.body.nextPageToken === 'second'
      const histories = second ? [oddHistory('1', 1_768_300_000_000)] : [oddHistory('2', 1_768_300_005_000)]
      return {
        body: {
          issueChangeLogs: [{ issueId: '1001', changeHistories: histories }],
          ...(second ? {} : { nextPageToken: 'second' }),
        },
      }
    })
    const [result] = await readAll(jira.tracker())
    expect(result?.page.events.map((event) => event.eventId)).toEqual(['1/0', '2/0'])
  })

  test('a bulk changelog whose token repeats is an error', async () => {
    await using jira = await startOddJira(1, (request) =>
      request.endpoint === bulk ? { body: { issueChangeLogs: [], nextPageToken: 'same' } } : null,
    )
    await expect(readAll(jira.tracker())).rejects.toThrow('returned a page token a second time')
  })

  test('statuses that only a history names are reported as unknown, once', async () => {
    await using jira = await startOddJira(2)
    const [result] = await readAll(jira.tracker())
    expect(result?.page.statuses).toEqual([
      { connectionId: 'demo-jira', statusId: '3', name: 'In Progress', category: 'in_progress' },
      { connectionId: 'demo-jira', statusId: '1', name: 'Open', category: 'unknown' },
    ])
  })
})
