import { expect, test } from 'vitest'
import { openStore, StoreUnavailableError } from '../../../../adapters/store/sql/client.ts'
import { inTransaction } from '../../../../adapters/store/sql/rows.ts'
import { createTestDatabase } from '../../../setup/database.ts'

test('a session speaks UTC although the database is set to another zone', async () => {
  const database = await createTestDatabase()
  const admin = await openStore({ databaseUrl: database.url })
  await admin.pool.query(
    `do $$ begin execute format('alter database %I set timezone to ''Asia/Kolkata''', current_database()); end $$`,
  )
  await admin.close()
  const store = await openStore({ databaseUrl: database.url })
  const { rows } = await store.pool.query(`select current_setting('TimeZone') as zone`)
  expect(rows).toEqual([{ zone: 'UTC' }])
  await store.close()
  await database.drop()
})

test('a session speaks UTC although DATABASE_URL asks for another zone', async () => {
  const database = await createTestDatabase()
  const databaseUrl = `${database.url}?options=${encodeURIComponent('-c timezone=Asia/Kolkata')}`
  const store = await openStore({ databaseUrl })
  const { rows } = await store.pool.query(`select current_setting('TimeZone') as zone`)
  expect(rows).toEqual([{ zone: 'UTC' }])
  await store.close()
  await database.drop()
})

test('a server that is not there is said to be so, without the password', async () => {
  const opening = openStore({ databaseUrl: 'postgresql://plumbline:open-sesame@127.0.0.1:1/plumbline' })
  await expect(opening).rejects.toBeInstanceOf(StoreUnavailableError)
  await expect(opening).rejects.toThrow(/check that PostgreSQL runs/)
  await expect(opening).rejects.not.toThrow(/open-sesame/)
})

test('a wrong password is said to be so, and not shown', async () => {
  const database = await createTestDatabase()
  const url = new URL(database.url)
  url.password = 'open-sesame'
  const opening = openStore({ databaseUrl: url.href })
  await expect(opening).rejects.toThrow(/check the user and the password/)
  await expect(opening).rejects.not.toThrow(/open-sesame/)
  await database.drop()
})

test('instants come to the millisecond, also of years that nobody writes', async () => {
  const database = await createTestDatabase()
  const store = await openStore({ databaseUrl: database.url })
  const written = [
    '2026-05-04 08:00:00',
    '2026-05-04 08:00:00.283',
    '2026-05-04 08:00:00.1239',
    '0001-01-01 00:00:00.5',
    '12026-05-04 08:00:00',
  ]
  const { rows } = await store.pool.query(
    `select word::timestamptz as "readAt", floor(extract(epoch from word::timestamptz) * 1000)::float8 as "at"
     from unnest($1::text[]) word`,
    [written],
  )
  const instants = rows.map((row) => Object.values(Object(row)))
  expect(instants).toHaveLength(written.length)
  for (const [readAt, at] of instants) expect(readAt).toBe(at)
  await store.close()
  await database.drop()
})

test('statements that are sent at once are done in order, and the first that fails is the failure', async () => {
  const database = await createTestDatabase()
  const store = await openStore({ databaseUrl: database.url })
  const sent = inTransaction(store, (on) =>
    Promise.all([
      on.query('create temporary table noted (word text)'),
      on.query(`insert into noted values ('first')`),
      on.query('select 1 / 0'),
      on.query('select from noted'),
    ]),
  )
  await expect(sent).rejects.toThrow('division by zero')
  await store.close()
  await database.drop()
})

test('a connection that is given up is closed, although the server still works for it', async () => {
  const database = await createTestDatabase()
  const [holder, store] = [
    await openStore({ databaseUrl: database.url }),
    await openStore({ databaseUrl: database.url }),
  ]
  await inTransaction(holder, async (on) => {
    await on.query('select pg_advisory_xact_lock(7)')
    const connection = await store.connect()
    const waiting = connection.query('select pg_advisory_lock(7)')
    connection.release(true)
    await expect(waiting).rejects.toBeInstanceOf(StoreUnavailableError)
    await store.close()
  })
  await holder.close()
  await database.drop()
})
