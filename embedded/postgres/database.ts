import pg from 'pg'
import { ownName } from './cluster.ts'
import { EmbeddedPostgresError } from './error.ts'

/** The address of our database on loopback, password included. */
export function urlOf(password: string, port: number): string {
  return `postgresql://${ownName}:${password}@127.0.0.1:${port}/${ownName}`
}

/**
 * Makes the database that `url` names, unless it is there or another start makes it at the same moment. Waits for as long as
 * the server lives: a busy machine may take a minute to answer, and a server that ends closes the connection.
 * @throws EmbeddedPostgresError whose cause says whether the server is shutting down
 */
export async function ensureDatabase(url: string): Promise<void> {
  const maintenance = new URL(url)
  const name = maintenance.pathname.slice(1)
  maintenance.pathname = '/postgres'
  const client = new pg.Client({ connectionString: maintenance.href })
  // A server that ends between two statements is told of by an event; without a listener it would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const found = await client.query('select from pg_database where datname = $1', [name])
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } catch (error) {
    if (isDuplicate(error)) return
    throw new EmbeddedPostgresError(
      `PostgreSQL runs, but its database "${name}" could not be opened: ${error instanceof Error ? error.message : error}.`,
      { cause: error },
    )
  } finally {
    await client.end()
  }
}

/** 42P04 duplicate_database, or 23505 on pg_database when both create at once. */
function isDuplicate(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '42P04' || error.code === '23505')
}

/** The connection was refused, cut, or closed by the server's own shutdown (57P01 to 57P03). */
export function isShuttingDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.message === 'Connection terminated unexpectedly') return true
  return (
    'code' in error &&
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03'].includes(String(error.code))
  )
}
