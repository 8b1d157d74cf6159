import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import type { Company } from '../../company/records.ts'
import { gzipBomb } from '../../gzip-bomb.ts'
import { FakeOAuth, type FakeOAuthOptions } from '../../oauth/oauth-server.ts'
import { serveOAuth } from '../../oauth/serve.ts'
import { missingTicketPage, ticketPageHeaders } from '../../pages/ticket-page.ts'
import { errorBody } from '../resolvers/errors.ts'
import { rootOf } from '../resolvers/root.ts'
import { WorkspaceResolvers } from '../resolvers/workspace.ts'
import { mostPoints, pointsOf } from '../schema/score.ts'
import { type LinearFault, LinearFaults } from '../state/faults.ts'
import type { LinearState } from '../state/records.ts'
import { workspaceOf } from '../state/workspace.ts'
import { asksForRootField, prepare, run } from './execute.ts'
import { issuePage } from './issue-page.ts'
import { linearDialect } from './oauth-dialect.ts'
import { type LinearLimits, RateLimits } from './rate-limits.ts'

export interface FakeLinearOptions {
  readonly company: Company
  /** Defaults to a free one. */
  readonly port?: number
  /** The fake's clock. */
  readonly now: () => Instant
  readonly faults?: LinearFaults
  /** Accepted as `Authorization: KEY` and `Authorization: Bearer KEY`. Defaults to any non-empty key. */
  readonly apiKey?: string
  /** Lets an app sign in; without an `apiKey`, nobody else is then. */
  readonly oauth?: FakeOAuthOptions
  /** Whether issues have addresses of this server, at which it shows them to people. Defaults to addresses that lead nowhere. */
  readonly hasPages?: boolean
  /** High by default; Linear's own are about 2,500 to 5,000 requests and 3,000,000 points. */
  readonly limits?: LinearLimits
}

interface ServedRequest {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly points: number
  readonly status: number
}

export interface FakeLinear {
  /** Of the GraphQL endpoint. */
  readonly url: string
  readonly port: number
  readonly requests: readonly ServedRequest[]
  /** Points of all served queries. */
  readonly complexitySpent: number
  readonly state: LinearState
  readonly faults: LinearFaults
  /** Null unless apps can sign in. */
  readonly oauth: FakeOAuth | null
  close(): Promise<void>
}

const requestBody = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
})

interface Answer {
  readonly status: number
  readonly body: string
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Serves the part of a made-up company that works with Linear, as Linear's own GraphQL API would. */
export async function startFakeLinear(options: FakeLinearOptions): Promise<FakeLinear> {
  const { now } = options
  const state = workspaceOf(options.company)
  const faults = options.faults ?? new LinearFaults()
  const limits = new RateLimits(options.limits, now())
  const requests: ServedRequest[] = []
  /** Our own address is known once the port is. */
  let pagesAt = 'https://linear.example'

  const oauth = options.oauth === undefined ? null : new FakeOAuth(options.oauth, linearDialect, now)
  const isSignedIn = (authorization: string | undefined) =>
    oauth?.isValid(authorization) === true ||
    (isAuthorized(authorization, options.apiKey) && (oauth === null || options.apiKey !== undefined))

  async function answer(request: IncomingMessage, text: string): Promise<Answer> {
    const parsed = requestBody.safeParse(jsonOf(text))
    if (!parsed.success)
      return { status: 400, body: errorBody('invalidQuery', 'POST body is no GraphQL request') }
    const { query } = parsed.data
    const variables = parsed.data.variables ?? {}
    const answered = await answerQuery(request.headers.authorization, query, variables)
    requests.push({ query, variables, points: answered.points, status: answered.status })
    return answered
  }

  async function answerQuery(
    authorization: string | undefined,
    query: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<Answer & { readonly points: number }> {
    if (!isSignedIn(authorization)) return { ...unauthenticated, points: 0 }
    const prepared = prepare(query, faults.absentFields)
    if (prepared.kind === 'refused') return { status: 400, body: prepared.body, points: 0 }
    const points = Math.ceil(pointsOf(prepared.document, variables) * faults.pointsFactor)
    const waitMs = limits.waitMs(points, now())
    if (waitMs > 0)
      return { ...ratelimited(400, Math.ceil(waitMs / 1000)), headers: limits.headers(0, now()), points: 0 }
    if (points > mostPoints) return { ...tooComplex, headers: limits.headers(points, now()), points: 0 }
    const forbidden = [...faults.forbiddenFields].find((field) => asksForRootField(prepared.document, field))
    if (forbidden !== undefined) return { status: 403, body: errorBody('forbidden', 'Forbidden'), points: 0 }
    const asked = Number(variables['first'] ?? 1)
    if (asked > faults.failsAbove && asksForRootField(prepared.document, 'issues'))
      return { status: 504, body: 'Gateway Timeout', points: 0 }
    limits.take(points)
    const executed = await run(
      prepared,
      variables,
      rootOf(
        new WorkspaceResolvers(state, now(), {
          pagesAt,
          poisoned: faults.poisoned,
          failingFields: faults.failingFields,
          longestList: faults.longestList,
          shortLists: faults.shortLists,
          lacksCursors: faults.lacksCursors,
        }),
        faults.hidden,
      ),
    )
    return { ...executed, headers: limits.headers(points, now()), points }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('Date', new Date(now()).toUTCString())
    const text = await textOf(request)
    if (oauth !== null && (await serveOAuth(oauth, request, response, text))) return
    if (request.method === 'GET' && request.url !== '/graphql') {
      showIssue(state, request, response)
      return
    }
    const fault = faults.take()
    if (faults.latencyMs > 0) await delay(faults.latencyMs)
    if (fault?.kind === 'stall') return
    if (fault?.kind === 'closed connection') {
      request.socket.destroy()
      return
    }
    const genuine = await answer(request, text)
    const { status, body, contentType, headers } = fault === null ? genuine : spoil(genuine, fault)
    response.writeHead(status, {
      'Content-Type': contentType ?? 'application/json; charset=utf-8',
      ...headers,
    })
    response.end(body)
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error('The fake Linear failed'))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const port = portOf(server.address())
  if (options.hasPages === true) pagesAt = `http://127.0.0.1:${port}`
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    port,
    requests,
    get complexitySpent() {
      return requests.reduce((sum, request) => sum + request.points, 0)
    },
    state,
    faults,
    oauth,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)))
        server.closeAllConnections()
      }),
  }
}

