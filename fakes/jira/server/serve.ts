import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Instant } from '../../../domain/instant.ts'
import { accountIdOf } from '../../company/identity.ts'
import { unauthorized } from '../endpoints/people.ts'
import { JqlError } from '../jql/error.ts'
import { JiraState } from '../state/state.ts'
import { callerOf, demoCredentials, isAuthorized, type JiraCredentials } from './credentials.ts'
import { FaultBox, type FaultKind, htmlPage } from './faults.ts'
import { bodyOf, bodyText, sendAnswer } from './http.ts'
import { BurstLimits, generousLimit, tooManyRequests } from './limits.ts'
import type { FakeJiraOptions } from './options.ts'
import { expiredToken, tokenOf, withToken } from './page-token.ts'
import type { JiraRequest } from './request.ts'
import { type Answer, errorBody, JiraRefusal } from './response.ts'
import { type Route, routesFor } from './routes.ts'

/** What arrived, read and matched to an endpoint. */
interface Arrival {
  readonly route: Route | undefined
  /** The endpoint's name, as counted. */
  readonly name: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
  readonly authorization: string | undefined
  readonly struck: ReadonlySet<FaultKind>
}

/** Answers requests: counts, faults, limits, sign-in, then the endpoint, in this order. */
export class SiteServer {
  baseUrl = ''
  readonly state: JiraState
  readonly faults: FaultBox
  readonly limits: BurstLimits
  readonly credentials: JiraCredentials
  readonly requests = new Map<string, number>()
  readonly #now: () => Instant
  readonly #routes: readonly Route[]
  readonly #accountId: string
  readonly #timeZone: string

  constructor(options: FakeJiraOptions) {
    this.#now = options.now
    this.state = new JiraState(options.company, options.now)
    this.faults = new FaultBox(options.faults)
    this.limits = new BurstLimits(options.burstLimit ?? generousLimit, () => performance.now())
    this.credentials = options.credentials ?? demoCredentials
    const { email } = this.credentials
    this.#routes = routesFor(email)
    const { users, projects } = this.state.site
    const zone = options.timeZone ?? projects[0]?.timeZone ?? 'Etc/UTC'
    const caller = callerOf(users, email, accountIdOf(email), zone)
    this.#accountId = caller.accountId
    this.#timeZone = options.timeZone ?? caller.timeZone
  }

  async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedMs = performance.now()
    const arrival = await this.#receive(message)
    if (arrival.struck.has('stall')) return
    if (arrival.struck.has('closed-connection')) {
      response.destroy()
      return
    }
    const answer = brokenAnswer(arrival.struck) ?? this.#answer(arrival)
    const waitMs = (this.faults.current.minimumLatencyMs ?? 0) - (performance.now() - startedMs)
    if (waitMs > 0) await sleep(waitMs)
    sendAnswer(response, answer, { nowAt: this.#now(), isCut: arrival.struck.has('cut-json') })
  }

  async #receive(message: IncomingMessage): Promise<Arrival> {
    const url = new URL(message.url ?? '/', this.baseUrl)
    // The gateway for scoped tokens and OAuth serves the same site below its cloud id.
    const path = url.pathname.replace(`/ex/jira/${this.state.site.cloudId}/`, '/')
    const route = this.#routes.find(({ method, pattern }) => method === message.method && pattern.test(path))
    const name = route?.name ?? `${message.method ?? ''} unknown`
    this.requests.set(name, (this.requests.get(name) ?? 0) + 1)
    return {
      route,
      name,
      path,
      query: url.searchParams,
      body: bodyOf(await bodyText(message)),
      authorization: message.headers.authorization,
      struck: this.faults.strike(name),
    }
  }

  #answer(arrival: Arrival): Answer {
    const { headers, refusal } = this.limits.take(arrival.name, this.#now())
    if (refusal !== null) return refusal
    const isSilent = this.faults.current.silentAnonymous === true
    const isAnonymous = isSilent || !isAuthorized(arrival.authorization, this.credentials)
    const login: Record<string, string> = isAnonymous
      ? { 'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED' }
      : { 'X-AACCOUNTID': encodeURIComponent(this.#accountId) }
    const answer = this.#answerOrRefusal(arrival, isAnonymous, isSilent)
    return { ...answer, headers: { ...answer.headers, ...headers, ...login } }
  }

  #answerOrRefusal(arrival: Arrival, isAnonymous: boolean, isSilent: boolean): Answer {
    const { route, struck } = arrival
    const token = tokenOf(arrival.query, arrival.body)
    try {
      if (route === undefined) throw new JiraRefusal(404, [`null for uri: ${this.baseUrl}${arrival.path}`])
      if (isAnonymous && !isSilent && !route.isPublic) throw unauthorized()
      if (struck.has('expired-token') && token !== null) throw expiredToken()
      const answer = route.answer(this.#requestFor(route, arrival, isAnonymous))
      return struck.has('repeated-token') && token !== null ? withToken(answer, token) : answer
    } catch (error) {
      if (error instanceof JiraRefusal) return { status: error.status, body: errorBody(error.messages) }
      if (error instanceof JqlError) return { status: 400, body: errorBody(error.messages) }
      throw error
    }
  }

  #requestFor(route: Route, arrival: Arrival, isAnonymous: boolean): JiraRequest {
    return {
      method: route.method,
      path: arrival.path,
      parts: (route.pattern.exec(arrival.path) ?? []).slice(1).map((part) => decodeURIComponent(part)),
      query: arrival.query,
      body: arrival.body,
      faults: this.faults,
      isAnonymous,
      view: {
        state: this.state,
        baseUrl: this.baseUrl,
        timeZone: this.#timeZone,
        accountId: this.#accountId,
        nowAt: this.#now(),
      },
    }
  }
}

function brokenAnswer(struck: ReadonlySet<FaultKind>): Answer | null {
  if (struck.has('too-many-requests-without-retry-after')) return tooManyRequests({})
  if (struck.has('service-unavailable')) return { status: 503, body: 'Service Unavailable' }
  return struck.has('html-page') ? { status: 200, body: htmlPage } : null
}
