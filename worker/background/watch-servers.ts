import { ownMessageOf } from '../../activities/failures.ts'
import type { OutageLog } from '../logging/outage-log.ts'
import { pauseUnlessStopped } from '../process/pause.ts'

export interface WatchedServer {
  readonly name: string
  /** Resolves when the server answers. */
  readonly ping: () => Promise<unknown>
}

const watcher = 'watcher'

/** Pings each server periodically and logs its outages, until the signal aborts. */
export async function watchServers(
  servers: readonly WatchedServer[],
  outages: OutageLog,
  { everyMs, signal }: { readonly everyMs: number; readonly signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    await Promise.all(servers.map((server) => look(server, outages, signal)))
    await pauseUnlessStopped(everyMs, signal)
  }
}

async function look({ name, ping }: WatchedServer, outages: OutageLog, signal: AbortSignal): Promise<void> {
  try {
    await ping()
    outages.returned(name)
  } catch (error) {
    // Whatever a ping fails of, the server did not answer it; at the end its connection is closed under it.
    if (!signal.aborted) outages.lost(name, ownMessageOf(error), watcher)
  }
}
