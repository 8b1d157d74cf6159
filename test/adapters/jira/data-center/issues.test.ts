import { describe, expect, test } from 'vitest'
import type { JiraTracker } from '../../../../adapters/jira/tracker.ts'
import type { TicketPage } from '../../../../adapters/trackers/tracker.ts'
import { type Asked, oddDataCenter, type Row } from './odd-data-center.ts'

const scopes = [{ scopeId: '10000', key: 'PAY', name: 'Payments' }]
const createdAt = Date.parse('2026-01-12T08:00:00Z')

async function readPage(tracker: JiraTracker): Promise<TicketPage> {
  return (await tracker.readPage({ scopes, changedSinceAt: null, checkpoint: null })).page
}

function statusChange(id: string, item: object = {}): object {
  const items = [{ field: 'status', fieldtype: 'jira', from: '1', to: '3', ...item }]
  return { id, created: '2026-01-13T09:00:00.000+0000', author: { key: 'JIRAUSER7', name: 'bo' }, items }
}

async function statusEvents(
  row: Partial<Row>,
  answering?: (asked: Asked) => { status?: number; body: unknown } | null,
) {
  const { tracker, requests } = oddDataCenter(() => [{ id: '1001', createdAt, ...row }], {
    ...(answering === undefined ? {} : { answering }),
  })
  const { events, quarantined, incomplete } = await readPage(tracker)
  return { events, quarantined, incomplete, endpoints: requests.map(({ endpoint }) => endpoint) }
}

