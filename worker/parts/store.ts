import type { Logger } from 'pino'
import type { KeyRing } from '../../adapters/secrets.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import { openDataFolder } from '../../embedded/process/own-folder.ts'
import type { Say } from '../process/say.ts'
import type { Config } from '../settings/config.ts'
import { openDatabase } from './database.ts'
import { openKeys } from './keys.ts'

export interface Surroundings {
  readonly config: Config
  readonly say: Say
  readonly log: Logger
  readonly now: () => Instant
  /** Called now and then while a server of somebody else's keeps us waiting. */
  readonly sayWaiting?: (text: string) => void
  /** Ends such waiting at once. */
  readonly signal?: AbortSignal
  /** Called when an embedded server was started for this process, with what a person should know of that. */
  readonly embeddedStarted?: (text: string) => void
}

/** The store and the keys to its secrets: enough for commands that read or set something. */
export interface StoreAndKeys {
  readonly store: Store
  /** Opened at the first call: what only reads the store works without a key. @throws SecretKeyError */
  keys(): Promise<KeyRing>
  /** Rejects once our own database server has ended; never resolves. */
  readonly lost: Promise<never>
  close(): Promise<void>
}

/** Opens the data folder and the database, and loads nothing of Temporal. @throws DataFolderError, and what openDatabase throws */
export async function openStoreAndKeys(surroundings: Surroundings): Promise<StoreAndKeys> {
  const { config, say } = surroundings
  openDataFolder(config.dataDir)
  const database = await openDatabase(config, say)
  const { store, lost, close } = database
  tellOfEmbedded(surroundings, database)
  let keys: Promise<KeyRing> | null = null
  return {
    store,
    keys: () => {
      keys ??= openKeys(config, store)
      return keys
    },
    lost,
    close,
  }
}

/** To be called with each part that may be an embedded server. */
export function tellOfEmbedded(
  { config, embeddedStarted }: Surroundings,
  { startedEmbedded }: { readonly startedEmbedded: boolean },
): void {
  if (startedEmbedded) embeddedStarted?.(embeddedText(config) ?? '')
}

/** What is embedded, and that it is for trying out; null where nothing is. */
export function embeddedText({ databaseUrl, temporal, smtpUrl }: Config): string | null {
  const embedded = [
    ...(databaseUrl === null ? [['PostgreSQL', 'DATABASE_URL']] : []),
    ...(temporal.address === null ? [['Temporal', 'TEMPORAL_ADDRESS']] : []),
    ...(smtpUrl === null ? [['mailbox', 'SMTP_URL']] : []),
  ]
  if (embedded.length === 0) return null
  const [servers, variables] = [0, 1].map((column) => embedded.map((row) => row[column]).join(', '))
  return `embedded, for trying out: ${servers}; for real use, name servers of yours in ${variables}`
}
