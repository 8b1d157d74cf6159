import { createServer, type IncomingMessage } from 'node:http'
import {
  createJiraTracker,
  type JiraTracker,
  type JiraTrackerOptions,
} from '../../../adapters/jira/tracker.ts'
import type { PageResult, TrackerScope } from '../../../adapters/trackers/tracker.ts'
import { virtualClock } from '../limits/virtual-clock.ts'

export interface OddRequest {
  /** `POST /rest/api/3/search/jql`, without the query. */
  readonly endpoint: string
  readonly url: URL
  readonly headers: IncomingMessage['headers']
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it sent itself
  readonly body: any
}

export interface OddAnswer {
  readonly status?: number
  readonly headers?: Record<string, string>
  /** JSON unless it is text. */
  readonly body?: unknown
  /** Cuts the connection, before or after the headers. */
  readonly cut?: 'before' | 'within'
  /** Never answers. */
  readonly stall?: boolean
}

type Answering = (request: OddRequest) => OddAnswer | null

export const paymentsScope: TrackerScope = { scopeId: '10000', key: 'PAY', name: 'Payments' }

/**
 * A tiny site of `ticketCount` tickets (ids from 1001) whose answers a test bends one by one: `answering` comes first, and
 * null leaves the answer to the site.
 */
export async function startOddJira(ticketCount: number, answering: Answering = () => null) {
  const requests: OddRequest[] = []
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of message) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString('utf8')
    const url = new URL(message.url ?? '/', 'http://127.0.0.1')
    const endpoint = `${message.method} ${url.pathname}`
    const request = { endpoint, url, headers: message.headers, body: text === '' ? null : JSON.parse(text) }
    requests.push(request)
    const answer = answering(request) ?? plainAnswer(request, ticketCount)
    if (answer.stall === true) return
    if (answer.cut === 'before') {
      message.socket.destroy()
      return
    }
    const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {})
    response.writeHead(answer.status ?? 200, { 'Content-Type': 'application/json', ...answer.headers })
    if (answer.cut === 'within') {
      response.write(body.slice(0, 5))
      setImmediate(() => message.socket.destroy())
      return
    }
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  const clock = virtualClock()
  const url = `http://127.0.0.1:${address.port}`
  return {
    url,
    requests,
    clock,
    count: (endpoint: string) => requests.filter((request) => request.endpoint === endpoint).length,
    tracker: (options: Partial<JiraTrackerOptions> = {}): JiraTracker =>
      createJiraTracker({
        connectionId: 'demo-jira',
        baseUrl: url,
        auth: { kind: 'api_token', email: 'ada@company.example', apiToken: 'example-token' },
        now: clock.now,
        sleep: clock.sleep,
        ...options,
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Reads all pages of a run, from `checkpoint` on. */
export async function readAll(
  tracker: JiraTracker,
  {
    changedSinceAt = null,
    checkpoint = null,
  }: { changedSinceAt?: number | null; checkpoint?: string | null } = {},
): Promise<PageResult[]> {
  const results: PageResult[] = []
  for (let from = checkpoint; ; ) {
    const result = await tracker.readPage({ scopes: [paymentsScope], changedSinceAt, checkpoint: from })
    results.push(result)
    if (result.checkpoint === null) return results
    from = result.checkpoint
  }
}

export function ticketIdsOf(results: readonly PageResult[]): string[] {
  return results.flatMap((result) => result.page.tickets.map((ticket) => ticket.ticketId))
}

export function idsFrom(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(first + index))
}

/** A ticket as this site gives it. */
export function oddIssue(id: string, fields: Record<string, unknown> = {}) {
  return {
    id,
    key: `PAY-${Number(id) - 1000}`,
    fields: {
      summary: 'A ticket',
      issuetype: { id: '10001', name: 'Task', subtask: false, hierarchyLevel: 0 },
      status: { id: '3', name: 'In Progress', statusCategory: { id: 4 } },
      project: { id: '10000', key: 'PAY', name: 'Payments' },
      created: '2026-01-12T09:30:00.000+0100',
      updated: '2026-01-20T17:05:11.250+0100',
      ...fields,
    },
  }
}

export function oddHistory(id: string, createdAt: number) {
  const item = {
    field: 'status',
    fieldtype: 'jira',
    fieldId: 'status',
    from: '1',
    fromString: 'Open',
    to: '3',
    toString: 'Doing',
  }
  return { id, created: createdAt, items: [item] }
}

/** The ids in `id in (…)`; null for the walk's own query. */
export function askedIds(request: OddRequest): string[] | null {
  const match = /^id in \((.*)\)$/.exec(request.body?.jql ?? '')
  return match?.[1]?.split(', ') ?? null
}

function plainAnswer(request: OddRequest, ticketCount: number): OddAnswer {
  const all = idsFrom(1001, ticketCount)
  switch (request.endpoint) {
    case 'GET /rest/api/3/myself':
      return { body: { accountId: '712020:ada', displayName: 'Ada Example', timeZone: 'Europe/Berlin' } }
    case 'GET /rest/api/3/serverInfo':
      return {
        body: {
          baseUrl: 'https://example.atlassian.net',
          deploymentType: 'Cloud',
          serverTime: '2026-03-02T10:00:00.123+0100',
        },
      }
    case 'GET /rest/api/3/field':
      return { body: [{ id: 'summary', name: 'Summary' }] }
    case 'GET /rest/api/3/status':
      return { body: [] }
    case 'GET /rest/api/3/project/search':
      return {
        body: {
          startAt: 0,
          maxResults: 100,
          total: 1,
          isLast: true,
          values: [{ id: '10000', key: 'PAY', name: 'Payments' }],
        },
      }
    case 'POST /rest/api/3/search/jql': {
      const asked = askedIds(request)
      const issues = asked === null ? all.map((id) => ({ id })) : asked.map((id) => oddIssue(id))
      return { body: { issues, isLast: true } }
    }
    case 'POST /rest/api/3/changelog/bulkfetch': {
      const asked: string[] = request.body.issueIdsOrKeys
      return {
        body: {
          issueChangeLogs: asked.map((id) => ({
            issueId: id,
            changeHistories: [oddHistory(`9${id}`, 1_768_300_000_000)],
          })),
        },
      }
    }
    default:
      return { status: 404, body: { errorMessages: ['no such thing'], errors: {} } }
  }
}
