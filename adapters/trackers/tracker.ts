import type { Instant } from '../../domain/instant.ts'
import type { PeopleSeen } from '../../domain/sync/access-gaps.ts'
import type { IncompleteList, IncompleteTicket, UntoldFields } from '../../domain/sync/incomplete.ts'
import type { Container, Status, Ticket, TicketEvent, TrackerUser } from '../../domain/ticket.ts'

/** An open connection to a tracker, whatever its kind. */
export interface Tracker {
  /**
   * Reads the account, the tracker's clock and what the account sees, at the start of each run.
   * @throws TrackerAuthError when the credentials are rejected, or nothing is visible (an anonymous session)
   */
  preflight(signal?: AbortSignal): Promise<Preflight>
  /**
   * Checks that the tracker still takes us for the account that it named first. Missing for trackers that answer nobody else.
   * @throws TrackerAuthError where it doesn't
   */
  confirmAccount?(signal?: AbortSignal): Promise<void>
  /** Reads the tracker's accounts with their e-mail addresses when visible; for full runs only. */
  listUsers(signal?: AbortSignal): Promise<readonly TrackerUser[]>
  /** What an account sees of the other people, from a first page of them; for checks alone. Missing where every account sees all. */
  lookAtPeople?(ownAccountId: string, signal?: AbortSignal): Promise<PeopleSeen>
  /**
   * Reads a ticket of these scopes as a run does, before a connection is kept. Missing where whoever sees a scope can read all of it.
   * @throws TrackerAuthError when a right or a scope is missing for it
   */
  tryReading?(scopes: readonly TrackerScope[], signal?: AbortSignal): Promise<void>
  /** When the secret expires; null where the tracker doesn't tell. Missing for trackers that never do. */
  readSecretExpiry?(signal?: AbortSignal): Promise<Instant | null>
  /** Reads the next page of a run. A page is complete: it has all events of its tickets. */
  readPage(request: PageRequest, signal?: AbortSignal): Promise<PageResult>
  /**
   * Reads tickets that stand above those in scope, whatever project or team they are in: their fields, marked as context, without
   * events. One that is gone, or hidden from the account, is left out and fails nothing.
   */
  readContext(ticketIds: readonly string[], signal?: AbortSignal): Promise<ContextRead>
  /**
   * Finds the ids of keys, also of former ones; keys of deleted or hidden tickets are left out. Missing for trackers that tell the
   * id of every parent.
   */
  findTicketIds?(keys: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, string>>
  /** What a census asks. */
  readonly census: TrackerCensus
  /** The approximate number of tickets in scope, to show progress; for full runs only. Missing for trackers that don't count. */
  countTickets?(scopes: readonly TrackerScope[], signal?: AbortSignal): Promise<number | null>
  /** How many tickets each scope has, by its id, where that costs no more than a list of the scopes. Missing where it would. */
  countByScope?(signal?: AbortSignal): Promise<ReadonlyMap<string, number>>
  /** HTTP requests sent so far by this object. */
  requestCount(): number
}

/** How the store is compared with all that a tracker holds: deletions and silent changes move no ticket's time. */
export interface TrackerCensus {
  /** Lists the tickets of some scopes, in pages, as cheaply as the tracker can. */
  listTickets(request: CensusRequest, signal?: AbortSignal): Promise<CensusPage>
  /** Lists the ids of tickets of some scopes that changed since an instant, as the pages of a run with it do. */
  listChanged(request: ChangesRequest, signal?: AbortSignal): Promise<ReadonlySet<string>>
  /** Reads tickets whole by their ids, with all events; one that is gone meanwhile is left out. */
  readTickets(request: TicketsRequest, signal?: AbortSignal): Promise<TicketPage>
  /** Where tickets are that the list lacks, in whatever project or team; one that is gone or hidden is left out. */
  locate(ticketIds: readonly string[], signal?: AbortSignal): Promise<readonly TicketPlace[]>
  /**
   * Lists the ids of all comments on tickets of some scopes since an instant; null where the account may not see the list. Missing for
   * trackers where a comment that is deleted moves its ticket's time.
   */
  listComments?(
    request: { readonly scopes: readonly TrackerScope[]; readonly sinceAt: Instant },
    signal?: AbortSignal,
  ): Promise<ReadonlySet<string> | null>
  /** Ids of scopes that went out of sight since the preflight, so that the list has nothing of them. Missing where none can. */
  scopesOutOfSight?(): ReadonlySet<string>
  /** Whether the list has archived tickets too. */
  readonly listsArchived: boolean
}

export interface TicketsRequest {
  readonly ticketIds: readonly string[]
  readonly scopes: readonly TrackerScope[]
  /** Whether to read those too that no list of the tracker has, such as Jira's archived ones. Missing: no. */
  readonly alsoUnlisted?: boolean
  /** Whether they came incomplete before: what is read in bulk is then read of each. Missing: no. */
  readonly askedAgain?: boolean
}

export interface ChangesRequest {
  readonly scopes: readonly TrackerScope[]
  readonly changedSinceAt: Instant
}

export interface CensusRequest {
  readonly scopes: readonly TrackerScope[]
  /** Whether to tell of each ticket what may have changed silently; its id alone is cheaper. */
  readonly withFacts: boolean
  /** From the previous page; null for the first. */
  readonly checkpoint: string | null
}

export interface CensusPage {
  readonly sightings: readonly TicketSighting[]
  /** Whole lists that could not be read. Missing where all were. */
  readonly incompleteLists?: readonly IncompleteList[]
  /** Null after the last page. */
  readonly checkpoint: string | null
}

/** A ticket as a census sees it; the facts are null where only the id was asked for, or the record can't be parsed. */
export interface TicketSighting {
  readonly ticketId: string
  readonly facts: {
    readonly key: string
    readonly scopeId: string
    readonly statusId: string
    readonly assigneeId: string | null
    /** Null where there is none, or the list doesn't tell its id. */
    readonly parentId: string | null
    /** Null where the tracker has no types. */
    readonly typeName: string | null
    readonly labels: readonly string[]
    readonly components: readonly string[]
    /** Null where the list doesn't tell them. */
    readonly customFields: Ticket['customFields'] | null
    readonly priorityName: string | null
    readonly resolutionId: string | null
    readonly resolutionName: string | null
    readonly estimatePoints: number | null
    readonly updatedAt: Instant
    readonly archivedAt: Instant | null
    readonly isTrashed: boolean
  } | null
}

export interface TicketPlace {
  readonly ticketId: string
  /** Null where it is there, and its record can't be read. */
  readonly scopeId: string | null
  /** Null where it isn't archived, or the tracker doesn't say. */
  readonly archivedAt: Instant | null
  /** When it was changed last; missing where the tracker's lists don't lag behind that. */
  readonly updatedAt?: Instant
}

export interface Preflight {
  readonly accountId: string
  readonly accountName: string
  readonly accountEmail: string | null
  /** The site or workspace that the account belongs to. */
  readonly site: TrackerSite
  /** The tracker's clock. */
  readonly serverAt: Instant
  /** The account's time zone, IANA; null when unknown. */
  readonly timeZone: string | null
  /** Projects (Jira) or teams (Linear) that the account sees. */
  readonly scopes: readonly TrackerScope[]
  readonly statuses: readonly Status[]
  /** The approximate number of tickets in scope; null when unknown. */
  readonly approximateTickets: number | null
}

/** A customer's own place at a tracker: a Jira site, a Linear workspace. */
export interface TrackerSite {
  /** The same whatever address leads there, and different from that of any other of its tracker. */
  readonly siteId: string
  /** Null where it has none. */
  readonly name: string | null
  /** Where people open it; null where that isn't known. */
  readonly url: string | null
}

export interface TrackerScope {
  readonly scopeId: string
  readonly key: string
  readonly name: string
  /** Of each team above it its id, key and name, nearest first. Missing for trackers without sub-teams. */
  readonly above?: readonly string[] | undefined
}

export interface PageRequest {
  /** Scopes to read, from those of the preflight; none reads nothing. */
  readonly scopes: readonly TrackerScope[]
  /** Read what changed at or after this; null reads everything. */
  readonly changedSinceAt: Instant | null
  /** From the previous page; null for the first. Opaque, valid within a run, holds no secret. */
  readonly checkpoint: string | null
  /** Whole lists that an earlier run could not read: they are read whole, whatever changed. Missing: none. */
  readonly wholeLists?: readonly string[]
  /** Whether to read everything that stands above tickets without being one, whatever changed. Missing: no. */
  readonly withAllContainers?: boolean
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
  /** Accounts with the names that histories have of them, for those that have none otherwise. Missing for none. */
  readonly named?: readonly TrackerUser[]
  readonly containers: readonly Container[]
  readonly statuses: readonly Status[]
  /** Records that can't be parsed: stored and shown apart, without stopping the others. */
  readonly quarantined: readonly QuarantinedRecord[]
  /** Lists of `tickets` that could not be read whole. Missing where all were. */
  readonly incomplete?: readonly IncompleteTicket[]
  /** Lists of `tickets` of which the tracker says nothing, not even that they are empty: what is stored of them stays. */
  readonly untold?: readonly Pick<IncompleteTicket, 'ticketId' | 'part'>[]
  /** Fields of `tickets`, null there, that the tracker failed to return: what is stored of them stays. Missing for none. */
  readonly untoldFields?: readonly UntoldFields[]
  /** Whether the tracker never takes an entry of a history back, so that one that lacks some was not read whole. Missing: no. */
  readonly historiesOnlyGrow?: boolean
  /** Whole lists that could not be read. Missing where all were. */
  readonly incompleteLists?: readonly IncompleteList[]
}

/** A page on which nothing came. */
export const emptyPage: TicketPage = {
  tickets: [],
  events: [],
  users: [],
  containers: [],
  statuses: [],
  quarantined: [],
}

export interface ContextRead {
  readonly tickets: readonly Ticket[]
  readonly statuses: readonly Status[]
  /** Ids of records that came and can't be parsed. */
  readonly notUnderstoodIds: readonly string[]
}

export interface QuarantinedRecord {
  readonly connectionId: string
  readonly recordId: string
  readonly recordKind: 'ticket' | 'event' | 'user' | 'container'
  readonly cause: string
  /** The original record, as JSON text. */
  readonly payload: string
}
