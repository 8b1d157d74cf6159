import { join } from 'node:path'
import { openStore, type Store } from '../../adapters/store/sql/client.ts'
import { migrate } from '../../adapters/store/sql/migrate.ts'
import { counted } from '../../domain/report/words/figures.ts'
import { startPostgres } from '../../embedded/postgres/server.ts'
import { neverLost } from '../../embedded/process/loss.ts'
import type { Say } from '../process/say.ts'
import type { Config } from '../settings/config.ts'
import { checkDatabaseFiles } from '../settings/pem-file.ts'

export interface Database {
  readonly store: Store
  /** Holds a password: not for logs. */
  readonly url: string
  /** Whether our own server was started for this process. */
  readonly startedEmbedded: boolean
  /** Rejects once our own server has ended; never resolves. */
  readonly lost: Promise<never>
  close(): Promise<void>
}

/**
 * Opens the configured database, or starts the embedded one, and brings its tables up to date.
 * @throws ConfigError, StoreUnavailableError, MigrationError, EmbeddedPostgresError
 */
export async function openDatabase(config: Config, say: Say): Promise<Database> {
  if (config.databaseUrl !== null) checkDatabaseFiles(config.databaseUrl)
  const embedded = config.databaseUrl === null ? await startEmbedded(config, say) : null
  const url = config.databaseUrl ?? embedded?.url ?? ''
  await using stack = new AsyncDisposableStack()
  if (embedded !== null) stack.defer(() => embedded.stop())
  // Before the migrations: it says what is wrong with a database that can't be reached or used.
  const store = await openStore({ databaseUrl: url, applicationName: 'plumbline' })
  stack.defer(() => store.close())
  const { applied } = await migrate(url)
  if (applied.length > 0) say(`database: applied ${counted(applied.length, 'migration')}`)
  const parts = stack.move()
  const startedEmbedded = embedded?.attached === false
  return { store, url, startedEmbedded, lost: embedded?.lost ?? neverLost, close: () => parts.disposeAsync() }
}

async function startEmbedded(config: Config, say: Say) {
  const postgres = await startPostgres({ dataDir: join(config.dataDir, 'postgres'), log: say })
  if (postgres.attached) say('database: joined the PostgreSQL that already runs on this data folder')
  else
    say(
      postgres.resumed
        ? 'database: PostgreSQL 18 resumed its data'
        : 'database: PostgreSQL 18 made a new data folder',
    )
  return postgres
}
