import type { Client, SendRequestOptions } from 'jira.js/core'
import type { Instant } from '../../../domain/instant.ts'
import type { RequestLimiter } from '../../limits/limiter.ts'
import { type Attempt, sendWithRetry } from '../../limits/retry.ts'
import { type AccessTokens, type Credentials, sendSignedIn } from '../../trackers/oauth/access-tokens.ts'
import { checkHeaderValue, type Fetch, type HttpResponse, sendHttp } from '../../trackers/transport.ts'
import { isNobody, namesAccount, refusesCredentials } from './anonymous.ts'
import type { ByteBudget } from './byte-budget.ts'
import { type CloudClient, callMethod, type ParametersOf } from './cloud-methods.ts'
import { endpointUrl } from './endpoint-url.ts'
import { findGateway, type Sent, sendThroughGateway, unknownGatewayAdvice } from './gateway.ts'
import { anyRefusalAdvice, lacksScope, readResponse } from './response.ts'

export type JiraAuth =
  /** Or a Data Center's user name with its password. */
  | { readonly kind: 'api_token'; readonly email: string; readonly apiToken: string }
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'oauth'; readonly tokens: AccessTokens }

export interface JiraClientOptions {
  readonly baseUrl: URL
  readonly auth: JiraAuth
  /** What to say where the credentials aren't taken: sentences. Defaults to what holds for every kind. */
  readonly refusalAdvice?: string
  readonly requestTimeoutMs: number
  readonly limiter: RequestLimiter
  readonly fetch: Fetch
  /** Of the largest response that is read. */
  readonly maxResponseBytes: number
}

/** jira.js's typed methods over our own transport: jira.js itself has no timeouts, aborting, limits or access to headers. */
export interface JiraMethods {
  /**
   * Calls one of jira.js's methods, such as `issues`, `getIssue`, and returns the body as received, to be parsed with map/schemas.ts.
   *
   * The method's own result is dropped: jira.js coerces dates, so that a missing one becomes 1970.
   * @param budget what the response is counted against, where one of many records may be large
   * @throws TrackerAuthError, TrackerLimitError, TrackerUnavailableError, TrackerRequestError, TrackerResponseTooLargeError
   * @throws NoRoomError when the budget is spent
   */
  request<Group extends keyof CloudClient, Method extends keyof CloudClient[Group]>(
    group: Group,
    method: Method,
    parameters: ParametersOf<Group, Method>,
    signal: AbortSignal | undefined,
    budget?: ByteBudget,
  ): Promise<unknown>
  /** The Date header of the latest response. */
  serverDateAt(): Instant | null
}

/** Version 3 of Jira's API, which Jira Cloud alone has. */
export interface JiraClient extends JiraMethods {
  /** Of the largest response that is read. */
  readonly maxResponseBytes: number
  /** The same connection by version 2 of the API. */
  readonly version2: Version2Client
  /** Requests of both versions so far. */
  requestCount(): number
  /** How many of version 3's methods had a first response that did not match jira.js's schema: a sign that Jira's API changes. */
  schemaMismatches(): number
}

/** Version 2, the only one of Jira Data Center: jira.js's methods where both have the same path, `send` for the rest. */
export interface Version2Client extends JiraMethods {
  /**
   * Sends a request to a path below `/rest/api/2/`, by POST when it has a body.
   * @param budget what the response is counted against, where one of many records may be large
   * @throws TrackerAuthError, TrackerLimitError, TrackerUnavailableError, TrackerRequestError, TrackerResponseTooLargeError
   * @throws NoRoomError when the budget is spent
   */
  send(
    request: {
      readonly path: string
      readonly query?: Readonly<Record<string, unknown>>
      readonly body?: object
    },
    signal: AbortSignal | undefined,
    budget?: ByteBudget,
  ): Promise<unknown>
  /** Of the largest response that is read. */
  readonly maxResponseBytes: number
  /** Lists the account's personal access tokens, beside the versions of the API. @throws as `send` */
  listAccessTokens(signal: AbortSignal | undefined): Promise<unknown>
}

interface SendOptions {
  readonly timeoutMs?: number
  readonly budget?: ByteBudget | undefined
}

/** Ends a method of jira.js whose response doesn't match its schema; never leaves this file. */
class SchemaMismatch extends Error {
  override readonly name = 'SchemaMismatch'
}

/** Ends a method of jira.js before it parses a response: that takes longer than our own reading of it. Never leaves this file. */
class Unchecked extends Error {
  override readonly name = 'Unchecked'
}

