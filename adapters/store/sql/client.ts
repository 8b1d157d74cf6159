import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { z } from 'zod'
import { PrismaClient } from '../generated/client.ts'
import { adviceOn } from './unreachable.ts'

/** The database can't be reached, refuses us, or isn't one that we can work with. Its message holds no password. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError'
}

/** The database, opened: Prisma for single rows, the pool below it for sets of rows. Both share connections. */
export interface Store {
  readonly prisma: PrismaClient
  readonly pool: pg.Pool
  /** Waits for what is under way and closes every connection. */
  readonly close: () => Promise<void>
}

export interface StoreOptions {
  /** `postgresql://…`; holds a password and never appears in a message. */
  readonly databaseUrl: string
  /** What the server's own lists of connections show. */
  readonly applicationName?: string
  readonly maxConnections?: number
}

const connectTimeoutMs = 10_000
const statementTimeoutMs = 120_000
const idleInTransactionTimeoutMs = 60_000
/** The oldest server we keep to; written as `server_version_num` has it. */
const minServerVersion = 150_000

const serverShape = z.object({ timezone: z.string(), version: z.coerce.number() })

/**
 * Opens the store and makes sure that the server answers, is recent enough and speaks UTC to us.
 * @throws StoreUnavailableError
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    application_name: options.applicationName ?? 'plumbline',
    // Prisma's adapter sends and reads times as if the session were in UTC: elsewhere it stores them shifted.
    options: '-c timezone=UTC',
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
  })
  // An idle connection that breaks is dropped by the pool; unheard, its event would end the process.
  pool.on('error', () => undefined)
  try {
    await checkServer(pool)
  } catch (error) {
    await pool.end()
    const advice = adviceOn(error)
    throw advice === null ? error : new StoreUnavailableError(`The database is unavailable: ${advice}.`)
  }
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  return {
    prisma,
    pool,
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}

async function checkServer(pool: pg.Pool): Promise<void> {
  const answer = await pool.query(
    `select current_setting('TimeZone') as timezone, current_setting('server_version_num') as version`,
  )
  const { timezone, version } = serverShape.parse(answer.rows[0])
  if (version < minServerVersion) {
    throw new StoreUnavailableError(
      `The database runs PostgreSQL ${Math.floor(version / 10_000)}; Plumbline needs 15 or newer.`,
    )
  }
  if (timezone !== 'UTC') {
    throw new StoreUnavailableError(
      `The database session runs in the time zone "${timezone}" and not in UTC: remove "options" and "timezone" from DATABASE_URL.`,
    )
  }
}
