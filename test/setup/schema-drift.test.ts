import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { schemaDrift } from '../../setup/schema-drift.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let database: TestDatabase

beforeEach(async () => {
  database = await createTestDatabase()
})

afterEach(() => database.drop())

test('the migrations give exactly the tables that the schema declares', async () => {
  expect(await schemaDrift(database.url)).toBe('')
})

test('a table that no schema declares is drift, told as the SQL that would mend it', async () => {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query('create table stray (id int primary key)')
  await client.end()
  expect(await schemaDrift(database.url)).toContain('DROP TABLE "stray"')
})
