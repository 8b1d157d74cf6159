import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { syncActivities } from '../../../activities/sync/sync.ts'
import { createJiraTracker, type JiraTrackerOptions } from '../../../adapters/jira/tracker.ts'
import {
  type Connection,
  createConnection,
  listConnections,
  removeConnection,
} from '../../../adapters/store/connections/connections.ts'
import type { Store } from '../../../adapters/store/sql/client.ts'
import type { Tracker, TrackerScope } from '../../../adapters/trackers/tracker.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { SyncDepth } from '../../../domain/sync/reading.ts'
import type { FakeJira } from '../../../fakes/jira/server/server.ts'

/** Connects to some of a tracker's projects or teams; again with other ones changes what is read. */
export function connectTo(
  store: Store,
  tracker: 'jira' | 'linear',
  scopeKeys: readonly string[],
  name: string = tracker,
  scopes: readonly TrackerScope[] = [],
): Promise<Connection> {
  return createConnection(store, {
    name,
    tracker,
    baseUrl: 'https://tracker.example',
    siteId: null,
    authKind: tracker === 'jira' ? 'api_token' : 'api_key',
    accountEmail: 'ada@company.example',
    scopeKeys: [...scopeKeys],
    scopes,
    secret: { keyId: 'key-1', iv: 'aXY=', tag: 'dGFn', ciphertext: 'c2VhbGVk' },
    nowAt: 0,
  })
}

/** Leaves nothing that was read from any tracker. */
export async function removeConnections(store: Store): Promise<void> {
  for (const { connectionId } of await listConnections(store)) await removeConnection(store, connectionId)
}

/** Opens a fake Jira as the tracker of a connection, which waits for nothing. @param besides what else the tracker is opened with */
export function openJira(
  { url: baseUrl, credentials }: Pick<FakeJira, 'url' | 'credentials'>,
  { connectionId }: Pick<Connection, 'connectionId'>,
  now: () => Instant,
  besides: Pick<JiraTrackerOptions, 'fetch' | 'historiesCut'> = {},
): Tracker {
  const auth = { kind: 'api_token', ...credentials } as const
  return createJiraTracker({ connectionId, baseUrl, auth, now, sleep: async () => undefined, ...besides })
}

/** Syncs a connection as the workflow does, and returns how many requests it took. */
export async function syncOnce(
  store: Store,
  { connectionId }: Connection,
  openTracker: () => Tracker,
  {
    depth = 'recent',
    acceptsMissing = false,
    now,
  }: { readonly depth?: SyncDepth; readonly acceptsMissing?: boolean; readonly now: () => Instant },
): Promise<number> {
  const activities = syncActivities({
    store,
    openTracker: async () => openTracker(),
    now,
    betweenSlices: () => Promise.resolve(),
    codeVersion: async () => 'test',
    publicOrigin: null,
  })
  const { runId } = await inActivity(() => activities.openSync({ connectionId, depth, acceptsMissing }))
  while ((await inActivity(() => activities.readPages({ runId }))).hasMore) {
    // The next pages.
  }
  return (await inActivity(() => activities.closeSync({ runId }))).requests
}

function inActivity<Result>(work: () => Promise<Result>): Promise<Result> {
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') })
  return environment.run<[], Result, () => Promise<Result>>(work)
}
