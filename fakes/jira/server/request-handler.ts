import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Instant } from '../../../domain/instant.ts'
import { accountIdOf } from '../../company/identity.ts'
import { gzipBomb } from '../../gzip-bomb.ts'
import { serveOAuth } from '../../oauth/serve.ts'
import { UserBucket } from '../data-center/rate-limit.ts'
import { dataCenterRoutes } from '../data-center/routes.ts'
import { unauthorized } from '../endpoints/people.ts'
import { JqlError } from '../jql/error.ts'
import { callerOf, demoCredentials, isAuthorized, type JiraCredentials } from '../protocol/credentials.ts'
import { FaultBox, type FaultKind, htmlPage } from '../protocol/faults.ts'
import { bodyOf, bodyText, sendResponse } from '../protocol/http.ts'
import { BurstLimits, generousLimit, tooManyRequests } from '../protocol/limits.ts'
import { AtlassianOAuth, type AtlassianSite } from '../protocol/oauth.ts'
import { expiredToken, tokenOf, withoutToken, withToken } from '../protocol/page-token.ts'
import type { JiraRequest } from '../protocol/request.ts'
import { errorBody, type FakeResponse, JiraErrorResponse } from '../protocol/response.ts'
import { JiraState } from '../state/state.ts'
import type { FakeJiraOptions } from './options.ts'
import { type Route, routesFor } from './routes.ts'

/** A received request, matched to an endpoint. */
interface ReceivedRequest {
  readonly route: Route | undefined
  /** The endpoint's name, as counted. */
  readonly name: string
  readonly path: string
  readonly isThroughGateway: boolean
  readonly query: URLSearchParams
  readonly body: unknown
  readonly authorization: string | undefined
  readonly struck: ReadonlySet<FaultKind>
}

/** Handles requests: counts, faults, limits, sign-in, then the endpoint, in this order. */
export class RequestHandler {
  baseUrl = ''
  readonly contextPath: string
  readonly state: JiraState
  readonly faults: FaultBox
  readonly limits: BurstLimits
  readonly credentials: JiraCredentials
  readonly oauth: AtlassianOAuth | null
  readonly requests = new Map<string, number>()
  readonly #now: () => Instant
  readonly #routes: readonly Route[]
  readonly #userBucket: UserBucket | null
  readonly #isDataCenter: boolean
  readonly #accountId: string
  readonly #timeZone: string

  constructor(options: FakeJiraOptions) {
    this.#now = options.now
    this.state = new JiraState(options.company, options.now)
    this.faults = new FaultBox(options.faults)
    this.limits = new BurstLimits(options.burstLimit ?? generousLimit, () => performance.now())
    this.credentials = options.credentials ?? demoCredentials
    const { email } = this.credentials
    const { dataCenter } = options
    this.contextPath = dataCenter === undefined ? '' : (dataCenter.contextPath ?? '/jira')
    this.#routes = dataCenter === undefined ? routesFor(email) : dataCenterRoutes(dataCenter, email)
    this.#isDataCenter = dataCenter !== undefined
    const userLimit = dataCenter?.rateLimit
    this.#userBucket = userLimit === undefined ? null : new UserBucket(userLimit, options.now)
    this.oauth =
      options.oauth === undefined
        ? null
        : new AtlassianOAuth(options.oauth, options.now, () => this.#sites(options))
    const { users, projects } = this.state.site
    const zone = options.timeZone ?? projects[0]?.timeZone ?? 'Etc/UTC'
    const caller = callerOf(users, email, accountIdOf(email), zone)
    this.#accountId = caller.accountId
    this.#timeZone = options.timeZone ?? caller.timeZone
  }

  /** What `accessible-resources` lists. */
  #sites({ company, otherSites = [] }: FakeJiraOptions): readonly AtlassianSite[] {
    return [{ id: this.state.site.cloudId, url: this.baseUrl, name: company.name }, ...otherSites]
  }

  async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedMs = performance.now()
    const text = await bodyText(message)
    if (this.oauth !== null && (await serveOAuth(this.oauth, message, response, text))) return
    const received = this.#receive(message, text)
    if (received.struck.has('stall')) return
    if (received.struck.has('closed-connection')) {
      response.destroy()
      return
    }
    const answer = brokenAnswer(received.struck) ?? this.#answer(received)
    const waitMs = (this.faults.current.minimumLatencyMs ?? 0) - (performance.now() - startedMs)
    if (waitMs > 0) await sleep(waitMs)
    sendResponse(response, answer, { nowAt: this.#now(), isCut: received.struck.has('cut-json') })
  }

  #receive(message: IncomingMessage, text: string): ReceivedRequest {
    const url = new URL(message.url ?? '/', this.baseUrl)
    // The gateway for scoped tokens and OAuth serves the same site below its cloud id.
    const below = url.pathname.startsWith(`${this.contextPath}/`)
      ? url.pathname.slice(this.contextPath.length)
      : ''
    const gateway = `/ex/jira/${this.state.site.cloudId}/`
    const path = below.replace(gateway, '/')
    const route = this.#routes.find(({ method, pattern }) => method === message.method && pattern.test(path))
    const name = route?.name ?? `${message.method ?? ''} unknown`
    this.requests.set(name, (this.requests.get(name) ?? 0) + 1)
    return {
      route,
      name,
      path,
      isThroughGateway: below.startsWith(gateway),
      query: url.searchParams,
      body: bodyOf(text),
      authorization: message.headers.authorization,
      struck: this.faults.strike(name),
    }
  }