describe('histories', () => {
  test('come with the tickets, without a request of their own', async () => {
    const last = statusChange('9', { from: '3', to: '4' })
    const changelog = { histories: [last, statusChange('8')], total: 2 }
    const fields = { status: { id: '4', name: 'In Review', statusCategory: { id: 4 } } }
    const { events, endpoints } = await statusEvents({ changelog, fields })
    expect(events.map(({ eventId }) => eventId)).toEqual(['8/0', '9/0'])
    expect(events[0]).toMatchObject({ actorId: 'JIRAUSER7', fromStatusId: '1', toStatusId: '3' })
    expect(endpoints.filter((endpoint) => endpoint.includes('changelog'))).toEqual([])
  })

  test('that are cut off are read from the list of the ticket, where the version has one', async () => {
    const changelog = { histories: [statusChange('8')], total: 2 }
    const ownList = { values: [statusChange('8'), statusChange('9')], total: 2 }
    const whole = await statusEvents({ changelog }, ({ endpoint }) =>
      endpoint === 'GET issue/PAY-1001/changelog' ? { body: ownList } : null,
    )
    expect(whole.events.map(({ eventId }) => eventId)).toEqual(['8/0', '9/0'])
  })

  test('that are cut off are read with the ticket alone, where there is no list', async () => {
    const changelog = { histories: [statusChange('8')], total: 2 }
    const alone = { id: '1001', changelog: { histories: [statusChange('8'), statusChange('9')], total: 2 } }
    const whole = await statusEvents({ changelog }, ({ endpoint }) =>
      endpoint === 'GET issue/PAY-1001' ? { body: alone } : null,
    )
    expect(whole.events.map(({ eventId }) => eventId)).toEqual(['8/0', '9/0'])
    expect(whole.incomplete).toEqual([])
    const cut = await statusEvents({ changelog })
    expect(cut.events.map(({ eventId }) => eventId)).toEqual(['8/0'])
    expect(cut.incomplete).toMatchObject([{ ticketId: '1001', part: 'history' }])
  })

  test('of a version without such lists are read with their tickets, and it is asked for one list in a run', async () => {
    const changelog = { histories: [statusChange('8')], total: 2 }
    const rows = ['1001', '1002', '1003', '1004'].map((id) => ({ id, createdAt, changelog }))
    const histories = [statusChange('8'), statusChange('9')]
    const { tracker, requests } = oddDataCenter(() => rows, {
      answering: ({ endpoint }) => {
        const number = /^GET issue\/PAY-(\d+)$/.exec(endpoint)?.[1]
        // That of one ticket is gone says nothing of the version.
        if (number === undefined || number === '1001') return null
        return { body: { id: number, changelog: { histories, total: 2 } } }
      },
    })
    const page = await readPage(tracker)
    expect(page.events.filter(({ kind }) => kind === 'status')).toHaveLength(1 + 3 * 2)
    expect(page.incomplete).toMatchObject([{ ticketId: '1001', cause: 'Jira refuses it (HTTP 404)' }])
    const lists = requests.filter(({ endpoint }) => /^GET issue\/PAY-\d+\/changelog$/.test(endpoint))
    expect(lists).toHaveLength(2)
  })

  const toReview = { from: '3', to: '4' }
  const fromReview = { from: '4', to: '3' }

  test.each([
    ['ends elsewhere than the ticket is', [statusChange('7'), statusChange('8', toReview)]],
    [
      'has a move that begins elsewhere than the last led',
      [statusChange('7'), statusChange('9', fromReview)],
    ],
    ['is empty for a ticket in progress', []],
  ])(
    'one that %s, and is counted as whole, is read alone, and all lists together count',
    async (_name, came) => {
      const changelog = { histories: came, total: came.length }
      const ownList = { values: [statusChange('8', toReview), statusChange('9', fromReview)], total: 2 }
      const alone = { id: '1001', changelog: { histories: [statusChange('7')], total: 1 } }
      const whole = await statusEvents({ changelog }, ({ endpoint }) => {
        if (endpoint === 'GET issue/1001/changelog') return { body: ownList }
        return endpoint === 'GET issue/1001' ? { body: alone } : null
      })
      expect(whole.events.map(({ eventId }) => eventId)).toEqual(['7/0', '8/0', '9/0'])
      expect(whole.incomplete).toEqual([])
    },
  )

  test('that the site cuts off alike, wherever they are read, are told as incomplete', async () => {
    const fillers = Array.from({ length: 19 }, (_, place) =>
      statusChange(`${place + 10}`, { field: 'summary', from: null, to: null }),
    )
    const cut = { histories: [statusChange('8', { to: '2' }), ...fillers], total: 20 }
    const whole = { histories: [statusChange('8')], total: 1 }
    const rows = ['1001', '1002', '1003', '1004'].map((id) => ({
      id,
      createdAt,
      changelog: id === '1004' ? whole : cut,
    }))
    const { tracker } = oddDataCenter(() => rows)
    const { incomplete } = await readPage(tracker)
    const cause = 'Jira seems to cut histories off at 20 entries'
    expect(incomplete).toEqual(
      ['1001', '1002', '1003'].map((ticketId) => ({ ticketId, part: 'history', cause })),
    )
  })

  describe('of the greatest length, twenty entries, that end elsewhere than their tickets are', () => {
    const fillers = Array.from({ length: 19 }, (_, place) =>
      statusChange(`${place + 10}`, { field: 'summary', from: null, to: null }),
    )
    const histories = [statusChange('8', { to: '2' }), ...fillers]
    const changelog = { histories, total: 20 }
    const rowsOf = (count: number) =>
      Array.from({ length: count }, (_, place) => ({ id: String(1001 + place), createdAt, changelog }))
    const alone = (requests: readonly Asked[]) =>
      requests.filter(({ endpoint }) => /^GET issue\/\d+(\/changelog)?$/.test(endpoint)).length
    const ofHistories = ({ incomplete = [] }: TicketPage) =>
      incomplete.filter(({ part }) => part === 'history').length

    test('are whole where their own lists have no more', async () => {
      const { tracker, requests } = oddDataCenter(() => rowsOf(3), {
        answering: ({ endpoint }) =>
          endpoint.endsWith('/changelog') ? { body: { values: histories, total: 20 } } : null,
      })
      expect(ofHistories(await readPage(tracker))).toBe(0)
      expect(alone(requests)).toBe(3 * 2)
    })

    test('stay told where a thousand were, though four of them are asked alone in a run', async () => {
      const rows = rowsOf(1000)
      const { tracker, requests } = oddDataCenter(() => rows)
      await tracker.preflight()
      const request = { ticketIds: rows.map(({ id }) => id), scopes, askedAgain: true }
      expect(ofHistories(await tracker.census.readTickets(request))).toBe(1000)
      expect(alone(requests)).toBe(4 + 1)
    })

    test('are each asked alone once the site returns more there, and none is told', async () => {
      const more = { histories: [...histories, statusChange('40', { from: '2' })], total: 21 }
      const rows = rowsOf(30)
      const { tracker } = oddDataCenter(() => rows, {
        answering: ({ endpoint }) => {
          const id = /^GET issue\/(\d+)$/.exec(endpoint)?.[1]
          return id === undefined ? null : { body: { id, changelog: more } }
        },
      })
      await tracker.preflight()
      const request = { ticketIds: rows.map(({ id }) => id), scopes, askedAgain: true }
      const page = await tracker.census.readTickets(request)
      expect(ofHistories(page)).toBe(0)
      expect(page.events.filter(({ kind }) => kind === 'status')).toHaveLength(30 * 2)
    })
  })

  test('that lack moves stop no run where Jira fails at the ticket alone', async () => {
    const changelog = { histories: [statusChange('8', { to: '2' })], total: 1 }
    const { events, incomplete } = await statusEvents({ changelog }, ({ endpoint }) =>
      endpoint.startsWith('GET issue/') ? { status: 500, body: {} } : null,
    )
    expect(events.map(({ eventId }) => eventId)).toEqual(['8/0'])
    expect(incomplete).toEqual([])
  })

  test('are asked alone for no order of the moves of one instant', async () => {
    const histories = [statusChange('8', { from: '2' }), statusChange('9', { to: '2' })]
    const { endpoints } = await statusEvents({ changelog: { histories, total: 2 } })
    expect(endpoints.filter((endpoint) => endpoint.startsWith('GET issue/'))).toEqual([])
  })

  test('hold no change of a custom field that is called "Status"', async () => {
    const custom = statusChange('8', { fieldtype: 'custom', from: null, to: 'Red' })
    const { events, quarantined } = await statusEvents({ changelog: { histories: [custom], total: 1 } })
    expect({ events, quarantined }).toEqual({ events: [], quarantined: [] })
  })
})

