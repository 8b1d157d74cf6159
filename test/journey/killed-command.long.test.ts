import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { countDeliveries, listDeliveries } from '../../adapters/store/deliver/deliveries.ts'
import { latestRuns } from '../../adapters/store/sync/sync-runs.ts'
import { killWhileSyncing } from '../../bench/crash/kill-syncs.ts'
import { openSyncScene } from '../../bench/crash/sync-scene.ts'
import { seededDraws } from '../../domain/reconcile/figures/budget/seeded-draws.ts'
import { deliverWorkflowId, syncWorkflowId } from '../../workflows/ids.ts'
import { runInProcess } from '../cli/run-in-process.ts'
import { makeTestFolder } from '../setup/test-folder.ts'
import { waitUntil } from '../setup/wait-until.ts'
import { type Away, openAway } from './away.ts'
import { tinyAsOfAt, tinyCompany } from './company.ts'
import { tinyPlanYaml, tinyReaders } from './plan.ts'
import { startRecordingSmtp } from './recording-smtp.ts'
import { connectBoth, connectJira, importPlan, startTrackers } from './scene.ts'
import { openStartedWorkerHere } from './worker-here.ts'

const quarter = '2026-Q2'
const send = ['report', 'send', '--quarter', quarter, '--as-of', new Date(tinyAsOfAt).toISOString()]

test('a sync that was killed keeps nobody waiting: the next one ends what it left and reads all', async () => {
  await using smtp = await startRecordingSmtp()
  await using away = await openAway(smtp.url)
  const { store, keys, client } = away
  await using trackers = await startTrackers(tinyCompany(), () => tinyAsOfAt)
  const { connectionId } = await connectJira(store, keys, trackers)
  trackers.jira.faults.set({ rules: [{ kind: 'service-unavailable' }] })
  const killed = startCommand(away, ['sync'])
  const sync = client.workflow.getHandle(syncWorkflowId(connectionId))
  await waitUntil(
    async () => ((await sync.describe().catch(() => null))?.raw.pendingActivities ?? []).length > 0,
  )
  const { runId } = await sync.describe()
  await kill(killed)
  expect((await sync.describe()).status.name).toBe('RUNNING')

  trackers.jira.faults.set({})
  const next = await runInProcess(['sync'], away)
  expect(next).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('6 tickets') })
  expect((await client.workflow.getHandle(syncWorkflowId(connectionId), runId).describe()).status.name).toBe(
    'TERMINATED',
  )
  expect(await latestRuns(store, connectionId, 1)).toMatchObject([{ state: 'finished' }])
})

test('whenever a sync is killed, the next one ends with the tracker’s tickets, each once, and counts them right', async () => {
  await using stack = new AsyncDisposableStack()
  const { store, keys, environment } = stack.use(await openAway('smtp://127.0.0.1:1'))
  const scene = await openSyncScene(stack, { store, keys })
  const result = await killWhileSyncing({
    ...{ store, environment, ...scene },
    ...{ folder: makeTestFolder(), random: seededDraws('six points'), points: 6 },
  })
  expect(result).toMatchObject({ differences: [], miscounted: [] })
  expect(result.finished).toBeGreaterThanOrEqual(2)
})

test('mails that a killed report send left are said to be overdue by npm start, left alone, and sent by the next report send', async () => {
  await using smtp = await startRecordingSmtp({ takeFirst: 1, thenHold: Array(4).fill('before DATA') })
  await using away = await openAway(smtp.url)
  const { store, keys, client, environment } = away
  await using trackers = await startTrackers(tinyCompany(), () => tinyAsOfAt)
  await connectBoth(store, keys, trackers)
  await importPlan(store, tinyPlanYaml())
  const killed = startCommand(away, send)
  // The one that left is written down, too: else nobody could know whether it arrived.
  await waitUntil(async () => smtp.held() === 4 && (await countDeliveries(store)).sent === 1)
  await kill(killed)
  smtp.release()
  expect(smtp.mails).toHaveLength(1)

  {
    await using worker = await openStartedWorkerHere(environment)
    const said = worker.logLines.join('')
    expect(said).toContain(`overdue: 4 mails of ${quarter}, since `)
    expect(said).toContain(`to send them, run: plumbline report send --quarter ${quarter}`)
    const delivery = client.workflow.getHandle(deliverWorkflowId(quarter))
    await waitUntil(async () => (await delivery.describe()).status.name === 'TERMINATED')
    expect(smtp.mails).toHaveLength(1)
  }

  // The killed command's claims on four mails run out after 30 s.
  const sent = await runInProcess(send, away)
  expect(sent).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('4 mails') })
  const deliveries = await listDeliveries(store)
  expect(deliveries.map(({ state }) => state)).toEqual(tinyReaders.map(() => 'sent'))
  expect(smtp.mails.map(({ recipient }) => recipient).toSorted()).toEqual(
    tinyReaders.map(({ email }) => email).toSorted(),
  )
})

function startCommand({ environment }: Away, words: readonly string[]): ChildProcess {
  const program = join(import.meta.dirname, '..', '..', 'cli', 'main.ts')
  return spawn(process.execPath, [program, ...words], {
    cwd: makeTestFolder(),
    env: { PATH: process.env['PATH'], ...environment },
    stdio: 'ignore',
  })
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}
