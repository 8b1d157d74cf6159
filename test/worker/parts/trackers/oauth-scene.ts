import { jiraOAuth } from '../../../../adapters/jira/oauth.ts'
import { linearOAuth } from '../../../../adapters/linear/oauth.ts'
import { keyRingFromText, newKeyText } from '../../../../adapters/secrets.ts'
import { type Connection, getConnection } from '../../../../adapters/store/connections/connections.ts'
import type { Store } from '../../../../adapters/store/sql/client.ts'
import type { SyncRun } from '../../../../adapters/store/sync/run-record.ts'
import { latestRuns } from '../../../../adapters/store/sync/sync-runs.ts'
import type { OAuthSecret } from '../../../../adapters/trackers/oauth/oauth-secret.ts'
import { trackers } from '../../../../adapters/trackers/registry.ts'
import type { Tracker } from '../../../../adapters/trackers/tracker.ts'
import { startFakeJira } from '../../../../fakes/jira/server/server.ts'
import { startFakeLinear } from '../../../../fakes/linear/server/server.ts'
import type { FakeOAuth, FakeOAuthOptions } from '../../../../fakes/oauth/oauth-server.ts'
import { saveConnection } from '../../../../queries/connections/save-connection.ts'
import { keepSignInsAlive } from '../../../../worker/parts/trackers/keep-sign-ins.ts'
import { openOAuthSecret, renewTokens } from '../../../../worker/parts/trackers/renew-tokens.ts'
import { beginTrackerSignIn, finishTrackerSignIn } from '../../../../worker/parts/trackers/sign-in.ts'
import { trackerOpener } from '../../../../worker/parts/trackers/tracker.ts'
import { smallCompany, smallCompanyAsOfAt } from '../../../builders/company.ts'

export type OAuthTracker = 'jira' | 'linear'

/** The app that the fakes know. */
export const app = { clientId: 'plumbline-app', clientSecret: 'client-secret-that-nobody-may-see' }

const redirectUrl = 'http://127.0.0.1:7412/callback'
const flows = { jira: jiraOAuth, linear: linearOAuth }

export interface OAuthScene extends AsyncDisposable {
  readonly oauth: FakeOAuth
  /** Of the site, or of the API. */
  readonly url: string
  readonly redirectUrl: string
  /** Moves the clock of both sides. */
  pass(ms: number): void
  /** As another process would: with limits, keys and tokens of its own. */
  openAnew(): Promise<Tracker>
  renew(refused?: string): Promise<OAuthSecret>
  /** Looks after sign-ins that nothing uses: how many were renewed. */
  keepAlive(): Promise<number>
  /** The connection's runs, newest first. */
  runs(): Promise<SyncRun[]>
  /** What is stored now. */
  stored(): Promise<OAuthSecret>
}

/** A connection that has signed in by OAuth at a fake tracker. */
export async function signedInScene(
  store: Store,
  kind: OAuthTracker,
  options: Partial<FakeOAuthOptions> = {},
): Promise<OAuthScene> {
  let nowAt = smallCompanyAsOfAt
  const now = () => nowAt
  const setUp = { company: smallCompany(), now, oauth: { ...app, ...options } }
  const fake = await (kind === 'jira' ? startFakeJira(setUp) : startFakeLinear(setUp))
  const { oauth, url } = fake
  if (oauth === null) throw new Error('the fake lets apps sign in')
  const definition = trackers.definitionOf(kind)
  const signIn = { definition, flow: flows[kind], app, baseUrl: url, redirectUrl }
  const { url: pageUrl, pending } = beginTrackerSignIn(signIn)
  const code = await codeFrom(pageUrl)
  const finished = await finishTrackerSignIn(signIn, {
    ...{ code, verifier: pending.verifier, now, signal: undefined },
  })
  if (finished.kind !== 'signed in') throw new Error(`the sign-in ended with: ${finished.kind}`)
  const keys = keyRingFromText(newKeyText())
  const { baseUrl, secret } = finished
  const { connectionId } = await saveConnection(store, keys, {
    ...{ name: `${kind}-${crypto.randomUUID()}`, tracker: kind, baseUrl, siteId: null, authKind: 'oauth' },
    ...{ accountEmail: null, scopeKeys: [], secret, nowAt },
  })
  const { label } = definition
  const { tokenUrl } = flows[kind].endpointsOf(baseUrl)
  return {
    oauth,
    url,
    redirectUrl,
    pass(ms) {
      nowAt += ms
    },
    openAnew: async () => trackerOpener({ store, keys, now })(await connectionOf(store, connectionId)),
    renew: (refused) =>
      renewTokens({ store, keys, now, fetch }, { connectionId, label, tokenUrl, refused: refused ?? null }),
    keepAlive: () => keepSignInsAlive({ store, keys, now, fetch }),
    runs: () => latestRuns(store, connectionId, 10),
    async stored() {
      const secretNow = await openOAuthSecret(keys, await connectionOf(store, connectionId))
      if (secretNow === null) throw new Error('the connection signs in by OAuth')
      return secretNow
    },
    [Symbol.asyncDispose]: () => fake.close(),
  }
}

/** Signs in as somebody who allows it, and returns the code that the browser comes back with. */
export async function codeFrom(pageUrl: URL): Promise<string> {
  return new URL(await returnAddressOf(pageUrl)).searchParams.get('code') ?? ''
}

/** Where the tracker sends the browser back to. */
export async function returnAddressOf(pageUrl: URL): Promise<string> {
  const response = await fetch(pageUrl, { redirect: 'manual' })
  const location = response.headers.get('location')
  if (location === null) throw new Error(`the page to sign in at answered ${response.status}`)
  return location
}

async function connectionOf(store: Store, connectionId: string): Promise<Connection> {
  const connection = await getConnection(store, connectionId)
  if (connection === null) throw new Error('the connection is there')
  return connection
}
