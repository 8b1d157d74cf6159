import { LinearClient as SdkClient } from '@linear/sdk'
import type { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import type { RequestLimiter } from '../../limits/limiter.ts'
import { type Attempt, sendPatiently } from '../../limits/retry.ts'
import { TrackerUnavailableError } from '../../trackers/errors.ts'
import { type Failure, LinearPartialError, LinearTooComplexError, readFailure } from './failure.ts'
import { largestFirst, scoreOf } from './score.ts'

export type LinearAuth =
  | { readonly kind: 'api_key'; readonly apiKey: string }
  | { readonly kind: 'bearer'; readonly token: string }

interface LinearClientOptions {
  readonly apiUrl: string
  readonly auth: LinearAuth
  readonly requestTimeoutMs: number
  readonly limiter: RequestLimiter
}

/** A query of ours with the shape of its data. */
export interface Query<T> {
  /** What messages call it. */
  readonly name: string
  readonly text: string
  readonly data: z.ZodType<T>
}

type Variables = Readonly<Record<string, unknown>>

/** Hand-written queries through `rawRequest`: the SDK's lazy models cost a request for each property that they follow. */
export interface LinearClient {
  /**
   * Asks within the limits, again after refusals and failures.
   * @throws TrackerAuthError, TrackerLimitError, TrackerUnavailableError, TrackerRequestError
   */
  ask<T>(query: Query<T>, variables: Variables, signal: AbortSignal | undefined): Promise<T>
  /** The largest page of a query that Linear takes, as far as its answers have taught us. */
  pageSizeOf(query: Query<unknown>): number
  requestCount(): number
  /** The Date header of the newest answer. */
  serverDateAt(): Instant | null
}

export function createLinearClient(options: LinearClientOptions): LinearClient {
  const seen = { requests: 0, serverDateAt: null as Instant | null }
  /** Linear's own points over ours, by query; a query refused as too complex counts double from then on. */
  const pointsRatios = new Map<string, number>()
  const refusedRatios = new Map<string, number>()
  // Only to be told at once of an address that the SDK refuses: plain http to anywhere but this machine.
  new SdkClient({ ...credentialsOf(options.auth), apiUrl: options.apiUrl })

  function learn(headers: Headers | undefined, query: Query<unknown>, estimate: number): void {
    const dateAt = Date.parse(headers?.get('date') ?? '')
    if (!Number.isNaN(dateAt)) seen.serverDateAt = dateAt
    const points = Number(headers?.get('x-complexity') ?? 0)
    const refused = refusedRatios.get(query.name) ?? 0
    if (points > 0 && estimate > 0) pointsRatios.set(query.name, Math.max(0.1, refused, points / estimate))
  }

  function learnTooComplex(query: Query<unknown>): void {
    const doubled = 2 * (pointsRatios.get(query.name) ?? 1)
    refusedRatios.set(query.name, doubled)
    pointsRatios.set(query.name, doubled)
  }

  async function ask<T>(query: Query<T>, variables: Variables, signal: AbortSignal | undefined): Promise<T> {
    const estimate = scoreOf(query.text, variables)
    const last = { partial: null as Failure['partial'] }

    const attempt = async (): Promise<Attempt<T>> => {
      seen.requests += 1
      last.partial = null
      const timeout = AbortSignal.timeout(options.requestTimeoutMs)
      // A client for each request: its one signal and headers would otherwise be everyone's.
      const { client } = new SdkClient({
        ...credentialsOf(options.auth),
        apiUrl: options.apiUrl,
        redirect: 'error',
        signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      })
      try {
        const response = await client.rawRequest<unknown, Record<string, unknown>>(query.text, {
          ...variables,
        })
        learn(response.headers, query, estimate)
        const headers = response.headers ?? null
        const data = query.data.safeParse(response.data)
        if (data.success) return { kind: 'answered', value: data.data, headers }
        return {
          kind: 'failed',
          words: `Linear's answer to "${query.name}" has a shape that we don't know.`,
          headers,
        }
      } catch (error) {
        signal?.throwIfAborted()
        const failure = readFailure(error, query.name, timeout.aborted ? options.requestTimeoutMs : null)
        last.partial = failure.partial
        return failure.attempt
      }
    }

    try {
      const points = estimate * (pointsRatios.get(query.name) ?? 1)
      return await sendPatiently(options.limiter, attempt, { signal, complexity: Math.ceil(points) })
    } catch (error) {
      if (error instanceof LinearTooComplexError) learnTooComplex(query)
      if (error instanceof TrackerUnavailableError && last.partial !== null) {
        throw new LinearPartialError(error.message, last.partial.nodeIndex)
      }
      throw error
    }
  }

  return {
    ask,
    pageSizeOf: (query) => largestFirst(query.text, pointsRatios.get(query.name) ?? 1),
    requestCount: () => seen.requests,
    serverDateAt: () => seen.serverDateAt,
  }
}

function credentialsOf(auth: LinearAuth): { apiKey: string } | { accessToken: string } {
  return auth.kind === 'api_key' ? { apiKey: auth.apiKey } : { accessToken: auth.token }
}
