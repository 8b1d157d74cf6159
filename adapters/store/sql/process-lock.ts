import type { PoolClient } from 'pg'
import { z } from 'zod'
import type { Store } from './client.ts'
import { selectRow } from './rows.ts'

export interface ProcessLock {
  release(): void
}

const heldAgainAfterMs = 1_000

/**
 * Shows other processes that this one is alive, under a name that several may hold: a lock of one connection's own (PostgreSQL's
 * shared advisory lock), which the server drops as soon as the connection ends, however that comes about. A connection that is
 * lost while we live is replaced.
 */
export async function holdProcessLock(store: Store, name: string): Promise<ProcessLock> {
  let released = false
  let held: PoolClient | null = null

  async function hold(): Promise<void> {
    const client = await store.pool.connect()
    // Of a connection that nobody queries, an error comes as an event; unheard, it would end the process.
    client.on('error', () => {
      if (held === client) {
        held = null
        client.release(true)
        holdAgain()
      }
    })
    // A server that is gone without a word is noticed too, within half a minute.
    await client.query(
      'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3',
    )
    await client.query('select pg_advisory_lock_shared(hashtextextended($1, 0))', [name])
    if (released) client.release(true)
    else held = client
  }

  function holdAgain(): void {
    if (released) return
    setTimeout(() => void hold().catch(holdAgain), heldAgainAfterMs).unref()
  }

  await hold()
  return {
    release() {
      released = true
      // Closed and not reused: that gives the lock back.
      held?.release(true)
      held = null
    },
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
