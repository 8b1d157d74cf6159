import { randomUUID } from 'node:crypto'
import { type KeyRing, sealSecret } from '../adapters/secrets.ts'
import { type Connection, createConnection } from '../adapters/store/connections/connections.ts'
import type { Store } from '../adapters/store/sql/client.ts'
import type { Instant } from '../domain/instant.ts'
import type { Company } from '../fakes/company/records.ts'
import { startFakeJira } from '../fakes/jira/server/server.ts'
import { startFakeLinear } from '../fakes/linear/server/server.ts'
import { jiraConnectionName } from './company/records/plan-text.ts'
import type { DemoPorts } from './ports.ts'

export interface DemoTrackers {
  readonly jiraUrl: string
  readonly linearUrl: string
  /** Connects Plumbline to both, as `plumbline connect` would; a second call changes only the ports. */
  connect(store: Store, keys: KeyRing): Promise<readonly Connection[]>
  requestCounts(): { readonly jira: number; readonly linear: number }
  close(): Promise<void>
}

/** Starts the made-up company's Jira and Linear on loopback. Tokens are new at each start. */
export async function startDemoTrackers(
  company: Company,
  now: () => Instant,
  ports: Pick<DemoPorts, 'jira' | 'linear'>,
): Promise<DemoTrackers> {
  const jiraAccount = { email: 'plumbline.robot@lumenworks.example', apiToken: randomUUID() }
  const linearKey = `lin_api_${randomUUID()}`
  const jira = await startFakeJira({ company, now, credentials: jiraAccount, port: ports.jira })
  const linear = await startFakeLinear({
    company,
    now,
    apiKey: linearKey,
    port: ports.linear,
    hasPages: true,
  })
  return {
    jiraUrl: jira.url,
    linearUrl: linear.url,
    async connect(store, keys) {
      return [
        await createConnection(store, {
          name: jiraConnectionName,
          tracker: 'jira',
          baseUrl: jira.url,
          siteId: null,
          authKind: 'api_token',
          accountEmail: jiraAccount.email,
          scopeKeys: [],
          secret: sealSecret(keys, jiraAccount.apiToken, jiraConnectionName),
          nowAt: now(),
        }),
        await createConnection(store, {
          name: linearConnectionName,
          tracker: 'linear',
          baseUrl: linear.url,
          siteId: null,
          authKind: 'api_key',
          accountEmail: null,
          scopeKeys: [],
          secret: sealSecret(keys, linearKey, linearConnectionName),
          nowAt: now(),
        }),
      ]
    },
    requestCounts: () => ({
      jira: [...jira.requests.values()].reduce((sum, count) => sum + count, 0),
      linear: linear.requests.length,
    }),
    async close() {
      await jira.close()
      await linear.close()
    },
  }
}

const linearConnectionName = 'demo-linear'