const unauthenticated: Answer = {
  status: 401,
  body: errorBody('unauthenticated', 'Authentication required, not authenticated'),
}

const tooComplex: Answer = { status: 400, body: errorBody('invalidInput', 'Query too complex') }

function ratelimited(status: 400 | 429, retryAfterSeconds: number | undefined): Answer {
  const headers = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }
  return { status, body: errorBody('ratelimited', 'Rate limit exceeded'), headers }
}

/** The response that a fault makes of the genuine one. */
function spoil(
  genuine: Answer,
  fault: LinearFault,
): Omit<Answer, 'body'> & { readonly body: string | Buffer } {
  switch (fault.kind) {
    case 'ratelimited': {
      const refused = ratelimited(fault.status ?? 400, fault.retryAfterSeconds)
      if (fault.codeOnly !== true) return refused
      return {
        ...refused,
        body: '{"errors":[{"message":"Rate limited","extensions":{"code":"RATELIMITED"}}]}',
      }
    }
    case 'null list':
      return { ...genuine, body: withoutList(genuine.body, fault.field) }
    case 'partial errors':
      return { ...genuine, body: withError(genuine.body) }
    case 'html 502':
      return { status: 502, contentType: 'text/html', body: '<html><h1>502 Bad Gateway</h1></html>' }
    case 'html 200':
      return { status: 200, contentType: 'text/html', body: '<html><h1>Please sign in</h1></html>' }
    case 'cut json':
      return { ...genuine, body: genuine.body.slice(0, Math.floor(genuine.body.length / 2)) }
    case 'unauthenticated':
      return unauthenticated
    case 'too complex':
      return tooComplex
    case 'internal error':
      return { status: 500, body: errorBody('internal', 'Internal server error') }
    case 'gzip bomb':
      return { status: 200, body: gzipBomb(), headers: { 'Content-Encoding': 'gzip' } }
    case 'stall':
    case 'closed connection':
      return genuine
  }
}

function withError(body: string): string {
  return `${body.slice(0, -1)},"errors":[{"message":"Part of it failed","path":["issues"],"extensions":{"type":"internal error"}}]}`
}

function withoutList(body: string, field: string): string {
  const { data } = z.object({ data: z.looseObject({}) }).parse(JSON.parse(body))
  const error = { message: 'Internal server error', path: [field], extensions: { type: 'internal error' } }
  return JSON.stringify({ data: { ...data, [field]: null }, errors: [error] })
}

function isAuthorized(authorization: string | undefined, apiKey: string | undefined): boolean {
  if (authorization === undefined || authorization === '') return false
  return apiKey === undefined || authorization === apiKey || authorization === `Bearer ${apiKey}`
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** What a person sees at an issue's address. */
function showIssue(state: LinearState, request: IncomingMessage, response: ServerResponse): void {
  const page = issuePage(state, new URL(request.url ?? '/', 'http://127.0.0.1').pathname)
  response.writeHead(page === null ? 404 : 200, ticketPageHeaders)
  response.end(page ?? missingTicketPage('Linear'))
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The fake Linear has no port')
  return address.port
}
