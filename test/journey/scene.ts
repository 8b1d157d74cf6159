import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { pino } from 'pino'
import { versionOf } from '../../adapters/content-version.ts'
import { type KeyRing, keyRingFromText, sealSecret } from '../../adapters/secrets.ts'
import { type Connection, createConnection } from '../../adapters/store/connections/connections.ts'
import { savePlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { parsePlanFile } from '../../domain/plan/file/plan-file.ts'
import type { Company } from '../../fakes/company/records.ts'
import { type FakeJira, startFakeJira } from '../../fakes/jira/server/server.ts'
import { type FakeLinear, startFakeLinear } from '../../fakes/linear/server/server.ts'
import { logTemporalTo } from '../../worker/logging/temporal-log.ts'
import { jiraName, linearName } from './plan.ts'

/** Connections are made and the plan is imported on the quarter's eve: it is the plan that the quarter began with. */
const plannedAt = Date.parse('2026-03-31T12:00:00Z')

/** One fake Jira and one fake Linear of a company, with the credentials that they take. */
export interface Trackers extends AsyncDisposable {
  readonly jira: FakeJira
  readonly linear: FakeLinear
  readonly jiraAccount: { readonly email: string; readonly apiToken: string }
  readonly linearKey: string
  requestCounts(): { readonly jira: number; readonly linear: number }
}

export async function startTrackers(company: Company, now: () => number): Promise<Trackers> {
  const jiraAccount = { email: 'robot@harbourmeadow.example', apiToken: `jira-token-${randomUUID()}` }
  const linearKey = `lin_api_${randomUUID()}`
  const jira = await startFakeJira({ company, now, credentials: jiraAccount })
  const linear = await startFakeLinear({ company, now, apiKey: linearKey })
  return {
    jira,
    linear,
    jiraAccount,
    linearKey,
    requestCounts: () => ({
      jira: [...jira.requests.values()].reduce((sum, count) => sum + count, 0),
      linear: linear.requests.length,
    }),
    async [Symbol.asyncDispose]() {
      await jira.close()
      await linear.close()
    },
  }
}

/** Says of a Jira connection what an admin would; again with another token changes it. */
export function connectJira(
  store: Store,
  keys: KeyRing,
  { jira, jiraAccount }: Pick<Trackers, 'jiraAccount'> & { readonly jira: Pick<FakeJira, 'url'> },
  { apiToken = jiraAccount.apiToken, name = jiraName } = {},
): Promise<Connection> {
  return createConnection(store, {
    name,
    tracker: 'jira',
    baseUrl: jira.url,
    siteId: null,
    authKind: 'api_token',
    accountEmail: jiraAccount.email,
    scopeKeys: [],
    secret: sealSecret(keys, apiToken, name),
    nowAt: plannedAt,
  })
}

export function connectLinear(
  store: Store,
  keys: KeyRing,
  trackers: Trackers,
  apiKey: string = trackers.linearKey,
): Promise<Connection> {
  return createConnection(store, {
    name: linearName,
    tracker: 'linear',
    baseUrl: trackers.linear.url,
    siteId: null,
    authKind: 'api_key',
    accountEmail: null,
    scopeKeys: [],
    secret: sealSecret(keys, apiKey, linearName),
    nowAt: plannedAt,
  })
}

/** Both trackers, as an admin would connect them. */
export async function connectBoth(
  store: Store,
  keys: KeyRing,
  trackers: Trackers,
): Promise<{ readonly jira: Connection; readonly linear: Connection }> {
  return {
    jira: await connectJira(store, keys, trackers),
    linear: await connectLinear(store, keys, trackers),
  }
}

export async function importPlan(store: Store, yaml: string): Promise<void> {
  const plan = parsePlanFile(yaml)
  await savePlan(store, { planVersion: versionOf(yaml), yaml, plan, nowAt: plannedAt })
}

export interface Surroundings {
  readonly databaseUrl: string
  readonly temporalAddress: string
  readonly namespace: string
  readonly smtpUrl: string
  readonly secretKey: string
}

/** The environment that a worker of ours would be started with. */
export function environmentOf(surroundings: Surroundings, folder: string): Record<string, string> {
  return {
    PLUMBLINE_DATA_DIR: join(folder, 'data'),
    DATABASE_URL: surroundings.databaseUrl,
    TEMPORAL_ADDRESS: surroundings.temporalAddress,
    TEMPORAL_NAMESPACE: surroundings.namespace,
    SMTP_URL: surroundings.smtpUrl,
    PLUMBLINE_SECRET_KEY: surroundings.secretKey,
    MAIL_FROM: 'Plumbline <plumbline@harbourmeadow.example>',
    MAIL_PER_MINUTE: '60000',
  }
}

export function newSecretKey(): { readonly text: string; readonly keys: KeyRing } {
  const text = randomBytes(32).toString('base64')
  return { text, keys: keyRingFromText(text) }
}

/** A log whose lines can be looked at; what Temporal's SDK says goes there too, of the last log only. */
export function keptLog() {
  const lines: string[] = []
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) })
  logTemporalTo(log)
  return { log, lines }
}
