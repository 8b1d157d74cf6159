import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { askDesk } from './ask-desk.ts'

export interface TestDatabase {
  /** `postgresql://` of a database of its own, as the migrations leave it. */
  readonly url: string
  /** Removes the database, closing whatever is still connected. */
  readonly drop: () => Promise<void>
}

/** Copies the migrated template into a new database, in some 30 ms: one for each test file, so that files run side by side. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = new URL(await askDesk('postgres'))
  const templateName = template.pathname.slice(1)
  const name = `test_${randomBytes(8).toString('hex')}`
  await maintain(template, `create database ${name} template ${templateName} strategy file_copy`)
  const own = new URL(template)
  own.pathname = `/${name}`
  return { url: own.href, drop: () => maintain(template, `drop database if exists ${name} with (force)`) }
}

async function maintain(template: URL, statement: string): Promise<void> {
  const postgres = new URL(template)
  postgres.pathname = '/postgres'
  const client = new pg.Client({ connectionString: postgres.href })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
