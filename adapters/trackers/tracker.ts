import type { Instant } from '../../domain/instant.ts'
import type { Container, Status, Ticket, TicketEvent, TrackerUser } from '../../domain/ticket.ts'

/** What any tracker can be asked; `adapters/jira` and `adapters/linear` answer it. */
export interface Tracker {
  /**
   * Who am I, what time is it there, what do I see: asked at the start of each run.
   * @throws TrackerAuthError when the credentials aren't taken, or nothing is visible (a silent anonymity)
   */
  preflight(signal?: AbortSignal): Promise<Preflight>
  /** Accounts of the tracker with their e-mail addresses where shown; asked on full runs only. */
  listUsers(signal?: AbortSignal): Promise<readonly TrackerUser[]>
  /** Reads the next page of a run; a page is whole: its tickets come with all their events. */
  readPage(request: PageRequest, signal?: AbortSignal): Promise<PageResult>
  /** About how many tickets are in scope, to show progress by; asked on full runs only, where a tracker can tell. */
  countTickets?(scopes: readonly TrackerScope[], signal?: AbortSignal): Promise<number | null>
  /** HTTP requests made so far by this object. */
  requestCount(): number
}

export interface Preflight {
  readonly accountId: string
  readonly accountName: string
  readonly accountEmail: string | null
  /** The tracker's clock. */
  readonly serverAt: Instant
  /** The account's time zone, IANA; null when the tracker doesn't say. */
  readonly timeZone: string | null
  /** Projects (Jira) or teams (Linear) that the account sees. */
  readonly scopes: readonly TrackerScope[]
  readonly statuses: readonly Status[]
  /** About how many tickets are in scope; null when unknown. */
  readonly approximateTickets: number | null
}

export interface TrackerScope {
  readonly scopeId: string
  readonly key: string
  readonly name: string
}

export interface PageRequest {
  /** Scopes to read, of those that preflight saw; none reads nothing. */
  readonly scopes: readonly TrackerScope[]
  /** Read what changed at or after this; null reads everything. */
  readonly changedSinceAt: Instant | null
  /** What the page before returned; null starts. Opaque, lives within a run, holds no secret. */
  readonly checkpoint: string | null
}

export interface PageResult {
  readonly page: TicketPage
  /** Null after the last page. */
  readonly checkpoint: string | null
}

export interface TicketPage {
  readonly tickets: readonly Ticket[]
  /** Every status, assignee, comment, worklog and key event of `tickets`: they replace what is stored of them. */
  readonly events: readonly TicketEvent[]
  readonly users: readonly TrackerUser[]
  readonly containers: readonly Container[]
  readonly statuses: readonly Status[]
  /** Records that couldn't be understood: set aside and shown, never stopping the others. */
  readonly quarantined: readonly QuarantinedRecord[]
}

export interface QuarantinedRecord {
  readonly connectionId: string
  readonly recordId: string
  readonly recordKind: 'ticket' | 'event' | 'user' | 'container'
  readonly cause: string
  /** The record as it came, JSON text. */
  readonly payload: string
}
