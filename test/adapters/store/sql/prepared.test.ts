import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { preparing } from '../../../../adapters/store/sql/prepared.ts'
import { createTestDatabase } from '../../../setup/database.ts'
import { startTransactionPooler } from '../../../setup/transaction-pooler.ts'

const databases: Awaited<ReturnType<typeof createTestDatabase>>[] = []
beforeAll(async () => {
  databases.push(await createTestDatabase())
})
afterAll(async () => {
  for (const database of databases) await database.drop()
})

/** One session, so that what it keeps can be asked of it. */
function onePool(url = databases[0]?.url): pg.Pool {
  return new pg.Pool({ connectionString: url, max: 1, pipeline: true })
}

async function keptIn(pool: pg.Pool): Promise<unknown[]> {
  const { rows } = await pool.query(
    `select statement from pg_prepared_statements where statement like '%as doubled%' order by name`,
  )
  return rows.map(({ statement }) => statement)
}

const doubled = 'select $1::integer * 2 as doubled'

test('a statement that comes again is parsed once for its session, and anew when it has come twice as often', async () => {
  const pool = onePool()
  const on = preparing(pool)
  for (const n of [1, 2, 3]) expect((await on.query(doubled, [n])).rows).toEqual([{ doubled: n * 2 }])
  expect(await keptIn(pool)).toEqual([doubled, doubled])
  await on.query(doubled, [4])
  expect(await keptIn(pool)).toHaveLength(3)
  await pool.end()
})

test.each(['last used', 'longest unused'] as const)(
  'behind a pooler that hands on the connection %s, each statement gives what it should, once',
  async (order) => {
    const url = databases[0]?.url ?? ''
    const admin = onePool(url)
    await admin.query('drop table if exists counted')
    await admin.query('create table counted (n integer)')
    await using pooler = await startTransactionPooler(url, order, 3)
    // Two programs whose statements bear the same names.
    const pools = [onePool(pooler.url), onePool(pooler.url)]
    const programs = pools.map(preparing)
    for (const n of Array.from({ length: 12 }, (_, each) => each))
      for (const on of programs)
        expect((await on.query('insert into counted values ($1::integer) returning n', [n])).rows).toEqual([
          { n },
        ])
    expect((await admin.query('select count(*)::integer as rows from counted')).rows).toEqual([{ rows: 24 }])
    for (const pool of [admin, ...pools]) await pool.end()
  },
)

test('a statement that was planned before its table changed runs all the same', async () => {
  const pool = onePool()
  const on = preparing(pool)
  await pool.query('create table changing (a integer); insert into changing values (1)')
  const all = 'select * from changing where a = $1'
  for (let n = 0; n < 3; n += 1) await on.query(all, [1])
  await pool.query('alter table changing add column b integer')
  expect((await on.query(all, [1])).rows).toEqual([{ a: 1, b: null }])
  expect((await on.query(all, [1])).rows).toEqual([{ a: 1, b: null }])
  await pool.end()
})

test('what is wrong with a statement itself comes out as it is', async () => {
  const pool = onePool()
  await expect(preparing(pool).query('select $1::integer / 0', [1])).rejects.toThrow('division by zero')
  await pool.end()
})
