import { createJiraTracker, type JiraTracker } from '../../../../adapters/jira/tracker.ts'
import { virtualClock } from '../../limits/virtual-clock.ts'

export interface Asked {
  /** `POST search`, below `/rest/api/2/`; another version keeps its path. */
  readonly endpoint: string
  readonly query: URLSearchParams
  /** Of a search what it asks for, whether it was sent by GET or POST. */
  readonly asked: AskedSearch
}

export interface AskedSearch {
  readonly jql: string
  readonly startAt: number
  readonly maxResults: number
}

export interface Row {
  readonly id: string
  readonly createdAt: number
  readonly fields?: Record<string, unknown>
  readonly changelog?: unknown
}

/** A Data Center of a few rows without a network. `answering` comes first; null leaves the answer to the site. */
export function oddDataCenter(
  rows: () => readonly Row[],
  {
    searchLimit = 1000,
    answering = () => null,
    countedMore = 0,
    maxResponseBytes,
  }: {
    readonly searchLimit?: number
    /** How many tickets a list counts more than there are. */
    readonly countedMore?: number
    readonly maxResponseBytes?: number
    readonly answering?: (asked: Asked) => { readonly status?: number; readonly body: unknown } | null
  } = {},
) {
  const requests: Asked[] = []
  const clock = virtualClock()
  const fetch = async (url: URL, init: RequestInit): Promise<Response> => {
    const path = url.pathname.replace('/jira/rest/api/2/', '')
    const { searchParams: query } = url
    const inQuery = {
      jql: query.get('jql') ?? '',
      startAt: Number(query.get('startAt')),
      maxResults: Number(query.get('maxResults')),
    }
    const inBody = typeof init.body === 'string' ? JSON.parse(init.body) : inQuery
    const asked = { endpoint: `${init.method} ${path}`, query, asked: inBody }
    requests.push(asked)
    const answer = answering(asked) ?? answerOf(asked, rows(), { searchLimit, countedMore })
    return Response.json(answer.body, { status: answer.status ?? 200 })
  }
  const tracker: JiraTracker = createJiraTracker({
    connectionId: 'jira',
    baseUrl: 'https://jira.company.example/jira',
    auth: { kind: 'bearer', token: 'example-token' },
    now: clock.now,
    sleep: clock.sleep,
    fetch,
    ...(maxResponseBytes === undefined ? {} : { maxResponseBytes }),
  })
  return { tracker, requests }
}

/** How far Jira 11 lets a search be paged through. */
const resultWindow = 10_000

interface SearchQuirks {
  readonly searchLimit: number
  readonly countedMore: number
}

function answerOf({ endpoint, query, asked }: Asked, rows: readonly Row[], quirks: SearchQuirks) {
  switch (endpoint) {
    case 'GET serverInfo':
      return { body: { deploymentType: 'Server', serverTime: '2026-03-02T10:00:00.123+0100' } }
    case 'GET myself':
      return { body: { key: 'JIRAUSER1', name: 'ada' } }
    case 'GET project':
      return { body: [{ id: '10000', key: 'PAY', name: 'Payments' }] }
    case 'GET field':
      return { body: fields }
    case 'GET status':
      return { body: [] }
    case 'GET search':
    case 'POST search':
      if (asked.startAt + asked.maxResults > resultWindow)
        return { status: 500, body: { errorMessages: ['Search limit exceeded.'] } }
      return {
        body: search(asked, query.get('expand') === 'changelog' ? rows : rows.map(withoutHistory), quirks),
      }
    default: {
      const id = /^GET issue\/(?:PAY-)?(\d+)$/.exec(endpoint)?.[1]
      const row = rows.find((each) => each.id === id)
      return row === undefined ? { status: 404, body: {} } : { body: issueOf(row) }
    }
  }
}

const fields = [
  { id: 'customfield_1', name: 'Epic Link', schema: { custom: 'com.pyxis.greenhopper.jira:gh-epic-link' } },
  { id: 'customfield_2', name: 'Epic Name', schema: { custom: 'com.pyxis.greenhopper.jira:gh-epic-label' } },
  {
    id: 'customfield_3',
    name: 'Parent Link',
    schema: { custom: 'com.atlassian.jpo:jpo-custom-field-parent' },
  },
]

function withoutHistory({ changelog: _, ...row }: Row): Row {
  return row
}

function search(
  asked: AskedSearch,
  rows: readonly Row[],
  { searchLimit, countedMore }: SearchQuirks,
): object {
  const ids = /id in \(([^)]*)\)/.exec(asked.jql)?.[1]?.split(', ')
  const keys = /key in \(([^)]*)\)/.exec(asked.jql)?.[1]?.replaceAll('"', '').split(', ')
  const fromAt = Number(/created >= (\d+)/.exec(asked.jql)?.[1] ?? 0)
  const untilAt = Number(/created < (\d+)/.exec(asked.jql)?.[1] ?? Number.POSITIVE_INFINITY)
  const inOrder = asked.jql.endsWith(' desc') ? rows.toReversed() : rows
  const found = inOrder.filter(
    (row) =>
      row.createdAt >= fromAt &&
      row.createdAt < untilAt &&
      (ids?.includes(row.id) ?? true) &&
      (keys?.includes(`PAY-${row.id}`) ?? true),
  )
  const end = asked.startAt + Math.min(asked.maxResults, searchLimit)
  const total = found.length + (ids === undefined && keys === undefined ? countedMore : 0)
  return { startAt: asked.startAt, total, issues: found.slice(asked.startAt, end).map(issueOf) }
}

function issueOf({ id, createdAt, fields: own, changelog }: Row): object {
  const created = new Date(createdAt).toISOString().replace('Z', '+0000')
  return {
    id,
    key: `PAY-${id}`,
    changelog: changelog ?? { histories: [], total: 0 },
    fields: {
      summary: 'A ticket',
      issuetype: { id: '10001', name: 'Task', subtask: false },
      status: { id: '3', name: 'In Progress', statusCategory: { id: 4 } },
      project: { id: '10000', key: 'PAY', name: 'Payments' },
      created,
      updated: created,
      comment: { comments: [], total: 0 },
      ...own,
    },
  }
}
