import { createServer } from 'node:http'
import type { JiraCredentials } from '../protocol/credentials.ts'
import type { FaultBox } from '../protocol/faults.ts'
import type { BurstLimits } from '../protocol/limits.ts'
import type { AtlassianOAuth } from '../protocol/oauth.ts'
import type { JiraState } from '../state/state.ts'
import type { FakeJiraOptions } from './options.ts'
import { RequestHandler } from './request-handler.ts'

/** A running fake Jira; whoever starts it closes it. */
export interface FakeJira {
  readonly url: string
  readonly port: number
  readonly credentials: JiraCredentials
  /** Null unless apps can sign in. */
  readonly oauth: AtlassianOAuth | null
  /** Requests so far by endpoint, such as `POST search/jql`. */
  readonly requests: ReadonlyMap<string, number>
  readonly state: JiraState
  readonly faults: FaultBox
  readonly limits: BurstLimits
  close(): Promise<void>
}

/** Starts a made-up Jira, Cloud or Data Center, on 127.0.0.1 that serves the company's Jira teams with the original's quirks. */
export async function startFakeJira(options: FakeJiraOptions): Promise<FakeJira> {
  const site = new RequestHandler(options)
  const server = createServer((message, response) => {
    site.serve(message, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('The fake Jira has no TCP port.')
  site.baseUrl = `http://127.0.0.1:${address.port}${site.contextPath}`
  return {
    url: site.baseUrl,
    port: address.port,
    credentials: site.credentials,
    oauth: site.oauth,
    requests: site.requests,
    state: site.state,
    faults: site.faults,
    limits: site.limits,
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      // Stalled responses would keep the server open.
      server.closeAllConnections()
      return closed
    },
  }
}
