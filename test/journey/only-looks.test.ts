import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listDeliveries } from '../../adapters/store/deliver/deliveries.ts'
import { startReport } from '../../worker/runs/start-report.ts'
import { mainTaskQueue } from '../../workflows/ids.ts'
import { runInProcess } from '../cli/run-in-process.ts'
import { makeTestFolder } from '../setup/test-folder.ts'
import { openAway } from './away.ts'
import { tinyAsOfAt, tinyCompany } from './company.ts'
import { tinyPlanYaml, tinyReaders } from './plan.ts'
import { startRecordingSmtp } from './recording-smtp.ts'
import { connectBoth, importPlan, startTrackers } from './scene.ts'
import { openStartedWorkerHere } from './worker-here.ts'

const quarter = '2026-Q2'
const asOf = new Date(tinyAsOfAt).toISOString()

test('while a report waits for npm start, no command that looks mails it; npm start does, and so it could have been', async () => {
  await using smtp = await startRecordingSmtp()
  await using away = await openAway(smtp.url)
  const { store, client, keys, environment } = away
  await using trackers = await startTrackers(tinyCompany(), () => tinyAsOfAt)
  await connectBoth(store, keys, trackers)
  await importPlan(store, tinyPlanYaml())
  const waiting = await startReport(
    { client, store, taskQueue: mainTaskQueue },
    { quarter, asOfAt: tinyAsOfAt, workflowId: 'overdue', madeBy: 'this test', nowAt: Date.now() },
  )
  const cwd = makeTestFolder()
  const run = (...words: string[]) => runInProcess(words, { environment })
  const measure = ['--quarter', quarter, '--measure', '--as-of', asOf]

  expect(await run('sync')).toMatchObject({ exitCode: 0 })
  const preview = ['report', 'preview', '--quarter', quarter, '--as-of', asOf, '--out', join(cwd, 'preview')]
  expect(await run(...preview)).toMatchObject({ exitCode: 0 })
  const looks = [
    ['export', 'reconciliation', ...measure],
    ['export', 'effort', ...measure],
    ['explain', 'HAR-1'],
    ['connections'],
    ['deliveries'],
    ['doctor', '--as-of', asOf],
    ['plan', 'import', '--help'],
  ]
  for (const words of looks) {
    const { exitCode, stderr } = await run(...words)
    expect([words.join(' '), exitCode, stderr]).toEqual([words.join(' '), expect.toBeOneOf([0, 1]), stderr])
    expect(smtp.mails).toEqual([])
  }
  expect(await listDeliveries(store)).toEqual([])
  expect(await waiting.describe()).toMatchObject({ status: { name: 'RUNNING' }, taskQueue: mainTaskQueue })

  await using _worker = await openStartedWorkerHere(environment)
  expect((await waiting.result()).delivered).toMatchObject({ sentNow: tinyReaders.length })
  expect(smtp.mails).toHaveLength(tinyReaders.length)
})
