import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ensureDatabase } from '../../embedded/postgres/database.ts'
import { createTestDatabase } from '../setup/database.ts'
import { startTcpRelay } from '../setup/tcp-relay.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

it('a server that lives is waited for, however long it takes to answer', async () => {
  const database = await createTestDatabase()
  const { host } = new URL(database.url)
  const way = await startTcpRelay(host, { held: true })
  const opening = ensureDatabase(database.url.replace(host, way.address))
  await vi.advanceTimersByTimeAsync(3_600_000)
  way.release()
  await expect(opening).resolves.toBeUndefined()
  await way.close()
  await database.drop()
})
