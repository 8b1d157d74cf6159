import type { Attempt } from '../../limits/retry.ts'
import { TrackerAuthError } from '../../trackers/errors.ts'
import { type HttpResponse, redirectsForNow } from '../../trackers/transport.ts'
import { anonymousText, isAnonymous, isRefusedInItsPlace, notAccepted } from './anonymous.ts'
import { JiraHttpError, JiraPageError, JiraScopeError, rejectionText } from './http-error.ts'

interface Advice {
  /** What to say where the credentials aren't taken: sentences. */
  readonly refusalAdvice: string
  /** Whether an app was signed in, which has scopes of its own. */
  readonly isOAuth: boolean
}

/**
 * Decides what an HTTP response means: data, a limit, a failure that may pass, or a final error.
 *
 * Nothing of the response's body goes into a message: it may hold tickets, and a proxy's page may hold anything.
 * @param endpoint method and path without the query, `GET /rest/api/3/myself`
 * @throws JiraScopeError where the token lacks a scope
 * @throws JiraPageError where a page of what stands before Jira refuses the request
 * @throws TrackerAuthError for 401, an anonymous 200, and an account that isn't let in
 * @throws JiraHttpError for every other 4xx, and a 3xx that says that the address moved for good
 */
export function readResponse(
  response: HttpResponse,
  endpoint: string,
  { refusalAdvice, isOAuth }: Advice,
): Attempt<unknown> {
  const { status, headers, redirectText } = response
  if (isAnonymous(response)) throw new TrackerAuthError(anonymousText(response, refusalAdvice))
  if (status === 429) return { kind: 'limited', message: `Jira limits ${endpoint} (HTTP 429)`, headers }
  if (status >= 500 || status === 408) {
    return {
      kind: 'failed',
      message: `Jira failed at ${endpoint} (HTTP ${status}); see its status page.`,
      headers,
    }
  }
  if (lacksScope(response)) {
    throw new JiraScopeError(
      `Jira knows the token, and it lacks a scope that ${endpoint} needs, ${scopeOf(endpoint)} (HTTP ${status}): ` +
        (isOAuth
          ? 'give the app the scopes read:jira-work and read:jira-user, and sign in again.'
          : 'make one with the scopes read:jira-work and read:jira-user, and connect again.'),
    )
  }
  if (isRefusedInItsPlace(response)) throw new JiraPageError(status, endpoint)
  if (status === 401) {
    throw new TrackerAuthError(notAccepted(refusalAdvice))
  }
  if (redirectsForNow.includes(status))
    return { kind: 'failed', message: rejectionText(endpoint, status, redirectText), headers }
  if (status < 200 || status >= 300) throw new JiraHttpError(status, endpoint, redirectText)
  return parseBody(response, endpoint)
}

export const anyRefusalAdvice =
  'The API token may have expired or been revoked, it may belong to another e-mail address, or it is a scoped one, which needs the ' +
  'address https://api.atlassian.com/ex/jira/{cloudId}. A Data Center takes a personal access token, or a user name with its ' +
  'password. Make a new token and connect again.'

/** People are read under a scope of their own, all else of Jira's platform under one. */
function scopeOf(endpoint: string): string {
  return /\/(myself|users?)(\/|$)/.test(endpoint) ? 'read:jira-user' : 'read:jira-work'
}

/** The gateway's refusal of a token whose scopes don't hold the endpoint's. */
export function lacksScope({ status, text }: HttpResponse): boolean {
  return (status === 401 || status === 403) && /scope does not match/i.test(text)
}

function parseBody({ status, headers, text }: HttpResponse, endpoint: string): Attempt<unknown> {
  const contentType = headers.get('content-type') ?? 'application/json'
  if (!/[/+]json\b/i.test(contentType)) {
    return {
      kind: 'failed',
      message: `Jira responded to ${endpoint} with a page instead of JSON; check the address, and for a proxy or sign-in page.`,
      headers,
    }
  }
  try {
    const value: unknown = JSON.parse(text)
    if (!isErrorBody(value, endpoint)) return { kind: 'ok', value, headers }
    const message = `Jira responded to ${endpoint} with an error, or with nothing, as if it had succeeded (HTTP ${status}).`
    return { kind: 'failed', message, headers }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { kind: 'failed', message: `Jira's response to ${endpoint} was cut off.`, headers }
  }
}

/**
 * Whether a body is none of Jira's records or lists. Servers under load, and proxies before them, send an error with status 200;
 * taken for a response, it would be a list without tickets or histories.
 */
function isErrorBody(value: unknown, endpoint: string): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return !isListOfItsOwn.test(endpoint)
  const names = Object.keys(value)
  return names.every((name) => errorParts.has(name))
}

/** Endpoints whose body is a list; all others return an object, with or without one in it. */
const isListOfItsOwn = /\/(field|status|statuses|project|tokens|users?(\/(search|list))?)$/

/** What Jira, its gateway and proxies write of an error: a body that has anything else is no error. */
const errorParts: ReadonlySet<string> = new Set([
  ...['errorMessages', 'errors', 'warningMessages', 'error', 'message', 'messages', 'description'],
  ...['status', 'statusCode', 'status-code', 'code', 'timestamp', 'path', 'traceId'],
])
