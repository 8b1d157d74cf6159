import { z } from 'zod'
import { ticketReferences } from '../../../domain/sync/incomplete.ts'
import type { Attempt } from '../../limits/retry.ts'
import { TrackerAuthError, TrackerRequestError } from '../../trackers/errors.ts'
import {
  type HttpResponse,
  isRefusedByPage,
  redirectsForNow,
  refusedByPageText,
} from '../../trackers/transport.ts'
import { absentFieldsOf } from './absent-fields.ts'
import {
  LinearAbsentFieldError,
  LinearForbiddenError,
  LinearScopeError,
  LinearTooComplexError,
} from './errors.ts'
import type { Gap, PartialResponse } from './partial-response.ts'

/** The outcome of one request; `partial` is set when only a part of it failed. */
export interface LinearOutcome {
  readonly attempt: Attempt<unknown>
  readonly partial: PartialResponse | null
}

const errorSchema = z.object({
  message: z.string().catch(''),
  path: z.array(z.union([z.string(), z.number()])).catch([]),
  extensions: z
    .object({ code: z.string().catch(''), type: z.string().catch('') })
    .catch({ code: '', type: '' }),
})

const unreadableError: z.infer<typeof errorSchema> = {
  message: '',
  path: [],
  extensions: { code: '', type: '' },
}

const bodySchema = z
  .object({
    data: z.unknown().optional(),
    errors: z
      .array(errorSchema)
      .nullish()
      .transform((errors) => errors ?? [])
      // An error that isn't written as one is an error all the same: the data beside it may lack anything.
      .catch([unreadableError]),
  })
  .catch({ data: null, errors: [] })

type GraphqlError = z.infer<typeof bodySchema>['errors'][number]

/**
 * Decides what a response means: data, a limit, a failure that may pass, or a final error.
 *
 * TRAPS: the kind of an error stands in `extensions.type` here and in `extensions.code` there, and a rate limit may come with
 * 400 or 429. Nothing of the body goes into a message: it may repeat the query with its variables.
 * @throws TrackerAuthError, TrackerRequestError for what a retry can't cure
 */
export function readResponse(response: HttpResponse, queryName: string): LinearOutcome {
  const { status, headers, text, redirectText } = response
  const isOk = status >= 200 && status < 300
  const body = parseBody(headers, text)
  if (isOk && body === 'page') {
    return failed(
      `Linear responded to "${queryName}" with a page instead of JSON; check the address, and for a proxy or sign-in page.`,
      headers,
    )
  }
  if (isOk && body === 'cut off') return failed(`Linear's response to "${queryName}" was cut off.`, headers)
  if (isRefusedByPage(response)) return failed(refusedByPageText('Linear', `"${queryName}"`, status), headers)
  const { data = null, errors } = bodySchema.parse(body)
  if (isOk && errors.length === 0 && data !== null) {
    return { attempt: { kind: 'ok', value: data, headers }, partial: null }
  }
  return readErrors({ status, headers, data, errors, redirectText }, queryName)
}

/** Whether Linear takes nobody to be signed in. */
export function refusesCredentials(response: HttpResponse): boolean {
  const { status, headers, text } = response
  if (status === 401) return !isRefusedByPage(response)
  if (!/authentication[ _]error/i.test(text)) return false
  return hasKind(bodySchema.parse(parseBody(headers, text)).errors, authenticationKinds)
}

const authenticationKinds = ['authentication_error', 'authentication error']

function hasKind(errors: readonly GraphqlError[], kinds: readonly string[]): boolean {
  return errors.some(
    ({ extensions: { code, type } }) =>
      kinds.includes(code.toLowerCase()) || kinds.includes(type.toLowerCase()),
  )
}

interface ErrorResponse {
  readonly status: number
  readonly redirectText: string | null
  readonly headers: Headers
  readonly data: unknown
  readonly errors: readonly GraphqlError[]
}

