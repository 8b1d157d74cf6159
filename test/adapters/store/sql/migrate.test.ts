import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate } from '../../../../adapters/store/sql/migrate.ts'
import { createTestDatabase, type TestDatabase } from '../../../setup/database.ts'

let database: TestDatabase
let url: string
let folder: string

beforeEach(async () => {
  database = await createTestDatabase()
  url = `${database.url}_fresh`
  await query(database.url, `create database ${new URL(url).pathname.slice(1)} template template0`)
  folder = mkdtempSync(join(tmpdir(), 'migrations-'))
  writeMigration('0001_tickets', 'create table tickets (id int);\ninsert into tickets values (1);')
})

afterEach(async () => {
  await query(database.url, `drop database ${new URL(url).pathname.slice(1)} with (force)`)
  await database.drop()
  rmSync(folder, { recursive: true })
})

test('applies what is new, in order, and nothing twice', async () => {
  writeMigration('0002_states', 'alter table tickets add state text')
  expect(await migrate(url, folder)).toEqual({ applied: ['0001_tickets', '0002_states'] })
  expect(await migrate(url, folder)).toEqual({ applied: [] })
  expect(await query(url, 'select count(*)::int as n, max(state) as state from tickets')).toEqual([
    { n: 1, state: null },
  ])
})

test('lets several starts migrate at once: each migration is applied by exactly one', async () => {
  const results = await Promise.all([1, 2, 3, 4].map(() => migrate(url, folder)))
  expect(results.flatMap(({ applied }) => applied)).toEqual(['0001_tickets'])
  expect(await query(url, 'select id from tickets')).toEqual([{ id: 1 }])
})

test('refuses a migration that was changed after it had been applied, and names it', async () => {
  await migrate(url, folder)
  writeMigration('0001_tickets', 'create table tickets (id bigint)')
  await expect(migrate(url, folder)).rejects.toThrow('0001_tickets was changed')
})

test('refuses a database that a newer version has migrated', async () => {
  await migrate(url, folder)
  rmSync(join(folder, '0001_tickets'), { recursive: true })
  await expect(migrate(url, folder)).rejects.toThrow("0001_tickets, which this version doesn't know")
})

test('leaves no part of a failing migration behind, says its line, and goes on once it is mended', async () => {
  writeMigration('0002_broken', 'create table half (id int);\nselect nonsense;')
  await expect(migrate(url, folder)).rejects.toThrow(
    '0002_broken failed and changed nothing: column "nonsense" does not exist (line 2)',
  )
  expect(
    await query(url, "select to_regclass('half') as half, (select count(*)::int from tickets) as n"),
  ).toEqual([{ half: null, n: 1 }])
  writeMigration('0002_broken', 'create table half (id int)')
  expect(await migrate(url, folder)).toEqual({ applied: ['0002_broken'] })
})

test('records what Prisma would: the name, the SHA-256 of the file, finished and not rolled back', async () => {
  await migrate(url, folder)
  const rows = await query(
    url,
    'select migration_name, length(checksum) as hex, finished_at is null as open, rolled_back_at from _prisma_migrations',
  )
  expect(rows).toEqual([{ migration_name: '0001_tickets', hex: 64, open: false, rolled_back_at: null }])
})

function writeMigration(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, name, 'migration.sql'), sql)
}

async function query(place: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: place })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
