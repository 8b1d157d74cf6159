import pLimit, { type LimitFunction } from 'p-limit'
import { z } from 'zod'
import { type Connection, type Store, StoreUnavailableError } from './client.ts'
import { selectRow } from './rows.ts'
import type { Queryable } from './session.ts'

export interface ProcessLock {
  /** Rejects when a check fails by anything but an unavailable database, which is a bug: the lock is checked no more then. */
  readonly failed: Promise<never>
  release(): Promise<void>
}

/**
 * Shows other processes that this one is alive, under a name that several may hold: a lock of one connection's own (PostgreSQL's
 * shared advisory lock), which the server drops as soon as the connection ends, however that comes about. A connection that is
 * lost while we live is replaced at the next check.
 */
export async function holdProcessLock(
  store: Store,
  name: string,
  checkEveryMs = 5_000,
): Promise<ProcessLock> {
  let held: Connection | null = await lockedConnection(store, name)
  let released = false

  async function check(): Promise<void> {
    try {
      held ??= await lockedConnection(store, name)
      await held.query('select')
    } catch (error) {
      letGo()
      if (!(error instanceof StoreUnavailableError)) throw error
    }
    if (released) letGo()
  }

  function letGo(): void {
    // Closed and not reused: that gives the lock back.
    held?.release(true)
    held = null
  }

  /** The server sees that a connection was closed only a while later, on a busy machine. */
  async function unlock(): Promise<void> {
    try {
      await held?.query('select pg_advisory_unlock_shared(hashtextextended($1, 0))', [name])
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error
    } finally {
      letGo()
    }
  }

  const failure = Promise.withResolvers<never>()
  // Whoever holds the lock may or may not await it.
  failure.promise.catch(() => undefined)
  let checking: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    checking = checking.then(check).catch((error: unknown) => {
      clearInterval(timer)
      failure.reject(error)
    })
  }, checkEveryMs).unref()
  return {
    failed: failure.promise,
    async release() {
      clearInterval(timer)
      released = true
      await checking
      await unlock()
    },
  }
}

async function lockedConnection(store: Store, name: string): Promise<Connection> {
  const connection = await store.connect()
  try {
    // Of a machine that is gone without a word, the server learns within half a minute.
    await connection.query(
      `select set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false),
         set_config('tcp_keepalives_count', '3', false)`,
    )
    await connection.query('select pg_advisory_lock_shared(hashtextextended($1, 0))', [name])
    return connection
  } catch (error) {
    connection.release(true)
    throw error
  }
}

const freeRow = z.object({ free: z.boolean() })

/** Whether no process holds a lock of that name. */
export async function isProcessLockFree(store: Store, name: string): Promise<boolean> {
  const row = await selectRow(
    store.pool,
    freeRow,
    'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as free',
    [name],
  )
  return row?.free ?? false
}

/**
 * Does `work` while no other process does work of that name; null where one does already. The lock ends with the process, however
 * that comes about.
 */
export async function exclusively<Result>(
  store: Store,
  name: string,
  work: () => Promise<Result>,
): Promise<Result | null> {
  return onLockConnection(store, async (connection) => {
    const row = await selectRow(
      connection,
      freeRow,
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as free',
      [name],
    )
    return row?.free === true ? await unlockAfter(connection, name, work) : null
  })
}

/** Does `work` when it is its turn: work of one name waits for one another, in whichever processes. */
export async function inTurn<Result>(
  store: Store,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  return onLockConnection(store, async (connection) => {
    await connection.query('select pg_advisory_lock(hashtextextended($1, 0))', [name])
    return await unlockAfter(connection, name, work)
  })
}

/** Work under a lock needs a second connection: were all of a process' connections waiting for locks, none would be left for it. */
const lockConnections = 3
const limits = new WeakMap<Store, LimitFunction>()

/** TRAP: work under a lock must not ask for another one here, or three of them wait for each other. */
function onLockConnection<Result>(
  store: Store,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const limit = limits.get(store) ?? pLimit(lockConnections)
  limits.set(store, limit)
  return limit(async () => {
    const connection = await store.connect()
    try {
      return await work(connection)
    } finally {
      connection.release(true)
    }
  })
}

/** Does `work` under a lock that is held, and gives it back at once: closing the connection would do so only when the server sees that. */
async function unlockAfter<Result>(
  connection: Queryable,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } finally {
    await connection.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name])
  }
}
