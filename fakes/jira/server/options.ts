import type { Instant } from '../../../domain/instant.ts'
import type { Company } from '../../company/records.ts'
import type { JiraCredentials } from './credentials.ts'
import type { JiraFaults } from './faults.ts'
import type { BurstLimit } from './limits.ts'

/** How a fake Jira is set up; only the company and the clock are needed. */
export interface FakeJiraOptions {
  readonly company: Company
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** The server's clock: `serverInfo`, JQL's `now()` and the Date header tell it. */
  readonly now: () => Instant
  readonly faults?: JiraFaults
  readonly credentials?: JiraCredentials
  /** The caller's zone; that of the first Jira team unless given, or the person's own where the e-mail is a person's. */
  readonly timeZone?: string
  readonly burstLimit?: BurstLimit
}
