/** How a fake Data Center differs from the fake Cloud site. */
export interface DataCenterOptions {
  /** 8.20 has no list of users and no changelog of its own for a ticket; 10.3 has both. */
  readonly version: '8.20' | '10.3'
  /** The path below which it runs. Defaults to `/jira`; empty for none. */
  readonly contextPath?: string
  /** The longest page of a search (`jira.search.views.default.max`). Defaults to 1,000. */
  readonly searchLimit?: number
  /** How far a search can be paged through (`jira.search.platform.max.result.window`). Defaults to 10,000. */
  readonly resultWindow?: number
  /** Its rate limit, which an admin switches on; off by default. */
  readonly rateLimit?: UserLimit
}

/** A bucket for each user, over all endpoints. */
export interface UserLimit {
  readonly capacity: number
  /** Requests that each interval adds. */
  readonly fillRate: number
  readonly intervalSeconds: number
}
