import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from './database.ts'

test('gives each caller a database of its own, and removes it even while somebody is connected', async () => {
  const [first, second] = [await createTestDatabase(), await createTestDatabase()]
  const client = new pg.Client({ connectionString: first.url })
  client.on('error', () => undefined)
  await client.connect()
  await client.query('create table only_here (id int)')
  const other = new pg.Client({ connectionString: second.url })
  await other.connect()
  await expect(other.query('select from only_here')).rejects.toThrow('does not exist')
  await other.end()
  await first.drop()
  await second.drop()
  const late = new pg.Client({ connectionString: first.url })
  await expect(late.connect()).rejects.toThrow('does not exist')
})