  #answer(received: ReceivedRequest): FakeResponse {
    const { headers, refusal } = this.#userBucket?.take() ?? this.limits.take(received.name, this.#now())
    if (refusal !== null) return refusal
    const isUnsaid = received.struck.has('anonymous-without-header')
    const isSilent =
      this.faults.current.silentAnonymous === true || isUnsaid || received.struck.has('anonymous')
    const isAnonymous = isSilent || !this.#isSignedIn(received)
    const answer = this.#answerOrRefusal(received, isAnonymous, isSilent)
    const login = isUnsaid ? {} : this.#loginHeaders(isAnonymous)
    return { ...answer, headers: { ...answer.headers, ...headers, ...login } }
  }

  /** A Data Center names the account by its user name, and a request of nobody's too. */
  #loginHeaders(isAnonymous: boolean): Record<string, string> {
    const accountId = encodeURIComponent(this.#accountId)
    if (this.#isDataCenter) return { 'X-AUSERNAME': isAnonymous ? 'anonymous' : accountId }
    return isAnonymous ? { 'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED' } : { 'X-AACCOUNTID': accountId }
  }

  #isSignedIn({ authorization, isThroughGateway }: ReceivedRequest): boolean {
    if (isAuthorized(authorization, this.credentials)) return true
    return isThroughGateway && this.oauth?.isValid(authorization) === true
  }

  #answerOrRefusal(received: ReceivedRequest, isAnonymous: boolean, isSilent: boolean): FakeResponse {
    const { route, struck } = received
    const token = tokenOf(received.query, received.body)
    try {
      if (route === undefined)
        throw new JiraErrorResponse(404, [`null for uri: ${this.baseUrl}${received.path}`])
      if (isAnonymous && !isSilent && !route.isPublic) throw unauthorized()
      if (struck.has('expired-token') && token !== null) throw expiredToken()
      const answer = route.answer(this.#requestFor(route, received, isAnonymous))
      if (struck.has('missing-token')) return withoutToken(answer)
      return struck.has('repeated-token') && token !== null ? withToken(answer, token) : answer
    } catch (error) {
      if (error instanceof JiraErrorResponse) return { status: error.status, body: errorBody(error.messages) }
      if (error instanceof JqlError) return { status: 400, body: errorBody(error.messages) }
      throw error
    }
  }

  #requestFor(route: Route, received: ReceivedRequest, isAnonymous: boolean): JiraRequest {
    return {
      method: route.method,
      path: received.path,
      parts: (route.pattern.exec(received.path) ?? []).slice(1).map((part) => decodeURIComponent(part)),
      query: received.query,
      body: received.body,
      faults: this.faults,
      isAnonymous,
      context: {
        state: this.state,
        baseUrl: this.baseUrl,
        timeZone: this.#timeZone,
        accountId: this.#accountId,
        nowAt: this.#now(),
      },
    }
  }
}

function brokenAnswer(struck: ReadonlySet<FaultKind>): FakeResponse | null {
  if (struck.has('too-many-requests-without-retry-after')) return tooManyRequests({})
  if (struck.has('forbidden'))
    return { status: 403, body: { errorMessages: ['You do not have permission.'], errors: {} } }
  if (struck.has('unreadable-list'))
    return { status: 200, body: { comments: 'none', worklogs: 7, values: {} } }
  if (struck.has('empty-search'))
    return { status: 200, body: { isLast: true, startAt: 0, maxResults: 1000, total: 0, issues: [] } }
  if (struck.has('gzip-bomb')) return { status: 200, body: gzipBomb() }
  if (struck.has('error-body'))
    return { status: 200, body: { errorMessages: ['Internal error'], errors: {} } }
  if (struck.has('redirect')) return { status: 302, body: '', headers: { Location: '/login.jsp' } }
  if (struck.has('service-unavailable')) return { status: 503, body: 'Service Unavailable' }
  return struck.has('html-page') ? { status: 200, body: htmlPage } : null
}
