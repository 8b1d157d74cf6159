import type { Outcome } from '../../../classify/outcome.ts'
import type { Instant } from '../../../instant.ts'
import { type Ticket, ticketRefKey } from '../../../ticket.ts'
import type { ReconcileInput } from '../../dataset/input.ts'

type AsOfInput = Pick<ReconcileInput, 'asOfAt' | 'outcomeOf' | 'statusesThen'>

/** How a ticket had ended by the as-of instant, and whether it was in the tracker then. */
export interface TicketsAsOf {
  /** Null while it was open. */
  readonly outcomeOf: (ticket: Ticket) => Outcome | null
  readonly wasThere: (ticket: Ticket) => boolean
}

/**
 * Reads tickets as they were: one that was closed or deleted later was open, and one that was reopened later was closed. A
 * tracker keeps no history of resolutions: one that was given later says nothing of an earlier closing.
 */
export function ticketsAsOf({ asOfAt, outcomeOf, statusesThen = new Map() }: AsOfInput): TicketsAsOf {
  const isPast = (instant: Instant | null) => (instant ?? 0) < asOfAt
  const isRemoved = ({ removal, removedAt }: Ticket) => removal !== null && isPast(removedAt)
  return {
    outcomeOf: (ticket) => {
      const removal = isRemoved(ticket) ? ticket.removal : null
      const then = statusesThen.get(ticketRefKey(ticket))
      if (then === undefined) return isPast(ticket.resolvedAt) ? outcomeOf({ ...ticket, removal }) : null
      const resolution = isPast(ticket.resolvedAt) ? {} : { resolutionId: null, resolutionName: null }
      // Its name and category are those that the list of statuses has, not those of the present one.
      const status = { statusId: then ?? '', statusName: '', statusCategory: 'unknown' } as const
      return outcomeOf({ ...ticket, removal, ...resolution, ...status })
    },
    wasThere: (ticket) => ticket.createdAt < asOfAt && !isRemoved(ticket),
  }
}
