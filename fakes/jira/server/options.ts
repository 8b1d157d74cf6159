import type { Instant } from '../../../domain/instant.ts'
import type { Company } from '../../company/records.ts'
import type { FakeOAuthOptions } from '../../oauth/oauth-server.ts'
import type { DataCenterOptions } from '../data-center/options.ts'
import type { JiraCredentials } from '../protocol/credentials.ts'
import type { JiraFaults } from '../protocol/faults.ts'
import type { BurstLimit } from '../protocol/limits.ts'

/** How a fake Jira is set up; only the company and the clock are needed. */
export interface FakeJiraOptions {
  readonly company: Company
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** The server's clock, for `serverInfo`, JQL's `now()` and the Date header. */
  readonly now: () => Instant
  readonly faults?: JiraFaults
  readonly credentials?: JiraCredentials
  /** The caller's zone. Defaults to the person's own when the e-mail is a person's, else to that of the first Jira team. */
  readonly timeZone?: string
  readonly burstLimit?: BurstLimit
  /** Lets an app sign in as the account; its tokens open the gateway alone. */
  readonly oauth?: FakeOAuthOptions
  /** Sites that a sign-in by OAuth opens beside this one. */
  readonly otherSites?: readonly { readonly id: string; readonly url: string; readonly name: string }[]
  /** Makes it a Data Center: the credentials' e-mail is the user name, and their token the password or the personal access token. */
  readonly dataCenter?: DataCenterOptions
}
