import { TrackerRequestError } from '../../trackers/errors.ts'

/** Jira refused a request with a 4xx that isn't about credentials or limits; callers that can do without look at `status`. */
export class JiraRefusalError extends TrackerRequestError {
  readonly status: number

  constructor(status: number, endpoint: string) {
    super(`Jira refused ${endpoint} (HTTP ${status}); ${adviceFor(status)}`)
    this.status = status
  }
}

/** Whether `error` is Jira's refusal with one of these HTTP statuses. */
export function isRefusal(error: unknown, ...statuses: number[]): error is JiraRefusalError {
  return error instanceof JiraRefusalError && statuses.includes(error.status)
}

function adviceFor(status: number): string {
  if (status === 400) return "check that the connection's projects still exist."
  if (status === 404) return 'it is not there, or the account may not see it.'
  if (status === 410) return 'this Jira no longer offers it: an update of Plumbline is needed.'
  if (status >= 300 && status < 400) return 'it redirects elsewhere: use the address of the Jira site itself.'
  return 'trying again would change nothing.'
}
