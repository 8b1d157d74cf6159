import { expect, test } from 'vitest'
import { endRunningReads, getConnection } from '../../../../adapters/store/connections/connections.ts'
import { lockConnection } from '../../../../adapters/store/connections/lock.ts'
import { inTransaction } from '../../../../adapters/store/sql/rows.ts'
import { savePage } from '../../../../adapters/store/sync/save-page.ts'
import { finishRun, lockRun, openRun, SyncRunEndedError } from '../../../../adapters/store/sync/sync-runs.ts'
import { aTicket } from '../../../builders/ticket.ts'
import { aConnection, aRunStart, nowAt, pageOf, storeForThisFile, waitForLocks } from '../test-store.ts'

const store = storeForThisFile()

/** Changes a connection, and ends its run, while `work` on that run has begun and waits. */
async function changeWhile(connectionId: string, work: () => Promise<unknown>): Promise<unknown> {
  let working: Promise<unknown> = Promise.resolve()
  await inTransaction(store(), async (client) => {
    await lockConnection(client, connectionId)
    working = work().catch((error: unknown) => error)
    await waitForLocks(store())
    await endRunningReads(client, connectionId, nowAt)
  })
  return await working
}

test('a connection is changed while its run is about to finish, which then has ended', async () => {
  const { connectionId } = await aConnection(store())
  const { runId } = await openRun(store(), aRunStart(connectionId))
  const end = await changeWhile(connectionId, () => finishRun(store(), { runId, nowAt }))
  expect(end).toBeInstanceOf(SyncRunEndedError)
  expect((await getConnection(store(), connectionId))?.cursorAt).toBeNull()
})

test('a connection is changed while a page of its run is about to be stored, which then has ended', async () => {
  const { connectionId } = await aConnection(store())
  const { runId } = await openRun(store(), aRunStart(connectionId))
  const page = pageOf(connectionId, { tickets: [aTicket('WEB-1')] })
  const save = { runId, connectionId, page, part: 0, checkpoint: null, requests: 1, nowAt }
  expect(await changeWhile(connectionId, () => savePage(store(), save))).toBeInstanceOf(SyncRunEndedError)
})

test('a run that has its row moves its connection’s cursor although somebody waits to change that', async () => {
  const { connectionId } = await aConnection(store())
  const { runId } = await openRun(store(), aRunStart(connectionId))
  let changing: Promise<unknown> = Promise.resolve()
  await inTransaction(store(), async (client) => {
    await lockRun(client, runId)
    changing = inTransaction(store(), async (other) => {
      await lockConnection(other, connectionId)
      await endRunningReads(other, connectionId, nowAt)
    })
    changing.catch(() => undefined)
    await waitForLocks(store())
    await client.query('update connections set cursor_at = $2 where connection_id = $1', [
      connectionId,
      new Date(nowAt).toISOString(),
    ])
  })
  await changing
  expect((await getConnection(store(), connectionId))?.cursorAt).toBe(nowAt)
})