describe('levels and parents, which Data Center names in fields of its own', () => {
  const type = (name: string, subtask = false) => ({ id: '1', name, subtask })
  const [link, epicName, parentLink] = ['customfield_1', 'customfield_2', 'customfield_3'] as const

  test.each([
    ['an epic by its type', { issuetype: type('Epic') }, 1],
    ['an epic by its type in other letters and blanks', { issuetype: type(' EPIC\u00a0') }, 1],
    [
      'an epic by its name, where the type was renamed',
      { issuetype: type('Vorhaben'), [epicName]: 'Pay' },
      1,
    ],
    ['a story that was an epic', { issuetype: type('Story'), [epicName]: 'Pay', [link]: 'PAY-7' }, 0],
    ['a story', { issuetype: type('Story'), [epicName]: null }, 0],
    ['a sub-task', { issuetype: type('Sub-task', true) }, -1],
  ])('%s', async (_name, fields, hierarchyLevel) => {
    const { tracker } = oddDataCenter(() => [{ id: '1001', createdAt, fields }])
    expect((await readPage(tracker)).tickets).toMatchObject([{ hierarchyLevel }])
  })

  test.each([
    ['a sub-task names its parent', { parent: { id: '1002', key: 'PAY-1002' } }],
    ['a story its epic, by key', { [link]: 'PAY-1002' }],
    [
      'an epic what stands above it',
      { [parentLink]: { showField: true, data: { id: 1002, key: 'PAY-1002' } } },
    ],
    ['an epic what stands above it, by key', { [parentLink]: 'PAY-1002' }],
  ])('%s', async (_name, fields) => {
    // The parent is in another project, so that the page doesn't have it.
    const above = { id: '1002', createdAt }
    const rows = [{ id: '1001', createdAt, fields }]
    const { tracker } = oddDataCenter(() => [...rows, above], {
      answering: ({ endpoint, asked }) =>
        endpoint === 'GET search' && asked.jql.startsWith('project') && asked.startAt === 0
          ? {
              body: {
                issues: [{ id: '1001', fields: { created: '2026-01-12T08:00:00.000+0000' } }],
                total: 1,
              },
            }
          : null,
    })
    expect((await readPage(tracker)).tickets).toMatchObject([{ parentId: '1002', parentKey: 'PAY-1002' }])
  })
})

