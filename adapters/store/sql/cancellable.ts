import type { Connection, Store } from './client.ts'
import type { Queryable } from './session.ts'

/**
 * The store for work that may be cancelled. A statement that waits for its lock, or takes long, ends with the signal's reason,
 * and its connection is closed: what its transaction did is rolled back. A single statement may still take effect.
 * @param currentSignal that of the work under way; null where nothing can be cancelled
 */
export function cancellableStore(store: Store, currentSignal: () => AbortSignal | null): Store {
  async function connect(): Promise<Connection> {
    const signal = currentSignal()
    if (signal === null) return store.connect()
    signal.throwIfAborted()
    const connecting = store.connect()
    const connection = await orAborted(connecting, signal, () => {
      connecting.then(
        (late) => late.release(false),
        () => undefined,
      )
    })
    return {
      query: (sql, values) => orAborted(connection.query(sql, values), signal),
      release: (broken) => connection.release(broken),
    }
  }

  const pool: Queryable = {
    async query(sql, values) {
      const connection = await connect()
      let broken = true
      try {
        const result = await connection.query(sql, values)
        broken = false
        return result
      } finally {
        connection.release(broken)
      }
    },
  }
  return { pool, prepared: pool, connect, close: store.close }
}

/** Waits for `work` until the signal aborts. @throws the signal's reason */
async function orAborted<Result>(
  work: Promise<Result>,
  signal: AbortSignal,
  onAbort: () => void = () => undefined,
): Promise<Result> {
  const aborted = Promise.withResolvers<never>()
  const abort = (): void => {
    onAbort()
    aborted.reject(signal.reason)
  }
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
