import { join } from 'node:path'
import { openStore, type Store } from '../adapters/store/client.ts'
import { migrate } from '../adapters/store/migrate.ts'
import type { Config } from './config.ts'
import { startPostgres } from './embedded/postgres.ts'
import type { Say } from './say.ts'

export interface Database {
  readonly store: Store
  /** Holds a password: not for logs. */
  readonly url: string
  close(): Promise<void>
}

/** Opens the configured database, or starts the embedded one, and brings its tables up to date. */
export async function openDatabase(config: Config, say: Say): Promise<Database> {
  const embedded = config.databaseUrl === null ? await startEmbedded(config, say) : null
  const url = config.databaseUrl ?? embedded?.url ?? ''
  try {
    const { applied } = await migrate(url)
    if (applied.length > 0) say(`database: applied ${applied.length} migrations`)
    const store = await openStore({ databaseUrl: url, applicationName: 'plumbline' })
    return {
      store,
      url,
      async close() {
        await store.close()
        await embedded?.stop()
      },
    }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
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
