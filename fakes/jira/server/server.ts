import { createServer } from 'node:http'
import type { JiraState } from '../state/state.ts'
import type { JiraCredentials } from './credentials.ts'
import type { FaultBox } from './faults.ts'
import type { BurstLimits } from './limits.ts'
import type { FakeJiraOptions } from './options.ts'
import { SiteServer } from './serve.ts'

/** A running fake Jira Cloud; whoever starts it closes it. */
export interface FakeJira {
  readonly url: string
  readonly port: number
  readonly credentials: JiraCredentials
  /** Requests so far by endpoint, such as `POST search/jql`. */
  readonly requests: ReadonlyMap<string, number>
  readonly state: JiraState
  readonly faults: FaultBox
  readonly limits: BurstLimits
  close(): Promise<void>
}

/** Starts a made-up Jira Cloud on 127.0.0.1 that serves the company's Jira teams, as nasty as the original. */
export async function startFakeJira(options: FakeJiraOptions): Promise<FakeJira> {
  const site = new SiteServer(options)
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
  site.baseUrl = `http://127.0.0.1:${address.port}`
  return {
    url: site.baseUrl,
    port: address.port,
    credentials: site.credentials,
    requests: site.requests,
    state: site.state,
    faults: site.faults,
    limits: site.limits,
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      // Stalled answers would hold the server open for ever.
      server.closeAllConnections()
      return closed
    },
  }
}
