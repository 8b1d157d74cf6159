import type { PoolClient, QueryResult } from 'pg'
import { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import type { Store } from './client.ts'

/** The pool, or one connection inside a transaction. */
export interface Queryable {
  query(sql: string, values?: unknown[]): Promise<QueryResult>
}

/** A `timestamptz` column as epoch milliseconds. */
export const instantColumn = z.date().transform((date): Instant => date.getTime())

/** An instant as PostgreSQL takes it; null stays null. */
export function timestampOf(at: Instant | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

/** Rows of a query, each read by `shape`. */
export async function selectRows<Row>(
  on: Queryable,
  shape: z.ZodType<Row>,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const { rows } = await on.query(sql, values)
  return rows.map((row) => shape.parse(row))
}

/** The first row of a query, or null. */
export async function selectRow<Row>(
  on: Queryable,
  shape: z.ZodType<Row>,
  sql: string,
  values: unknown[] = [],
): Promise<Row | null> {
  const [first] = await selectRows(on, shape, sql, values)
  return first ?? null
}

const rowsPerFetch = 5000

/** Rows of a query as they come, some thousand at a time, all of one moment however long the reading takes. */
export async function* streamRows<Row>(
  store: Store,
  shape: z.ZodType<Row>,
  sql: string,
  values: unknown[] = [],
): AsyncGenerator<Row> {
  const client = await store.pool.connect()
  let broken = true
  try {
    await client.query('begin transaction read only')
    await client.query(`declare reading no scroll cursor for ${sql}`, values)
    for (;;) {
      const { rows } = await client.query(`fetch ${rowsPerFetch} from reading`)
      for (const row of rows) yield shape.parse(row)
      if (rows.length < rowsPerFetch) break
    }
    await client.query('commit')
    broken = false
  } finally {
    // A reader that stopped early or failed leaves its transaction open: that connection is closed, not reused.
    client.release(broken)
  }
}

/** All rows of a query that may be too many for one answer. */
export async function collectRows<Row>(
  store: Store,
  shape: z.ZodType<Row>,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const collected: Row[] = []
  for await (const row of streamRows(store, shape, sql, values)) collected.push(row)
  return collected
}

/** Runs `work` in one transaction: all of it is stored, or nothing. */
export async function inTransaction<Result>(
  store: Store,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await store.pool.connect()
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
