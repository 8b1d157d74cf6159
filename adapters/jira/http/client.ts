import type { CloudClient } from 'jira.js'
import type { Client, SendRequestOptions } from 'jira.js/core'
import type { Instant } from '../../../domain/instant.ts'
import type { RequestLimiter } from '../../limits/limiter.ts'
import { type Attempt, sendPatiently } from '../../limits/retry.ts'
import { TrackerAuthError } from '../../trackers/errors.ts'
import { endpointUrl } from './base-url.ts'
import { readAnswer } from './response.ts'
import { exchange, type Fetch } from './transport.ts'

export type JiraAuth =
  | { readonly kind: 'api_token'; readonly email: string; readonly apiToken: string }
  | { readonly kind: 'bearer'; readonly token: string }

export interface JiraClientOptions {
  readonly baseUrl: URL
  readonly auth: JiraAuth
  readonly requestTimeoutMs: number
  readonly limiter: RequestLimiter
  readonly fetch: Fetch
}

/** jira.js's typed methods over our own transport: timeouts, aborting, limits and headers, which its own has not. */
export interface JiraClient {
  /**
   * Asks by one of jira.js's methods and returns the body as it came, to be parsed with shapes.ts.
   *
   * What the method itself resolves to is dropped: jira.js coerces dates, so that a missing one becomes 1970.
   * @throws TrackerAuthError, TrackerLimitError, TrackerUnavailableError, TrackerRequestError
   */
  ask(call: (cloud: CloudClient) => Promise<unknown>, signal: AbortSignal | undefined): Promise<unknown>
  requestCount(): number
  /** Answers that did not fit jira.js's schema, so far: a sign that Jira's API moves. */
  schemaMismatches(): number
  /** The Date header of the newest answer. */
  serverDateAt(): Instant | null
}

/** Ends a method of jira.js whose answer doesn't fit its schema; never leaves this file. */
class UnfitAnswer extends Error {
  override readonly name = 'UnfitAnswer'
}

export function createJiraClient(options: JiraClientOptions): JiraClient {
  const headers = headersOf(options.auth)
  let requests = 0
  let mismatches = 0
  let serverDateAt: Instant | null = null

  async function send(asked: SendRequestOptions, signal: AbortSignal | undefined): Promise<unknown> {
    const method = asked.method ?? 'GET'
    const endpoint = `${method} ${asked.url}`
    const url = endpointUrl(options.baseUrl, asked.url, asked.searchParams)
    const init = {
      method,
      headers,
      ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
    }
    const attempt = async (): Promise<Attempt<unknown>> => {
      requests += 1
      const timeoutMs = options.requestTimeoutMs
      const answer = await exchange(options.fetch, { url, init, endpoint, timeoutMs, signal })
      if ('kind' in answer) return answer
      const dateAt = Date.parse(answer.headers.get('date') ?? '')
      if (!Number.isNaN(dateAt)) serverDateAt = dateAt
      return readAnswer(answer, endpoint)
    }
    return sendPatiently(options.limiter, attempt, { signal, endpoint: limitScopeOf(endpoint) })
  }

  return {
    async ask(call, signal) {
      let body: unknown
      const transport: Client = {
        async sendRequest(asked) {
          body = await send(asked, signal)
          const fitting = asked.schema?.safeParse(body)
          if (fitting?.success !== true) throw new UnfitAnswer()
          return fitting.data
        },
      }
      try {
        // Loaded with the first request: it takes a third of a second.
        const { createCloudClient } = await import('jira.js')
        await call(createCloudClient(transport))
      } catch (error) {
        if (!(error instanceof UnfitAnswer)) throw error
        mismatches += 1
      }
      return body
    },
    requestCount: () => requests,
    schemaMismatches: () => mismatches,
    serverDateAt: () => serverDateAt,
  }
}

/** @throws TrackerAuthError for a token that no header can carry; what fetch would throw repeats it */
function headersOf(auth: JiraAuth): Record<string, string> {
  const credentials =
    auth.kind === 'bearer'
      ? `Bearer ${auth.token}`
      : `Basic ${Buffer.from(`${auth.email}:${auth.apiToken}`, 'utf8').toString('base64')}`
  if (!/^[\x20-\x7e]+$/.test(credentials)) {
    throw new TrackerAuthError(
      'The token holds characters that no token has; copy it again, without line breaks.',
    )
  }
  return {
    Accept: 'application/json',
    // Names of statuses and types would come in the account's own language otherwise, and rules name them.
    'Accept-Language': 'en',
    Authorization: credentials,
    'Content-Type': 'application/json',
    'User-Agent': 'plumbline',
  }
}

/** Jira limits by endpoint and method, whichever ticket is asked for. */
function limitScopeOf(endpoint: string): string {
  return endpoint.replace(/\/issue\/[^/]+/, '/issue/{}')
}
