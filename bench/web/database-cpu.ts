import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Store } from '../../adapters/store/sql/client.ts'
import { selectRows } from '../../adapters/store/sql/rows.ts'

/** A tick of Linux's process accounting. */
const tickMs = 10

/** The CPU that the sessions of a store have taken so far; null where the system doesn't tell it as Linux does. */
export async function databaseCpuMs(store: Store): Promise<number | null> {
  const sessions = await selectRows(
    store.pool,
    z.object({ pid: z.number() }),
    `select pid from pg_stat_activity where datname = current_database() and backend_type = 'client backend'`,
    [],
  )
  try {
    return sessions.reduce((sum, { pid }) => sum + cpuMsOf(pid), 0)
  } catch {
    return null
  }
}

function cpuMsOf(pid: number): number {
  // The name before the closing bracket may hold blanks; user and system time are the 14th and 15th field.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * tickMs
}