export function createJiraClient(options: JiraClientOptions): JiraClient {
  const credentials = credentialsOf(options.auth)
  const { refusalAdvice = anyRefusalAdvice } = options
  let baseUrl = options.baseUrl
  let requests = 0
  let mismatches = 0
  let serverDateAt: Instant | null = null
  let wasKnown = false

  async function send(
    request: SendRequestOptions,
    signal: AbortSignal | undefined,
    { timeoutMs = options.requestTimeoutMs, budget }: SendOptions = {},
  ): Promise<unknown> {
    const method = request.method ?? 'GET'
    const endpoint = `${method} ${request.url}`
    const init = {
      method,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    }
    const maxResponseBytes = Math.min(
      options.maxResponseBytes,
      budget?.responseBytes ?? Number.POSITIVE_INFINITY,
    )
    let lostSessions = 0
    const attempt = async (): Promise<Attempt<unknown>> => {
      budget?.requireRoom()
      const { fetch } = options
      const http = { label: 'Jira', operation: endpoint, fetch, timeoutMs, signal, maxResponseBytes }
      const sendTo = (base: URL) =>
        sendSignedIn({ label: 'Jira', credentials, isRefused, signal }, (authorization) => {
          requests += 1
          const headers = { ...commonHeaders, Authorization: authorization }
          const url = endpointUrl(base, request.url, request.searchParams)
          return sendHttp({ ...http, init: { ...init, headers }, url })
        })
      const isOfToken = options.auth.kind === 'api_token'
      const {
        response,
        gateway,
        isGatewayUnknown = false,
      }: Sent = isOfToken
        ? await sendThroughGateway(baseUrl, sendTo, (site) => {
            requests += 1
            return findGateway(site, { fetch, timeoutMs, signal })
          })
        : { response: await sendTo(baseUrl), gateway: null }
      baseUrl = gateway ?? baseUrl
      if (response.kind === 'failed') return response
      budget?.spend(response.text.length)
      const dateAt = Date.parse(response.headers.get('date') ?? '')
      if (!Number.isNaN(dateAt)) serverDateAt = dateAt
      wasKnown ||= namesAccount(response)
      if (wasKnown && isNobody(response) && lostSessions < maxLostSessions) {
        lostSessions += 1
        const message = `Jira took ${endpoint} to come from nobody, although it knew the account before.`
        return { kind: 'failed', message, headers: response.headers }
      }
      return readResponse(response, endpoint, {
        refusalAdvice: isGatewayUnknown ? `${refusalAdvice} ${unknownGatewayAdvice}` : refusalAdvice,
        isOAuth: options.auth.kind === 'oauth',
      })
    }
    return sendWithRetry(options.limiter, attempt, { signal, endpoint: limitScopeOf(endpoint) })
  }

  /** jira.js's methods, their requests sent to the addresses that `urlOf` makes of its own. */
  function methodsOf(urlOf: (url: string) => string, onMismatch: () => void): JiraMethods {
    const checked = new Set<string>()
    return {
      async request(group, method, parameters, signal, budget) {
        const name = `${group}.${String(method)}`
        let body: unknown
        const transport: Client = {
          async sendRequest(request) {
            body = await send({ ...request, url: urlOf(request.url) }, signal, { budget })
            if (checked.has(name)) throw new Unchecked()
            checked.add(name)
            const parsed = request.schema?.safeParse(body)
            if (parsed?.success !== true) throw new SchemaMismatch()
            return parsed.data
          },
        }
        try {
          await callMethod(transport, group, String(method), parameters)
        } catch (error) {
          if (error instanceof SchemaMismatch) onMismatch()
          else if (!(error instanceof Unchecked)) throw error
        }
        return body
      },
      serverDateAt: () => serverDateAt,
    }
  }

  const countMismatch = () => {
    mismatches += 1
  }
  return {
    ...methodsOf((url) => url, countMismatch),
    version2: {
      // jira.js's schemas are those of version 3: that a response doesn't match them says nothing.
      ...methodsOf(
        (url) => url.replace(/^\/rest\/api\/3\//, version2Path),
        () => undefined,
      ),
      maxResponseBytes: options.maxResponseBytes,
      send({ path, query, body }, signal, budget) {
        const url = `${version2Path}${path}`
        return send(
          body === undefined
            ? { url, ...(query === undefined ? {} : { searchParams: query }) }
            : { url, method: 'POST', body },
          signal,
          { timeoutMs: options.requestTimeoutMs * version2TimeoutFactor, budget },
        )
      },
      listAccessTokens: (signal) => send({ url: '/rest/pat/latest/tokens' }, signal),
    },
    maxResponseBytes: options.maxResponseBytes,
    requestCount: () => requests,
    schemaMismatches: () => mismatches,
  }
}

/** How often a request is sent again that a Data Center took to come from nobody: once more is one failed sign-in more. */
const maxLostSessions = 2

const version2Path = '/rest/api/2/'
/** A Data Center under load answers late; one that is given up on does the work again. (apache/incubator-devlake#3756) */
const version2TimeoutFactor = 4

const commonHeaders = {
  Accept: 'application/json',
  // Without it, names of statuses and types come in the account's own language, and rules match on names.
  'Accept-Language': 'en',
  'Content-Type': 'application/json',
  'User-Agent': 'plumbline',
}

/** @throws TrackerAuthError for a token that no header can hold */
function credentialsOf(auth: JiraAuth): Credentials {
  if (auth.kind === 'oauth') return auth
  const authorization =
    auth.kind === 'bearer'
      ? `Bearer ${auth.token}`
      : `Basic ${Buffer.from(`${auth.email}:${auth.apiToken}`, 'utf8').toString('base64')}`
  return { kind: 'fixed', authorization: checkHeaderValue(authorization) }
}

function isRefused(response: HttpResponse): boolean {
  return refusesCredentials(response) && !lacksScope(response)
}

/** Jira's limits are per endpoint and method, whichever ticket is requested. */
function limitScopeOf(endpoint: string): string {
  return endpoint.replace(/\/issue\/[^/]+/, '/issue/{}')
}
