import { join } from 'node:path'
import type { Logger } from 'pino'
import { keyFromText, loadOrCreateKey, type SecretKey } from '../../adapters/secrets.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Config } from '../config.ts'
import type { Say } from '../say.ts'
import { openDatabase } from './database.ts'

export interface Surroundings {
  readonly config: Config
  readonly say: Say
  readonly log: Logger
  readonly now: () => Instant
}

/** The store and the key to its secrets: enough for commands that read or set something. */
export interface StoreAndKey {
  readonly store: Store
  readonly key: SecretKey
  /** Rejects once our own database server has ended; never resolves. */
  readonly lost: Promise<never>
  close(): Promise<void>
}

/** Opens the key and the database, and loads nothing of Temporal. */
export async function openStoreAndKey({ config, say }: Surroundings): Promise<StoreAndKey> {
  const key =
    config.secretKey === null
      ? await loadOrCreateKey(join(config.dataDir, 'secret.key'))
      : keyFromText(config.secretKey)
  const { store, lost, close } = await openDatabase(config, say)
  return { store, key, lost, close }
}
