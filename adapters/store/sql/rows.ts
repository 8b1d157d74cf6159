import type { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import type { Store } from './client.ts'
import type { Queryable } from './session.ts'
import { readStored } from './stored-data.ts'

/** An instant as PostgreSQL takes it; null stays null. */
export function timestampOf(at: Instant | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

/** Rows of a query, each read by `row`. */
export async function selectRows<Row>(
  on: Queryable,
  row: z.ZodType<Row>,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const { rows } = await on.query(sql, values)
  return rows.map((each) => readStored(row, each))
}

/** The first row of a query, or null. */
export async function selectRow<Row>(
  on: Queryable,
  row: z.ZodType<Row>,
  sql: string,
  values: unknown[] = [],
): Promise<Row | null> {
  const [first] = await selectRows(on, row, sql, values)
  return first ?? null
}

/** Few enough that reading them, of some forty columns each, keeps the event loop for no longer than a slice. */
const usualRowsPerFetch = 2000

/** Rows of a query as they come, all of one moment however long the reading takes. */
export async function* streamRows<Row>(
  store: Store,
  row: z.ZodType<Row>,
  sql: string,
  values: unknown[] = [],
): AsyncGenerator<Row> {
  for await (const rows of streamBatches(store, sql, values, usualRowsPerFetch))
    for (const each of rows) yield readStored(row, each)
}

/**
 * The same some thousand at a time, not read yet: waiting for each row costs as much as reading it. While they are gone
 * through, the database fetches the next ones, and then those after them, so that neither waits when the other is held up.
 */
export async function* streamBatches(
  store: Store,
  sql: string,
  values: unknown[],
  rowsPerFetch: number,
): AsyncGenerator<readonly unknown[]> {
  const client = await store.connect()
  let broken = true
  try {
    await client.query('begin transaction read only')
    await client.query(`declare reading no scroll cursor for ${sql}`, values)
    const fetch = () => {
      const fetching = client.query(`fetch ${rowsPerFetch} from reading`)
      // Whoever awaits it sees its failure; nobody does where the reader stops early.
      fetching.catch(() => undefined)
      return fetching
    }
    const ahead = [fetch(), fetch()]
    for (let next = ahead.shift(); next !== undefined; next = ahead.shift()) {
      const { rows } = await next
      if (rows.length === rowsPerFetch) ahead.push(fetch())
      if (rows.length > 0) yield rows
    }
    await client.query('commit')
    broken = false
  } finally {
    // A reader that stopped early or failed leaves its transaction open: that connection is closed, not reused.
    client.release(broken)
  }
}

/** All rows of a query that may be too many for one response. */
export async function collectRows<Row>(
  store: Store,
  row: z.ZodType<Row>,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const collected: Row[] = []
  for await (const rows of streamBatches(store, sql, values, usualRowsPerFetch))
    for (const each of rows) collected.push(readStored(row, each))
  return collected
}

/** Runs `work` in one transaction: all of it is stored, or nothing. */
export async function inTransaction<Result>(
  store: Store,
  work: (client: Queryable) => Promise<Result>,
): Promise<Result> {
  const client = await store.connect()
  let broken = true
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    broken = false
    return result
  } finally {
    // Closing the connection is the one rollback that also works when the connection itself is what failed.
    client.release(broken)
  }
}
