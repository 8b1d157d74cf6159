import type { TrackerUser } from '../../../../domain/ticket.ts'
import type { TrackerScope } from '../../../trackers/tracker.ts'
import type { JiraMethods } from '../../http/client.ts'
import type { Histories } from '../tickets/history.ts'
import type { WalkState } from '../walk/checkpoint.ts'
import type { ScopesRead } from './projects.ts'

/** Which tickets to read, and what of them. */
export interface IssuesRequest {
  readonly ids: readonly string[]
  /** Ids of the fields to read. */
  readonly fields: readonly string[]
  /** Whether to read those too that no search finds, such as archived ones. Defaults to false. */
  readonly alsoUnlisted?: boolean
}

/** Tickets as Jira returned them, unparsed, and their histories by ticket id, unsorted. */
export interface IssuesRead extends Histories {
  readonly issues: readonly unknown[]
  /** Ids of tickets for which the page had no room left. */
  readonly unreadIds: readonly string[]
}

/** The accounts of a site. */
export interface UsersRead {
  readonly users: TrackerUser[]
  /** Records of the list that can't be understood. */
  readonly unread: number
}

/** A ticket's history from where it stands alone. */
export interface LoneHistory {
  /** Entries of each place; one that is in two of them comes twice. */
  readonly entries: readonly unknown[]
  /** How many the place with the most of them has. */
  readonly length: number
  /** Whether that place is the ticket's own list, which is paged and so has all of them. */
  readonly isListed: boolean
}

/** What Jira Cloud and Jira Data Center do differently. All else is read and mapped in the same way. */
export interface JiraDeployment {
  readonly kind: 'cloud' | 'data_center'
  /** The version of the API that the deployment has. */
  readonly client: JiraMethods
  /** Reads the next page of the ids that a query finds; `where` is without an order, which is the deployment's own. */
  readIdPage(where: string, state: WalkState, signal: AbortSignal | undefined): Promise<WalkState>
  /** How many tickets make a page, of at most so many: fewer as long as they are large. */
  pageSize(most: number): number
  /** How many pages to read beside the one that is asked for: fewer as long as they are large. */
  pagesAhead(): number
  /**
   * Reads tickets by id with their histories. One that was deleted or hidden meanwhile is left out. Data Center finds archived ones by
   * search, whatever `alsoUnlisted` says.
   */
  readIssues(request: IssuesRequest, signal: AbortSignal | undefined): Promise<IssuesRead>
  /** Reads one ticket's history from where it stands alone; null where Jira refuses it. */
  readHistory(id: string, signal: AbortSignal | undefined): Promise<LoneHistory | null>
  /** Reads tickets by id without histories, of any project. One that is deleted or hidden is left out. */
  readContextIssues(
    ids: readonly string[],
    fields: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<readonly unknown[]>
  /** Finds the ids of keys; keys of deleted or hidden tickets are left out. */
  readIdsOfKeys(keys: readonly string[], signal: AbortSignal | undefined): Promise<Map<string, string>>
  /** Reads every project that the account sees. */
  readScopes(signal: AbortSignal | undefined): Promise<ScopesRead>
  /** How many tickets each project has, by its id; a project is left out where that can't be had with the list of projects. */
  readProjectCounts(signal: AbortSignal | undefined): Promise<ReadonlyMap<string, number>>
  /** How many tickets these projects have; null where Jira doesn't count. */
  countTickets(scopes: readonly TrackerScope[], signal: AbortSignal | undefined): Promise<number | null>
  /** Reads every account; none where ours may not browse them. */
  readUsers(connectionId: string, signal: AbortSignal | undefined): Promise<UsersRead>
  /**
   * Reads a first page of accounts.
   * @throws JiraScopeError, JiraHttpError 403 where ours may not browse them
   */
  readSomeUsers(connectionId: string, signal: AbortSignal | undefined): Promise<TrackerUser[]>
}
