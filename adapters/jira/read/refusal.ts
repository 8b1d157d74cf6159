import { TrackerResponseTooLargeError, TrackerUnavailableError } from '../../trackers/errors.ts'
import { isHttpError, JiraHttpError, JiraPageError } from '../http/http-error.ts'
import { JiraCutOffError } from '../http/offsets.ts'
import { UnreadTicket } from '../map/unread-ticket.ts'

const tooLarge = 'it is larger than is read'

/**
 * Why one ticket's own list could not be read, where that is no reason to end the run: Jira refuses it, or fails at it time after
 * time while it answers everything else, or returns more than is read.
 * @returns null for any other error
 */
export function refusalOf(error: unknown): string | null {
  if (error instanceof JiraHttpError || error instanceof JiraPageError)
    return `Jira refuses it (HTTP ${error.status})`
  if (error instanceof TrackerResponseTooLargeError) return tooLarge
  if (error instanceof JiraCutOffError) return 'it counts more than it returns'
  return error instanceof TrackerUnavailableError ? 'Jira fails to return it' : null
}

/**
 * Reads a single ticket; one that is larger than is read, or refused, is set aside, and doesn't stop the others. Jira says of one
 * that is gone or hidden that there is none (404): a 403 is of a gateway or a session, and says nothing of the ticket.
 */
export async function orUnread(id: string, read: () => Promise<unknown[]>): Promise<unknown[]> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof TrackerResponseTooLargeError || isHttpError(error, 403))) throw error
    return [new UnreadTicket(id, refusalOf(error) ?? tooLarge)]
  }
}
