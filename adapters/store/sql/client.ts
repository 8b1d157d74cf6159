import pg from 'pg'
import { inTurns } from './in-turns.ts'
import { requireOwnSessions } from './own-sessions.ts'
import { preparing } from './prepared.ts'
import { addErrorListener, connectionConfig, prepareSession, type Queryable, queryable } from './session.ts'
import { storeErrorOf } from './unavailable.ts'

export { StoreUnavailableError } from './unavailable.ts'

/** One connection, for a transaction. */
export interface Connection extends Queryable {
  /** Gives it back; a broken one is closed, and not used again. */
  release(broken: boolean): void
}

/** The database, opened. */
export interface Store {
  /** Runs single statements, each on whichever connection is free. */
  readonly pool: Queryable
  /** The same for statements that are run many times a second. */
  readonly prepared: Queryable
  readonly connect: () => Promise<Connection>
  /** Waits for what is under way and closes every connection. */
  readonly close: () => Promise<void>
}

export interface StoreOptions {
  /** `postgresql://…`; holds a password and never appears in a message. */
  readonly databaseUrl: string
  /** What the server's own lists of connections show. */
  readonly applicationName?: string
  /** At least 2; defaults to 10. */
  readonly maxConnections?: number
}

/**
 * Opens the store and makes sure that the server answers, is recent enough, holds every character, speaks UTC to us and keeps our sessions.
 * @throws StoreUnavailableError
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const pool = new pg.Pool({
    ...connectionConfig(options.databaseUrl, options.applicationName),
    max: options.maxConnections ?? 10,
    onConnect: prepareSession,
    // Several statements may be sent at once, and are done one after the other.
    pipeline: true,
  })
  addErrorListener(pool)
  // The pool stops listening to a connection as long as a transaction has it.
  pool.on('connect', addErrorListener)
  try {
    await checkSessions(pool)
  } catch (error) {
    await pool.end()
    throw storeErrorOf(error)
  }
  return {
    pool: inTurns(queryable(pool)),
    prepared: inTurns(queryable(preparing(pool))),
    connect: () => connect(pool),
    close: () => pool.end(),
  }
}

async function checkSessions(pool: pg.Pool): Promise<void> {
  const one = await pool.connect()
  try {
    const other = await pool.connect()
    try {
      await requireOwnSessions(one, other)
    } finally {
      other.release()
    }
  } finally {
    one.release()
  }
}

async function connect(pool: pg.Pool): Promise<Connection> {
  try {
    const client = await pool.connect()
    const { query } = queryable(client)
    let unanswered = 0
    return {
      async query(sql, values) {
        unanswered += 1
        try {
          return await query(sql, values)
        } finally {
          unanswered -= 1
        }
      },
      release(broken) {
        // Else closing it would wait until the server has done what it was sent.
        if (broken && unanswered > 0) client.connection.stream.destroy()
        client.release(broken)
      },
    }
  } catch (error) {
    throw storeErrorOf(error)
  }
}
