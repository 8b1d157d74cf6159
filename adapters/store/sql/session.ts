import type { EventEmitter } from 'node:events'
import { Socket } from 'node:net'
import pg from 'pg'
import { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import { readStored } from './stored-data.ts'
import { StoreUnavailableError, storeErrorOf } from './unavailable.ts'

/** The pool, or one connection inside a transaction. @throws StoreUnavailableError for failures of the database */
export interface Queryable {
  query(
    sql: string,
    values?: unknown[],
  ): Promise<{ readonly rows: readonly unknown[]; readonly rowCount: number | null }>
}

/** A host that doesn't take a connection by then is away. */
const reachTimeoutMs = 10_000
/** A server that took one may be slow to begin a session on a busy machine. Below the 30 s that a page may take. */
const connectTimeoutMs = 25_000
const statementTimeoutMs = 120_000
const idleInTransactionTimeoutMs = 60_000
/** The oldest server that we keep to, written as `server_version_num` has it. */
const minServerVersion = 150_000

/** How to connect. Settings are not among it: PgBouncer and RDS Proxy refuse them as start-up parameters. */
export function connectionConfig(databaseUrl: string, applicationName = 'plumbline'): pg.ClientConfig {
  return {
    connectionString: databaseUrl,
    application_name: applicationName,
    stream: reachingSocket,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    types: { getTypeParser: parserOf },
  }
}

function reachingSocket(): Socket {
  const socket = new Socket()
  const giveUp = setTimeout(() => socket.destroy(new Error('timeout expired')), reachTimeoutMs)
  const stay = (): void => clearTimeout(giveUp)
  return socket.once('connect', stay).once('close', stay)
}

const { TIMESTAMPTZ, DATE } = pg.types.builtins
const parseTimestamp: (value: string) => Date = pg.types.getTypeParser(TIMESTAMPTZ)

/** As PostgreSQL writes it in UTC, to the microsecond: `2026-05-04 08:00:00.123456+00`. */
const usualTimestamp = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+00$/

/** The usual form by the engine's own reader, which is many times faster. */
function instantOf(value: string): Instant {
  if (!usualTimestamp.test(value)) return parseTimestamp(value).getTime()
  return Date.parse(`${value.slice(0, 10)}T${value.slice(11, -3)}Z`)
}

/** Rows come with instants as milliseconds and dates as `YYYY-MM-DD`, as the domain has them. */
function parserOf(type: number): (value: string) => unknown {
  switch (type) {
    case TIMESTAMPTZ:
      return (value) => instantOf(value)
    case DATE:
      return (value) => value
    default:
      return pg.types.getTypeParser(type)
  }
}

/**
 * Keeps a connection that breaks between two queries from ending the process: node-postgres emits `error` then, which Node
 * throws where nobody listens. Nothing is lost by not looking at it: the next query on that connection fails.
 */
export function addErrorListener(emitter: EventEmitter): void {
  emitter.on('error', () => undefined)
}

const serverRow = z.object({ timezone: z.string(), version: z.coerce.number(), encoding: z.string() })

/**
 * Sets a new session up and makes sure that we can work with its server.
 * @throws StoreUnavailableError for a server that is too old, a session that isn't in UTC, and a database that isn't UTF-8
 */
export async function prepareSession(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query(
    `select set_config('TimeZone', 'UTC', false) as timezone, set_config('statement_timeout', $1, false),
       set_config('idle_in_transaction_session_timeout', $2, false),
       current_setting('server_version_num') as version, current_setting('server_encoding') as encoding`,
    [String(statementTimeoutMs), String(idleInTransactionTimeoutMs)],
  )
  const { timezone, version, encoding } = readStored(serverRow, rows[0])
  if (version < minServerVersion) {
    const major = Math.floor(version / 10_000)
    throw new StoreUnavailableError(`The database runs PostgreSQL ${major}; Plumbline needs 15 or newer.`)
  }
  if (timezone !== 'UTC') {
    throw new StoreUnavailableError(
      `The database session runs in the time zone "${timezone}", and can't be set to UTC.`,
    )
  }
  if (encoding !== 'UTF8') {
    throw new StoreUnavailableError(
      `The database has the encoding ${encoding}, which can't hold every name: create it anew with the encoding UTF8.`,
    )
  }
}

/** Runs statements, so that their failures come out as the store's. */
export function queryable(on: Queryable): Queryable {
  return {
    async query(sql, values) {
      try {
        return await on.query(sql, values)
      } catch (error) {
        throw storeErrorOf(error)
      }
    },
  }
}

/** One connection of its own, closed by `end`. */
export interface OwnSession extends Queryable {
  readonly end: () => Promise<void>
}

/** Connects apart from any pool, for work that needs a session for itself. @throws StoreUnavailableError */
export async function openSession(databaseUrl: string, applicationName?: string): Promise<OwnSession> {
  try {
    const client = new pg.Client(connectionConfig(databaseUrl, applicationName))
    addErrorListener(client)
    await client.connect()
    try {
      await prepareSession(client)
    } catch (error) {
      await client.end()
      throw error
    }
    return { ...queryable(client), end: () => client.end() }
  } catch (error) {
    throw storeErrorOf(error)
  }
}