function readErrors(
  { status, headers, data, errors, redirectText }: ErrorResponse,
  queryName: string,
): LinearOutcome {
  const has = (...kinds: readonly string[]) => hasKind(errors, kinds)
  const rejected = `Linear rejected "${queryName}" (HTTP ${status})`
  if (status === 429 || has('ratelimited')) {
    return {
      attempt: { kind: 'limited', message: `${rejected}: too many requests.`, headers },
      partial: null,
    }
  }
  if (status === 401 || has(...authenticationKinds)) {
    throw new TrackerAuthError(
      `Linear does not accept the credentials (HTTP ${status}); create a new key or token and connect again.`,
    )
  }
  if (errors.some(isAboutScope)) {
    throw new LinearScopeError(
      `Linear knows the key or token, and it lacks what "${queryName}" needs (HTTP ${status}): an API key the permission Read, a ` +
        'token the scope read. Make another and connect again.',
    )
  }
  requireFields({ errors, data }, rejected)
  const isPartial = status < 300 && errors.length > 0
  if (isPartial && data !== null) return partialFailure(queryName, { errors, data }, headers)
  if (errors.some(isAboutComplexity)) {
    throw new LinearTooComplexError(`${rejected}: the query is too complex; request smaller pages.`)
  }
  if (status === 403 || has('forbidden', 'feature not accessible', 'feature_not_accessible')) {
    throw new LinearForbiddenError(
      `${rejected}: a right is missing. The account may not see this: check its role in the workspace.`,
    )
  }
  if (has(...finalKinds)) {
    throw new TrackerRequestError(
      `${rejected}: it does not accept the query; Plumbline may be older than Linear's API.`,
    )
  }
  // Below a list of the root: an error of the list itself may be of its arguments, as of a cursor.
  const isOfRecord = errors.some(({ path }) => path.length > 1)
  if (isPartial || isOfRecord || has(...passingKinds))
    return partialFailure(queryName, { errors, data }, headers)
  const redirects = `${rejected}: it redirects elsewhere${redirectText === null ? '' : `, ${redirectText}`}; use the address of Linear's own API.`
  if (redirectsForNow.includes(status)) return failed(redirects, headers)
  if (status >= 300 && status < 400) {
    throw new TrackerRequestError(redirects)
  }
  if (status >= 400 && status < 500 && status !== 408) {
    throw new TrackerRequestError(`${rejected}; check the connection's address.`)
  }
  return failed(`Linear failed at "${queryName}" (HTTP ${status}).`, headers)
}

/** @throws LinearAbsentFieldError where the query asks for fields that Linear doesn't have */
function requireFields({ errors, data }: Pick<ErrorResponse, 'errors' | 'data'>, rejected: string): void {
  const absent = absentFieldsOf(errors.map(({ message }) => message))
  if (data !== null || absent.length === 0) return
  throw new LinearAbsentFieldError(
    `${rejected}: it has no ${absent.join(', ')}, without which Plumbline can't read it. A proxy may stand at this address, or ` +
      "Linear's API has changed: look for a newer Plumbline.",
    absent,
  )
}

/** By its text, wherever it stands: Linear documents no kind for it. */
function isAboutComplexity({ message, extensions: { code, type } }: GraphqlError): boolean {
  return [message, code, type].some((text) => /complex/i.test(text))
}

/** "Invalid scope: `read` required", whatever its kind. */
function isAboutScope({ message }: GraphqlError): boolean {
  return /\bscopes?\b.*\brequired\b|\brequire[sd]?\b.*\bscopes?\b/i.test(message)
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

/** Linear's own failures, which come with 400 too. */
const passingKinds = [
  'internal error',
  'internal_server_error',
  'network error',
  'network_error',
  'lock timeout',
  'lock_timeout',
  'bootstrap error',
  'bootstrap_error',
]

function partialFailure(
  queryName: string,
  { errors, data }: Pick<ErrorResponse, 'errors' | 'data'>,
  headers: Headers,
): LinearOutcome {
  const path = errors[0]?.path ?? []
  const index = path[path.indexOf('nodes') + 1]
  const nodeIndex = path[1] === 'nodes' && typeof index === 'number' ? index : null
  const message = `Linear returned only part of "${queryName}".`
  const found = errors.map(gapOf)
  const gaps = found.filter((gap) => gap !== null)
  const areAll = data !== null && errors.length > 0 && gaps.length === errors.length
  return {
    attempt: { kind: 'failed', message, headers },
    partial: { nodeIndex, data, gaps: areAll ? gaps : null },
  }
}

function gapOf({ path: [, nodes, nodeIndex, name] }: GraphqlError): Gap | null {
  const field = ticketReferences.find((each) => each === name)
  return nodes === 'nodes' && typeof nodeIndex === 'number' && field !== undefined
    ? { nodeIndex, field }
    : null
}

function failed(message: string, headers: Headers): LinearOutcome {
  return { attempt: { kind: 'failed', message, headers }, partial: null }
}

function parseBody(headers: Headers, text: string): unknown {
  if (!/[/+]json\b/i.test(headers.get('content-type') ?? 'application/json')) return 'page'
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return 'cut off'
  }
}
