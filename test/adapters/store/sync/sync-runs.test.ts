import { expect, test } from 'vitest'
import { getConnection } from '../../../../adapters/store/connections/connections.ts'
import { syncProgress } from '../../../../adapters/store/connections/sync-progress.ts'
import { savePage } from '../../../../adapters/store/sync/save-page.ts'
import { loadScopeCursors } from '../../../../adapters/store/sync/scope-cursors.ts'
import {
  failRun,
  finishRun,
  latestRuns,
  loadRun,
  openRun,
  SyncRunEndedError,
} from '../../../../adapters/store/sync/sync-runs.ts'
import { aTicket, at } from '../../../builders/ticket.ts'
import { aConnection, aRecentStart, aRunStart, nowAt, pageOf, storeForThisFile } from '../test-store.ts'

const store = storeForThisFile()

async function savedPage(connectionId: string, runId: string, checkpoint: string | null, keys: string[]) {
  const page = pageOf(connectionId, { tickets: keys.map((key) => aTicket(key)) })
  return savePage(store(), { runId, connectionId, page, part: 0, checkpoint, requests: 2, nowAt })
}

test('a run that was cut off goes on from its checkpoint, as it was started', async () => {
  const { connectionId } = await aConnection(store())
  const opened = await openRun(store(), aRunStart(connectionId))
  expect(opened).toMatchObject({ resumed: false, checkpoint: null, pages: 0, state: 'running' })
  await savedPage(connectionId, opened.runId, 'page-2', ['A-1', 'A-2'])
  const later = aRecentStart(connectionId, { startedAt: at('2026-06-12T15:00:00Z') })
  expect(await openRun(store(), later)).toEqual({
    ...opened,
    resumed: true,
    checkpoint: 'page-2',
    pages: 1,
    tickets: 2,
    requests: 2,
  })
})

test('two openings at once give the same run', async () => {
  const { connectionId } = await aConnection(store())
  const [one, other] = await Promise.all([
    openRun(store(), aRunStart(connectionId)),
    openRun(store(), aRunStart(connectionId)),
  ])
  expect(one.runId).toBe(other.runId)
  expect([one.resumed, other.resumed].sort()).toEqual([false, true])
})

test('an unfinished run that reads less than is asked for is ended, and says what replaced it', async () => {
  const { connectionId } = await aConnection(store())
  const incremental = await openRun(store(), aRecentStart(connectionId))
  const full = await openRun(store(), aRunStart(connectionId))
  expect(full).toMatchObject({ resumed: false, kind: 'full' })
  expect(await loadRun(store(), incremental.runId)).toMatchObject({
    state: 'failed',
    failure: 'Replaced by a new full run.',
    endedAt: nowAt,
  })
})

test('only finishing moves the cursor: to the start of the run, by the tracker’s clock', async () => {
  const { connectionId } = await aConnection(store())
  const run = await openRun(store(), aRecentStart(connectionId))
  await savedPage(connectionId, run.runId, null, ['B-1'])
  expect((await getConnection(store(), connectionId))?.cursorAt).toBeNull()
  await finishRun(store(), { runId: run.runId, nowAt })
  expect(await getConnection(store(), connectionId)).toMatchObject({
    cursorAt: at('2026-06-12T11:59:00.123Z'),
    lastFullSyncAt: null,
  })
  expect(run.openedAt).toBe(nowAt)
  expect(await loadScopeCursors(store(), connectionId)).toMatchObject([
    { cursorAt: at('2026-06-12T11:59:00.123Z'), nightlyCursorAt: null },
  ])
})

test('finishing again, after a later run has finished, takes the cursor nowhere', async () => {
  const { connectionId } = await aConnection(store())
  const first = await openRun(store(), aRunStart(connectionId))
  await finishRun(store(), { runId: first.runId, nowAt })
  const startedAt = at('2026-06-12T14:00:00Z')
  const second = await openRun(store(), aRecentStart(connectionId, { startedAt }))
  await finishRun(store(), { runId: second.runId, nowAt })
  await finishRun(store(), { runId: first.runId, nowAt })
  expect(await getConnection(store(), connectionId)).toMatchObject({
    cursorAt: startedAt,
    lastFullSyncAt: first.startedAt,
  })
})

test('a failed run keeps its reason, takes no more pages and can’t be finished', async () => {
  const { connectionId } = await aConnection(store())
  const run = await openRun(store(), aRunStart(connectionId))
  await failRun(store(), { runId: run.runId, failure: 'The token has expired.', nowAt })
  await expect(savedPage(connectionId, run.runId, null, ['C-1'])).rejects.toBeInstanceOf(SyncRunEndedError)
  await expect(finishRun(store(), { runId: run.runId, nowAt })).rejects.toBeInstanceOf(SyncRunEndedError)
  expect((await getConnection(store(), connectionId))?.cursorAt).toBeNull()
  expect(await latestRuns(store(), connectionId, 1)).toMatchObject([
    { state: 'failed', failure: 'The token has expired.', tickets: 0 },
  ])
})

test('a run whose last page is stored says that only finishing is left', async () => {
  const { connectionId } = await aConnection(store())
  const run = await openRun(store(), aRunStart(connectionId))
  await savedPage(connectionId, run.runId, 'page-2', ['D-1'])
  await savedPage(connectionId, run.runId, null, ['D-2'])
  const resumed = await openRun(store(), aRunStart(connectionId))
  expect(resumed).toMatchObject({ resumed: true, checkpoint: null, readComplete: true, pages: 2 })
})

test('progress tells of each connection its latest run and what is stored', async () => {
  const { connectionId } = await aConnection(store())
  const untouched = await aConnection(store())
  const run = await openRun(store(), aRunStart(connectionId))
  await savedPage(connectionId, run.runId, 'page-2', ['E-1', 'E-2', 'E-3'])
  const progress = await syncProgress(store())
  const of = (id: string) => progress.find((each) => each.connection.connectionId === id)
  expect(of(connectionId)).toMatchObject({
    latestRun: { runId: run.runId, tickets: 3 },
    storedTickets: 3,
    quarantined: 0,
  })
  expect(of(untouched.connectionId)).toMatchObject({ latestRun: null, storedTickets: 0 })
})
