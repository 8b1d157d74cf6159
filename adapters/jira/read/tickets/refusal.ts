import { mayPass, TrackerResponseTooLargeError, TrackerUnavailableError } from '../../../trackers/errors.ts'
import type { JiraMethods } from '../../http/client.ts'
import { isFailure, isHttpError, JiraHttpError, JiraPageError } from '../../http/http-error.ts'
import { JiraCutOffError } from '../../http/offsets.ts'
import { UnreadTicket } from '../../map/unread-ticket.ts'

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
 * Reads a single ticket; one that is larger than is read, or refused, is set aside, and doesn't stop the others. So is one at which
 * Jira fails time after time while it works. Jira says of one that is gone or hidden that there is none (404): a 403 is of a gateway
 * or a session, and says nothing of the ticket.
 */
export async function orUnread(
  id: string,
  read: () => Promise<unknown[]>,
  isWorking: () => Promise<boolean>,
): Promise<unknown[]> {
  try {
    return await read()
  } catch (error) {
    const isOfTicket =
      error instanceof TrackerResponseTooLargeError ||
      isHttpError(error, 403) ||
      (isFailure(error) && (await isWorking()))
    if (!isOfTicket) throw error
    return [new UnreadTicket(id, refusalOf(error) ?? tooLarge)]
  }
}

/** Whether Jira answers at all, so that what it fails at is about what was asked for. */
export async function isWorking(client: JiraMethods, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await client.request('myself', 'getCurrentUser', undefined, signal)
    return true
  } catch (error) {
    if (mayPass(error)) return false
    throw error
  }
}
