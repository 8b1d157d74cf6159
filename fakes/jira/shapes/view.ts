import type { Instant } from '../../../domain/instant.ts'
import type { JiraState } from '../state/state.ts'

/** What every shape needs to know of the request: whose eyes, which address, which instant. */
export interface View {
  readonly state: JiraState
  /** The address of the site, without a slash at its end. */
  readonly baseUrl: string
  /** The caller's zone: timestamps are written in it, and bare dates in JQL are read in it. */
  readonly timeZone: string
  readonly accountId: string
  readonly nowAt: Instant
}
