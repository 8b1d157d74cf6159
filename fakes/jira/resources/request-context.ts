import type { Instant } from '../../../domain/instant.ts'
import type { JiraState } from '../state/state.ts'

/** What every resource depends on: the caller, the site's address and the time of the request. */
export interface RequestContext {
  readonly state: JiraState
  /** The address of the site, without a slash at its end. */
  readonly baseUrl: string
  /** The caller's zone: timestamps are written in it, and bare dates in JQL are read in it. */
  readonly timeZone: string
  readonly accountId: string
  readonly nowAt: Instant
}
