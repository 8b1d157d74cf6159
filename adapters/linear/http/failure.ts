import { LinearError } from '@linear/sdk'
import { z } from 'zod'
import type { Attempt } from '../../limits/retry.ts'
import { TrackerAuthError, TrackerRequestError, TrackerUnavailableError } from '../../trackers/errors.ts'

/** Linear knows the account and doesn't let it see this. */
export class LinearForbiddenError extends TrackerAuthError {}

/** The query scores above what Linear takes at once: ask for less. */
export class LinearTooComplexError extends TrackerRequestError {}

/** Linear answered a part and failed with the rest, each time: `nodeIndex` says at which node, null when it doesn't. */
export class LinearPartialError extends TrackerUnavailableError {
  readonly nodeIndex: number | null

  constructor(message: string, nodeIndex: number | null) {
    super(message)
    this.nodeIndex = nodeIndex
  }
}

/** How a request failed: as an attempt that may be made again, with where it broke when only a part did. */
export interface Failure {
  readonly attempt: Attempt<never>
  readonly partial: { readonly nodeIndex: number | null } | null
}

const errorEntries = z.array(
  z.object({
    message: z.string().catch(''),
    path: z.array(z.union([z.string(), z.number()])).catch([]),
    extensions: z
      .object({ code: z.string().catch(''), type: z.string().catch('') })
      .catch({ code: '', type: '' }),
  }),
)

type ErrorEntry = z.infer<typeof errorEntries>[number]

/**
 * Reads what `rawRequest` of @linear/sdk 98 threw. TRAPS: it knows only `extensions.type` where the documentation shows
 * `code`, calls any other 4xx an authentication error, doesn't wrap what the transport throws, and puts query, variables and
 * answer into its messages: so nothing of it goes into ours.
 * @throws TrackerAuthError, TrackerRequestError what no second try can mend
 */
export function readFailure(error: unknown, queryName: string, timedOutAfterMs: number | null): Failure {
  if (timedOutAfterMs !== null) {
    return failed(`Linear did not answer "${queryName}" within ${Math.round(timedOutAfterMs / 1000)} s.`)
  }
  if (error instanceof LinearError) return readLinearError(error, queryName)
  if (error instanceof SyntaxError) return failed(`Linear's answer to "${queryName}" was cut short.`)
  // undici rejects with a TypeError for whatever the network did.
  if (error instanceof TypeError) {
    return failed(`Linear could not be reached for "${queryName}" (${networkCode(error)}).`)
  }
  throw error
}

function readLinearError(error: LinearError, queryName: string): Failure {
  const response = error.raw?.response
  const status = response?.status ?? 0
  const headers = response?.headers ?? null
  const entries = errorEntries.safeParse(response?.errors).data ?? []
  const says = (...words: readonly string[]) =>
    entries.some(
      ({ extensions: { code, type } }) =>
        words.includes(code.toLowerCase()) || words.includes(type.toLowerCase()),
    )
  const words = `Linear refused "${queryName}" (HTTP ${status})`
  if (status === 429 || says('ratelimited')) {
    return { attempt: { kind: 'refused', words: `${words}: too many requests.`, headers }, partial: null }
  }
  if (status === 401 || says('authentication_error', 'authentication error')) {
    throw new TrackerAuthError(
      `Linear does not take the credentials (HTTP ${status}); give it a new key or token.`,
    )
  }
  const isPartial = status < 300 && entries.length > 0
  if (isPartial && (response?.data ?? null) !== null) return partly(queryName, entries, headers)
  if (entries.some(isOfComplexity)) {
    throw new LinearTooComplexError(`${words}: the query is too complex; ask for smaller pages.`)
  }
  if (status === 403 || says('forbidden', 'feature not accessible', 'feature_not_accessible')) {
    throw new LinearForbiddenError(
      `${words}: the account may not see this; check its role and the key's scope.`,
    )
  }
  if (says(...finalKinds)) {
    throw new TrackerRequestError(
      `${words}: it does not take the query; Plumbline may be older than Linear's API.`,
    )
  }
  if (isPartial) return partly(queryName, entries, headers)
  if (status >= 400 && status < 500 && status !== 408) {
    throw new TrackerRequestError(`${words}; check the connection's address.`)
  }
  return failed(`Linear failed at "${queryName}" (HTTP ${status}).`, headers)
}

/** By its words wherever they stand: no kind of its own is documented for it. */
function isOfComplexity({ message, extensions: { code, type } }: ErrorEntry): boolean {
  return [message, code, type].some((text) => /complex/i.test(text))
}

const finalKinds = [
  'invalid input',
  'input_error',
  'bad_user_input',
  'user error',
  'graphql error',
  'graphql_validation_failed',
  'graphql_parse_failed',
  'usage limit exceeded',
]

function partly(queryName: string, entries: readonly ErrorEntry[], headers: Headers | null): Failure {
  const path = entries[0]?.path ?? []
  const index = path[path.indexOf('nodes') + 1]
  const nodeIndex = path[1] === 'nodes' && typeof index === 'number' ? index : null
  const words = `Linear answered only part of "${queryName}".`
  return { attempt: { kind: 'failed', words, headers }, partial: { nodeIndex } }
}

function failed(words: string, headers: Headers | null = null): Failure {
  return { attempt: { kind: 'failed', words, headers }, partial: null }
}

/** The system's or undici's code, ECONNREFUSED or UND_ERR_SOCKET; never its message, which may hold the address. */
function networkCode({ cause }: TypeError): string {
  if (typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string') {
    return cause.code
  }
  return 'the connection was closed'
}
