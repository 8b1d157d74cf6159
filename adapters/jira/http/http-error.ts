import {
  TrackerAuthError,
  TrackerRequestError,
  TrackerShapeError,
  TrackerUnavailableError,
} from '../../trackers/errors.ts'
import { refusedByPageText } from '../../trackers/transport.ts'

/** Jira responded with a 3xx or 4xx that isn't about credentials or limits. Callers that can do without the data look at `status`. */
export class JiraHttpError extends TrackerRequestError {
  readonly status: number

  constructor(status: number, endpoint: string, redirectText: string | null = null) {
    super(rejectionText(endpoint, status, redirectText))
    this.status = status
  }
}

/** A page refused a request in Jira's place: what it is about isn't known to lack a right, and may pass. */
export class JiraPageError extends TrackerUnavailableError {
  readonly status: number

  constructor(status: number, endpoint: string) {
    super(refusedByPageText('Jira', endpoint, status))
    this.status = status
  }
}

/** Jira knows the token, which lacks a scope. */
export class JiraScopeError extends TrackerAuthError {}

/** Whether `error` is a rejection with one of these HTTP statuses. A page in Jira's place forbids (403), whatever its status. */
export function isHttpError(error: unknown, ...statuses: number[]): error is JiraHttpError | JiraPageError {
  if (error instanceof JiraPageError) return statuses.includes(403)
  return error instanceof JiraHttpError && statuses.includes(error.status)
}

/** Whether Jira failed at a request (5xx, timeouts), which may be about what was asked for: a response of another shape never is. */
export function isFailure(error: unknown): boolean {
  return error instanceof TrackerUnavailableError && !(error instanceof TrackerShapeError)
}

/** @param redirectText as `HttpResponse` has it */
export function rejectionText(endpoint: string, status: number, redirectText: string | null): string {
  const rejected = `Jira rejected ${endpoint} (HTTP ${status})`
  if (status >= 300 && status < 400)
    return `${rejected}; it redirects elsewhere${redirectText === null ? '' : `, ${redirectText}`}: use the address of the Jira site itself.`
  return `${rejected}; ${adviceFor(status)}`
}

function adviceFor(status: number): string {
  if (status === 400) return "check the address, and that the connection's projects still exist."
  if (status === 403)
    return 'the account may lack a right, or the site, or a proxy before it, lets no requests in from this address: ask its admins for the list of allowed addresses.'
  if (status === 404)
    return "it isn't there, or the account may not see it: check the address, a proxy before it, and the account's rights."
  if (status === 407) return 'a proxy asks for credentials of its own.'
  if (status === 410) return 'this Jira no longer offers it: an update of Plumbline is needed.'
  return 'trying again would not help.'
}