test('comments and worklogs that no search embeds are read from their own lists', async () => {
  const written = { author: { key: 'JIRAUSER7' }, created: '2026-01-13T09:00:00.000+0000' }
  const { tracker } = oddDataCenter(() => [{ id: '1001', createdAt, fields: { comment: undefined } }], {
    answering: ({ endpoint }) => {
      if (endpoint === 'GET issue/PAY-1001/comment')
        return { body: { comments: [{ id: '5', ...written }], total: 1 } }
      const worklog = { id: '6', started: written.created, timeSpentSeconds: 60, ...written }
      return endpoint === 'GET issue/PAY-1001/worklog' ? { body: { worklogs: [worklog], total: 1 } } : null
    },
  })
  expect((await readPage(tracker)).events.map(({ eventId }) => eventId)).toEqual(['comment/5', 'worklog/6'])
})

test('a ticket that the index does not have is read from the database, and one that is gone left out', async () => {
  const rows = ['1001', '1002'].map((id) => ({ id, createdAt }))
  const { tracker, requests } = oddDataCenter(() => rows, {
    answering: ({ endpoint, asked }) =>
      endpoint === 'GET search' && asked.jql.startsWith('id in') ? { body: { issues: [], total: 0 } } : null,
  })
  const page = await tracker.census.readTickets({ ticketIds: ['1001', '1002', '1003'], scopes })
  expect(page.tickets.map(({ ticketId }) => ticketId)).toEqual(['1001', '1002'])
  expect(requests.filter(({ endpoint }) => endpoint === 'GET issue/1003')).toHaveLength(1)
})

test('an account is known by its key, by its user name where it has none', async () => {
  const fields = {
    assignee: { key: 'JIRAUSER10100', name: 'ada', displayName: 'Ada' },
    creator: { name: 'bo' },
  }
  const { tracker } = oddDataCenter(() => [{ id: '1001', createdAt, fields }])
  const { tickets, users } = await readPage(tracker)
  expect(tickets).toMatchObject([{ assigneeId: 'JIRAUSER10100', creatorId: 'bo' }])
  expect(users.map(({ displayName }) => displayName)).toEqual(['Ada', 'bo'])
})

describe('pages by bytes', () => {
  /** 200 tickets with a history of so many bytes each; a page may have 400,000 and a search 100,000. */
  async function pagesOf(bytesEach: number, lastBytes = bytesEach) {
    const rows = Array.from({ length: 200 }, (_, place): Row => {
      const filler = 'x'.repeat(place === 199 ? lastBytes : bytesEach)
      return {
        id: String(1001 + place),
        createdAt: createdAt + place * 60_000,
        changelog: { histories: [statusChange('8', { filler })], total: 1 },
      }
    })
    const { tracker, requests } = oddDataCenter(() => rows, { maxResponseBytes: 800_000 })
    const pages: TicketPage[] = []
    for (let checkpoint: string | null = null; ; ) {
      const read = await tracker.readPage({ scopes, changedSinceAt: null, checkpoint })
      pages.push(read.page)
      checkpoint = read.checkpoint
      if (checkpoint === null) break
    }
    return { pages, wholeTickets: requests.filter(({ query }) => query.get('expand') === 'changelog').length }
  }

  test('tickets that fit are one page, in searches of fifty', async () => {
    const { pages, wholeTickets } = await pagesOf(1000)
    expect(pages.map(({ tickets }) => tickets.length)).toEqual([200])
    expect(wholeTickets).toBe(4)
  })

  test('large ones are asked for in smaller parts and make smaller pages, and each is read', async () => {
    const { pages } = await pagesOf(9000)
    const sizes = pages.map(({ tickets }) => tickets.length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(120)
    expect(new Set(pages.flatMap(({ tickets }) => tickets.map(({ ticketId }) => ticketId))).size).toBe(200)
    expect(pages.flatMap(({ events }) => events)).toHaveLength(200)
  })

  test('one that is larger than a page stops none of the others', async () => {
    const { pages } = await pagesOf(1000, 500_000)
    expect(pages.flatMap(({ tickets }) => tickets)).toHaveLength(200)
  })
})
