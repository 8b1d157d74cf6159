import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Connection } from '../../../../adapters/store/sql/client.ts'
import { holdProcessLock, inTurn, isProcessLockFree } from '../../../../adapters/store/sql/process-lock.ts'
import { waitUntil } from '../../../setup/wait-until.ts'
import { storeForThisFile } from '../test-store.ts'

const store = storeForThisFile()

test('several may hold one name, and it is free when the last has let go; other names always were', async () => {
  expect(await isProcessLockFree(store(), 'queue')).toBe(true)
  const first = await holdProcessLock(store(), 'queue')
  const second = await holdProcessLock(store(), 'queue')
  expect(await isProcessLockFree(store(), 'queue')).toBe(false)
  expect(await isProcessLockFree(store(), 'other')).toBe(true)
  await first.release()
  expect(await isProcessLockFree(store(), 'queue')).toBe(false)
  await second.release()
  await waitUntil(() => isProcessLockFree(store(), 'queue'))
})

test('a lock whose connection the server ends is held again, and the process lives on', async () => {
  const lock = await holdProcessLock(store(), 'lost', 100)
  const [lost, ...others] = await holders()
  expect(others).toEqual([])
  await store().pool.query('select pg_terminate_backend($1)', [lost])
  await waitUntil(async () => {
    const [now] = await holders()
    return now !== undefined && now !== lost
  })
  expect(await isProcessLockFree(store(), 'lost')).toBe(false)
  await lock.release()
  await waitUntil(() => isProcessLockFree(store(), 'lost'))
})

test('a check that fails by a bug says so, and leaves neither a connection nor an unhandled rejection', async () => {
  let isBroken = false
  const connect = async (): Promise<Connection> => {
    const connection = await store().connect()
    return {
      ...connection,
      query: (sql, values) => connection.query(isBroken ? 'selct' : sql, values),
    }
  }
  const lock = await holdProcessLock({ ...store(), connect }, 'broken', 10)
  isBroken = true
  await expect(lock.failed).rejects.toThrow('syntax error')
  await waitUntil(() => isProcessLockFree(store(), 'broken'))
  await lock.release()
})

/** The server's processes that hold one in this database; other tests' are in theirs. */
async function holders(): Promise<number[]> {
  const { rows } = await store().pool.query(
    `select pid from pg_locks join pg_database on oid = database
     where locktype = 'advisory' and mode = 'ShareLock' and datname = current_database()`,
  )
  return z
    .array(z.object({ pid: z.number() }))
    .parse(rows)
    .map(({ pid }) => pid)
}

test.each([
  ['one name', () => 'turns'],
  ['names of their own', (n: number) => `turn ${n}`],
])('many that take turns at once under %s leave connections for their work', async (_names, nameOf) => {
  const most = { now: 0, ofOne: 0 }
  const work = async (n: number): Promise<number> => {
    most.now += 1
    most.ofOne = Math.max(most.ofOne, most.now)
    await store().pool.query('select')
    most.now -= 1
    return n
  }
  const numbers = Array.from({ length: 30 }, (_, n) => n)
  const done = await Promise.all(numbers.map((n) => inTurn(store(), nameOf(n), () => work(n))))
  expect(done).toEqual(numbers)
  if (nameOf(0) === nameOf(1)) expect(most.ofOne).toBe(1)
})
