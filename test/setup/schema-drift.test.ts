import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { migrate } from '../../adapters/store/sql/migrate.ts'
import { openSession } from '../../adapters/store/sql/session.ts'
import { describeTable, selectFrom } from '../../adapters/store/sql/table.ts'
import { upsertRows } from '../../adapters/store/sql/upsert.ts'
import { instant } from '../../domain/fields.ts'
import { ticketSchema } from '../../domain/ticket.ts'
import { schemaDrift } from '../../setup/schema-drift.ts'
import { writeMigration } from '../../setup/write-migration.ts'
import { aTicket, at } from '../builders/ticket.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { makeTestFolder } from './test-folder.ts'

let database: TestDatabase

beforeEach(async () => {
  database = await createTestDatabase()
})

afterEach(() => database.drop())

test('the migrations give exactly the tables that the schema declares', async () => {
  expect(await schemaDrift(database.url)).toBe('')
})

test('a table that no schema declares is drift, reported as the SQL that would mend it', async () => {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query('create table stray (id int primary key)')
  await client.end()
  expect(await schemaDrift(database.url)).toContain('DROP TABLE "stray"')
})

test('a new field of a ticket costs one line in its description, one in the schema, and the migration written from that', async () => {
  const folder = makeTestFolder()
  cpSync(join(import.meta.dirname, '..', '..', 'prisma'), folder, { recursive: true })
  const declared = join(folder, 'schema', 'tickets.prisma')
  const schema = readFileSync(declared, 'utf8').replace(
    '  removal        String?',
    '$&\n  dueAt DateTime? @map("due_at") @db.Timestamptz(6)',
  )
  writeFileSync(declared, schema)
  const sentence = 'Give tickets a due date'
  const now = new Date('2026-12-01T09:30:00Z')
  const input = { databaseUrl: database.url, prismaFolder: folder, sentence, now }
  const file = await writeMigration(input)
  expect(file).toBe(join(folder, 'migrations', '202612010930_give_tickets_a_due_date', 'migration.sql'))
  expect(readFileSync(file ?? '', 'utf8')).toContain(
    'ALTER TABLE "tickets" ADD COLUMN     "due_at" TIMESTAMPTZ(6);',
  )
  expect(await migrate(database.url, join(folder, 'migrations'))).toMatchObject({ applied: { length: 1 } })
  expect(await writeMigration(input)).toBe(null)

  const described = ticketSchema.extend({ dueAt: instant.nullable() })
  const table = describeTable('tickets', described, {
    key: ['connectionId', 'ticketId'],
    documents: { customFields: { what: 'custom fields', advice: 'read them anew' } },
  })
  const connectionId = '00000000-0000-4000-8000-000000000001'
  const ticket = { ...aTicket('CORE-1'), connectionId, dueAt: at('2026-12-24T00:00:00Z') }
  const session = await openSession(database.url)
  await session.query(
    `insert into connections (connection_id, name, tracker, base_url, auth_kind, scope_keys, secret_key_id,
       secret_iv, secret_tag, secret_ciphertext, created_at)
     values ($1, 'jira', 'jira', '', 'bearer', '{}', '', '', '', '', now())`,
    [connectionId],
  )
  await upsertRows(session, table, [ticket])
  const { rows } = await session.query(selectFrom(table))
  await session.end()
  expect(z.array(table.row).parse(rows)).toEqual([ticket])
  rmSync(folder, { recursive: true })
})
