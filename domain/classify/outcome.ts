import { comparable } from '../text/comparable.ts'
import type { Ticket } from '../ticket.ts'
import type { StatusMeaning } from './status-rules.ts'

/** How a ticket ended. */
export type Outcome = 'delivered' | 'dropped'

/**
 * How a ticket ended: dropped by the meaning of its status or by its resolution, or where it was deleted unfinished; else
 * delivered, once it is closed. Null while it is open. An open ticket may carry the resolution of an earlier closing: it
 * says nothing.
 *
 * @param meaning of its present status; null where that is unknown
 * @param droppedResolutions comparable names, and ids
 */
export function outcomeOf(
  { resolutionId, resolutionName, removal }: Pick<Ticket, 'resolutionId' | 'resolutionName' | 'removal'>,
  meaning: StatusMeaning | null,
  droppedResolutions: ReadonlySet<string>,
): Outcome | null {
  if (meaning === 'dropped') return 'dropped'
  if (meaning !== 'done') return removal === 'deleted' || removal === 'trashed' ? 'dropped' : null
  const isDropped =
    (resolutionId !== null && droppedResolutions.has(resolutionId)) ||
    (resolutionName !== null && droppedResolutions.has(comparable(resolutionName)))
  return isDropped ? 'dropped' : 'delivered'
}
