import { expect, test } from 'vitest'
import { holdProcessLock, isProcessLockFree } from '../../../../adapters/store/sql/process-lock.ts'
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
  const lock = await holdProcessLock(store(), 'lost')
  await store().pool.query(
    `select pg_terminate_backend(pid) from pg_locks
     where locktype = 'advisory' and mode = 'ShareLock' and pid <> pg_backend_pid()`,
  )
  await waitUntil(async () => !(await isProcessLockFree(store(), 'lost')))
  await lock.release()
  await waitUntil(() => isProcessLockFree(store(), 'lost'))
})
