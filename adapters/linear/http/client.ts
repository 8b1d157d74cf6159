import { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import type { RequestLimiter } from '../../limits/limiter.ts'
import { type Attempt, sendWithRetry } from '../../limits/retry.ts'
import { mayPass, TrackerResponseTooLargeError, TrackerUnavailableError } from '../../trackers/errors.ts'
import { type AccessTokens, type Credentials, sendSignedIn } from '../../trackers/oauth/access-tokens.ts'
import { checkHeaderValue, type Fetch, sendHttp } from '../../trackers/transport.ts'
import { AbsentFields } from './absent-fields.ts'
import {
  LinearAbsentFieldError,
  LinearPartialError,
  LinearTooComplexError,
  LinearTooManyError,
} from './errors.ts'
import { PageSizes } from './page-sizes.ts'
import { type LinearOutcome, readResponse, refusesCredentials } from './response.ts'
import { largestFirst, maxFirst, maxPoints, scoreOf } from './score.ts'

export type LinearAuth =
  | { readonly kind: 'api_key'; readonly apiKey: string }
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'oauth'; readonly tokens: AccessTokens }

export interface LinearClientOptions {
  readonly apiUrl: URL
  readonly auth: LinearAuth
  readonly requestTimeoutMs: number
  readonly limiter: RequestLimiter
  readonly fetch: Fetch
  /** Of the largest response that is read. */
  readonly maxResponseBytes: number
}

/** A query with the schema of its data. */
export interface Query<T> {
  /** Its name in messages. */
  readonly name: string
  readonly text: string
  readonly data: z.ZodType<T>
}

/**
 * The part of the largest response that is read for one with many records. A larger one is asked for in parts, so that memory is
 * bounded by bytes.
 */
const pageShare = 1 / 4

const largePoints = 100

interface Sent {
  readonly body: string
  /** In Linear's points. */
  readonly estimate: number
  /** How many records are asked for. */
  readonly first: number
}

type Variables = Readonly<Record<string, unknown>>

interface SendOutcome<T> extends LastOutcome {
  readonly attempt: Attempt<T>
}

interface LastOutcome {
  readonly partial: LinearOutcome['partial']
  /** Whether a failure is the server's own, or of the way to it: no answer in time, 5xx. */
  readonly isServers: boolean
}

/** Hand-written queries over our own transport: @linear/sdk's lazy models send a request for each property that they follow. */
export interface LinearClient {
  /**
   * Sends a query within the limits, with retries.
   * @throws TrackerAuthError, TrackerLimitError, TrackerUnavailableError, TrackerRequestError, TrackerResponseTooLargeError
   */
  query<T>(query: Query<T>, variables: Variables, signal: AbortSignal | undefined): Promise<T>
  /** The largest page of a query that Linear takes, as far as its responses show. */
  pageSizeOf(query: Query<unknown>): number
  /** Whether a page of a query was too large, so that fewer records are asked for until some pages fitted. */
  asksForFewer(query: Query<unknown>): boolean
  /** How many points, as `scoreOf` counts them, a query with these variables leaves of a request, as far as Linear's responses show. */
  roomIn(query: Query<unknown>, variables: Variables): number
  /** Of all responses so far. */
  receivedBytes(): number
  requestCount(): number
  /** The Date header of the latest response. */
  serverDateAt(): Instant | null
  /** Fields, as `Type.field`, that this Linear doesn't have, and that are done without. */
  absentFields(): readonly string[]
  /** Whether a list came shorter than was asked for although it has more: its length then tells nothing of its end. */
  returnsShortLists(): boolean
  noteShortList(): void
  /** The longest list of a record that came whole: a limit on such lists isn't below it. */
  unclippedLength(): number
  noteUnclipped(length: number): void
}

/** No server is thought to return fewer at once. */
const leastLimit = 20

