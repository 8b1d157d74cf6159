import type { SyncProgress } from '../../adapters/store/sync/sync-runs.ts'
import type { Instant } from '../../domain/instant.ts'
import { stalenessOf } from '../../domain/reconcile/verdicts/staleness.ts'
import { plainText } from './plain-text.ts'
import { ago } from './when.ts'

export interface Health {
  readonly state: 'ok' | 'warning' | 'problem'
  /** What is so, and what to do where something is wrong. */
  readonly words: string
}

/** How a connection's reading is doing, from what the store knows; asks no tracker. */
export function healthOf({ connection, latestRun, quarantined }: SyncProgress, nowAt: Instant): Health {
  if (latestRun === null)
    return { state: 'warning', words: `never synced: plumbline sync ${connection.name}` }
  if (latestRun.state === 'failed') {
    return {
      state: 'problem',
      words: `the last sync failed: ${plainText(latestRun.failure ?? 'for no known reason')}`,
    }
  }
  if (connection.cursorAt === null) {
    return { state: 'warning', words: `its first sync isn't finished: plumbline sync ${connection.name}` }
  }
  if (stalenessOf({ syncedAt: connection.cursorAt, asOfAt: nowAt }) === 'stale') {
    return {
      state: 'warning',
      words: `last read ${ago(connection.cursorAt, nowAt)}: plumbline sync ${connection.name}, or keep npm start running`,
    }
  }
  if (quarantined > 0) {
    return { state: 'warning', words: `${quarantined} records set aside because they can't be understood` }
  }
  return { state: 'ok', words: 'ok' }
}
