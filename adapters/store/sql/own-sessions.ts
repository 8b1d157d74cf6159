import type pg from 'pg'
import { z } from 'zod'
import { readStored } from './stored-data.ts'
import { keepsNoSessions, StoreUnavailableError } from './unavailable.ts'

const serverRow = z.object({ pid: z.number() })

async function serverProcessOf(session: pg.ClientBase): Promise<number> {
  const { rows } = await session.query('select pg_backend_pid() as pid')
  return readStored(serverRow, rows[0]).pid
}

/**
 * Makes sure that each session has a process of the server to itself. A pooler in transaction mode hands these on after every
 * transaction: the locks by which two senders keep apart would hold nobody off, and settings would be other programs'.
 * Whichever free process such a pooler gives, the one used last or the one unused longest, one of the two sees another's.
 *
 * @throws StoreUnavailableError
 */
export async function requireOwnSessions(one: pg.ClientBase, other: pg.ClientBase): Promise<void> {
  const ofOne = new Set([await serverProcessOf(one), await serverProcessOf(one)])
  // Keeps what it is given until its transaction ends.
  await other.query('begin')
  const isTaken = ofOne.has(await serverProcessOf(other))
  // One process may be all that the pooler has: then nobody gets any before the transaction ends.
  if (!isTaken) ofOne.add(await serverProcessOf(one))
  await other.query('commit')
  if (isTaken || ofOne.size > 1)
    throw new StoreUnavailableError(`The database is unavailable: ${keepsNoSessions}.`)
}