export function createLinearClient(options: LinearClientOptions): LinearClient {
  const credentials = credentialsOf(options.auth)
  const seen = { requests: 0, bytes: 0, serverDateAt: null as Instant | null, shortLists: false }
  const absent = new AbsentFields()
  let unclippedLength = leastLimit
  /** Linear's points divided by our estimate, by query; doubled when Linear rejects the query as too complex. */
  const pointsRatios = new Map<string, number>()
  /** Of the queries that cost many points: Linear rounds up, which says nothing where they are few. */
  let largeRatio = 1
  const rejectedRatios = new Map<string, number>()
  const sizes = new PageSizes()

  function learn(response: Headers, query: Query<unknown>, estimate: number): void {
    const dateAt = Date.parse(response.get('date') ?? '')
    if (!Number.isNaN(dateAt)) seen.serverDateAt = dateAt
    const points = Number(response.get('x-complexity') ?? 0)
    const rejected = rejectedRatios.get(query.name) ?? 0
    if (points > 0 && estimate >= largePoints) largeRatio = Math.max(largeRatio, points / estimate)
    if (points > 0 && estimate > 0) pointsRatios.set(query.name, Math.max(0.1, rejected, points / estimate))
  }

  /** A Linear that charges more for one query does so for one that it was not asked yet. */
  function ratioOf({ name }: Query<unknown>): number {
    return pointsRatios.get(name) ?? largeRatio
  }

  function learnTooComplex(query: Query<unknown>): void {
    const doubled = 2 * ratioOf(query)
    rejectedRatios.set(query.name, doubled)
    pointsRatios.set(query.name, doubled)
  }

  async function send<T>(
    query: Query<T>,
    { body, estimate, first }: Sent,
    signal: AbortSignal | undefined,
  ): Promise<SendOutcome<T>> {
    const signedIn = { label: 'Linear', credentials, isRefused: refusesCredentials, signal }
    const response = await sendSignedIn(signedIn, (authorization) => {
      seen.requests += 1
      return sendHttp({
        label: 'Linear',
        operation: `"${query.name}"`,
        url: options.apiUrl,
        init: { method: 'POST', headers: { ...commonHeaders, Authorization: authorization }, body },
        fetch: options.fetch,
        timeoutMs: options.requestTimeoutMs,
        maxResponseBytes: options.maxResponseBytes * (first > 1 ? pageShare : 1),
        signal,
      })
    })
    if (response.kind === 'failed') return { attempt: response, partial: null, isServers: true }
    seen.bytes += response.text.length
    const { attempt, partial } = readResponse(response, query.name)
    if (attempt.kind !== 'ok') return { attempt, partial, isServers: response.status >= 500 }
    learn(response.headers, query, estimate)
    sizes.fitted(query.name, first)
    const data = query.data.safeParse(attempt.value)
    if (data.success) return { attempt: { ...attempt, value: data.data }, partial: null, isServers: false }
    const message = `Linear's response to "${query.name}" doesn't match the schema that we know.`
    return {
      attempt: { kind: 'failed', message, headers: response.headers },
      partial: null,
      isServers: false,
    }
  }

  async function request<T>(
    query: Query<T>,
    variables: Variables,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    const text = absent.textOf(query.text)
    const estimate = scoreOf(text, variables)
    const points = estimate * ratioOf(query)
    const body = JSON.stringify({ query: text, variables })
    const first = typeof variables['first'] === 'number' ? variables['first'] : 1
    const most = mostAskedFor(variables)
    // Time and again the same wait, where fewer records may come at once.
    const tries = most > 1 && sizes.hasFailed(query.name) ? { tries: 1 } : {}
    let last: LastOutcome = { partial: null, isServers: false }
    const attempt = async () => {
      last = { ...last, partial: null }
      const outcome = await send(query, { body, estimate, first }, signal)
      last = outcome
      return outcome.attempt
    }
    try {
      return await sendWithRetry(options.limiter, attempt, {
        signal,
        complexity: Math.ceil(points),
        ...tries,
      })
    } catch (error) {
      if (error instanceof LinearAbsentFieldError && absent.learn(error.fields))
        return request(query, variables, signal)
      throw await failureOf(error, { query, first, most, last }, signal)
    }
  }

  /** What to throw, after learning from it. */
  async function failureOf(
    error: unknown,
    asked: {
      readonly query: Query<unknown>
      readonly first: number
      readonly most: number
      readonly last: LastOutcome
    },
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    const { query, first, most, last } = asked
    if (error instanceof LinearTooComplexError) learnTooComplex(query)
    if (error instanceof TrackerResponseTooLargeError) sizes.tooLarge(query.name, first)
    if (!(error instanceof TrackerUnavailableError)) return error
    if (last.partial !== null) return new LinearPartialError(error.message, last.partial)
    if (!last.isServers || most === 0 || !(await isWorking(signal))) return error
    sizes.failed(query.name, first)
    return new LinearTooManyError(error.message)
  }

  async function isWorking(signal: AbortSignal | undefined): Promise<boolean> {
    try {
      await request(aliveQuery, {}, signal)
      return true
    } catch (error) {
      if (mayPass(error)) return false
      throw error
    }
  }

  return {
    query: request,
    pageSizeOf: (query) => Math.min(largestFirst(query.text, ratioOf(query)), sizes.mostOf(query.name)),
    asksForFewer: (query) => sizes.mostOf(query.name) < maxFirst,
    roomIn: (query, variables) => maxPoints / ratioOf(query) - scoreOf(query.text, variables),
    receivedBytes: () => seen.bytes,
    requestCount: () => seen.requests,
    serverDateAt: () => seen.serverDateAt,
    absentFields: () => absent.names(),
    returnsShortLists: () => seen.shortLists,
    noteShortList: () => {
      seen.shortLists = true
    },
    unclippedLength: () => unclippedLength,
    noteUnclipped: (length) => {
      unclippedLength = Math.max(unclippedLength, length)
    },
  }
}

/** The least that can be asked of Linear. */
const aliveQuery: Query<unknown> = {
  name: 'account',
  text: 'query Account { viewer { id } }',
  data: z.unknown(),
}

/** Of the lists of a query, the longest; 0 where it asks for none. */
function mostAskedFor(variables: Variables): number {
  const sizes = Object.entries(variables).map(([name, value]) =>
    /first$/i.test(name) && typeof value === 'number' ? value : 0,
  )
  return Math.max(0, ...sizes)
}

const commonHeaders = {
  Accept: 'application/json',
  'Content-Type': 'application/json',
  'User-Agent': 'plumbline',
}

/** An API key goes without "Bearer". @throws TrackerAuthError for a secret that no header can hold */
function credentialsOf(auth: LinearAuth): Credentials {
  if (auth.kind === 'oauth') return auth
  const authorization = auth.kind === 'api_key' ? auth.apiKey : `Bearer ${auth.token}`
  return { kind: 'fixed', authorization: checkHeaderValue(authorization) }
}
