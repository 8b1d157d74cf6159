import { TrackerUnavailableError } from '../../trackers/errors.ts'
import { JiraHttpError } from '../http/http-error.ts'

/**
 * Why one ticket's own list could not be read, where that is no reason to end the run: Jira refuses it, or fails at it time after
 * time while it answers everything else.
 * @returns null for any other error
 */
export function refusalOf(error: unknown): string | null {
  if (error instanceof JiraHttpError) return `Jira refuses it (HTTP ${error.status})`
  return error instanceof TrackerUnavailableError ? 'Jira fails to return it' : null
}
