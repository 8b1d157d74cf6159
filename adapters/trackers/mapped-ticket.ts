import type { Status, Ticket, TicketEvent, TrackerUser } from '../../domain/ticket.ts'
import type { QuarantinedRecord } from './tracker.ts'

/** What a tracker's `mapTicket` returns. */
export interface MappedTicket {
  /** Null when the record can't be parsed; it is in `quarantined` then. */
  readonly ticket: Ticket | null
  readonly events: readonly TicketEvent[]
  /** Accounts that the record names. */
  readonly users: readonly TrackerUser[]
  /** Accounts with the names that histories have of them. Missing where those name nobody. */
  readonly named?: readonly TrackerUser[]
  readonly statuses: readonly Status[]
  readonly quarantined: readonly QuarantinedRecord[]
}
