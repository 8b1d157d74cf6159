import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { minuteMs } from '../../../domain/instant.ts'
import { openSession, type Queryable } from './session.ts'
import { readStored } from './stored-data.ts'
import { StoreUnavailableError } from './unavailable.ts'

/** The database can't be brought to this version's schema; the message names the migration. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

const migrationsFolder = join(import.meta.dirname, '..', '..', '..', 'prisma', 'migrations')
/** The advisory lock that Prisma's own tools take, so that they and we never overlap. */
const prismaLock = 72_707_369
const lockTimeoutMs = 120_000

/**
 * Applies the migrations that the database hasn't had, each whole or not at all; safe from several starts at once.
 * Recorded as Prisma records them (`_prisma_migrations`, SHA-256 of the file), so that its tools agree with us.
 * Done in SQL because Prisma's `migrate deploy` needs a binary that npm doesn't carry, and doesn't apply in transactions.
 * A statement that PostgreSQL allows only outside transactions (`create index concurrently`) is refused by it.
 * @returns the names applied now, in order
 * @throws MigrationError when an applied migration was changed, is unknown to this version, or a new one fails
 */
export async function migrate(
  databaseUrl: string,
  folder = migrationsFolder,
): Promise<{ applied: string[] }> {
  const session = await openSession(databaseUrl, 'plumbline migrations')
  try {
    await takeLock(session)
    await ensureRecords(session)
    const migrations = readMigrations(folder)
    const pending = pendingOf(migrations, await readRecords(session))
    for (const migration of pending) await apply(session, migration)
    return { applied: pending.map(({ name }) => name) }
  } finally {
    // Closing the session gives the lock back.
    await session.end()
  }
}

interface Migration {
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

function readMigrations(folder: string): Migration[] {
  const names = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []
  return names
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

async function takeLock(on: Queryable): Promise<void> {
  // A migration may take as long as it needs, but shouldn't wait for others without end.
  await on.query(`set statement_timeout = 0; set lock_timeout = ${lockTimeoutMs}`)
  try {
    await on.query('select pg_advisory_lock($1)', [prismaLock])
  } catch (error) {
    if (!isLockTimeout(error)) throw error
    throw new MigrationError(
      `Another process has been migrating this database for ${lockTimeoutMs / minuteMs} minutes: wait for it or end it, and start again.`,
      { cause: error },
    )
  }
}

function isLockTimeout(error: unknown): boolean {
  const cause = error instanceof StoreUnavailableError ? error.cause : null
  return cause instanceof pg.DatabaseError && cause.code === '55P03'
}

/** As Prisma creates it. */
const recordsTable = `create table _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
  migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
  started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`

/** Only where it is missing: a user who may only read and write rows can start on tables that are up to date. */
async function ensureRecords(on: Queryable): Promise<void> {
  const { rowCount } = await on.query(`select where to_regclass('_prisma_migrations') is null`)
  if (rowCount === 1) await on.query(recordsTable)
}

const recordRow = z.object({ name: z.string(), checksum: z.string(), finished: z.boolean() })

async function readRecords(on: Queryable): Promise<z.infer<typeof recordRow>[]> {
  const { rows } = await on.query(
    `select migration_name as name, checksum, finished_at is not null as finished
     from _prisma_migrations where rolled_back_at is null order by migration_name`,
  )
  return rows.map((row) => readStored(recordRow, row))
}

function pendingOf(
  migrations: readonly Migration[],
  records: readonly z.infer<typeof recordRow>[],
): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { name, checksum, finished } of records) {
    const migration = known.get(name)
    if (!migration) {
      throw new MigrationError(
        `The database has the migration ${name}, which this version doesn't know: start the newer version that made it.`,
      )
    }
    if (!finished) {
      throw new MigrationError(
        `The migration ${name} was begun by another tool and never finished: mend the database by hand, then resolve it with Prisma.`,
      )
    }
    if (migration.checksum !== checksum) {
      throw new MigrationError(
        `The migration ${name} was changed after it had been applied: restore its file and put the change into a new migration.`,
      )
    }
  }
  const applied = new Set(records.map(({ name }) => name))
  return migrations.filter(({ name }) => !applied.has(name))
}

async function apply(on: Queryable, { name, sql, checksum }: Migration): Promise<void> {
  await on.query('begin')
  try {
    await on.query(sql)
    await on.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await on.query('commit')
  } catch (error) {
    await on.query('rollback')
    if (!(error instanceof pg.DatabaseError)) throw error
    const line = error.position ? ` (line ${sql.slice(0, Number(error.position)).split('\n').length})` : ''
    throw new MigrationError(`The migration ${name} failed and changed nothing: ${error.message}${line}.`, {
      cause: error,
    })
  }
}
