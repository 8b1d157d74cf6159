import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommand } from '../cli/command-line.ts'
import { makeTestFolder } from '../setup/test-folder.ts'
import { openAway } from './away.ts'
import { tinyAsOfAt, tinyCompany } from './company.ts'
import { tinyPlanYaml } from './plan.ts'
import { startRecordingSmtp } from './recording-smtp.ts'
import { connectJira, importPlan, startTrackers } from './scene.ts'

test('figures that an older version stored are told as such, and report preview makes them anew', {
  timeout: 300_000,
}, async () => {
  await using smtp = await startRecordingSmtp()
  await using away = await openAway(smtp.url)
  const { store, keys, environment } = away
  await using trackers = await startTrackers(tinyCompany(), () => tinyAsOfAt)
  await connectJira(store, keys, trackers)
  await importPlan(store, tinyPlanYaml())
  const cwd = makeTestFolder()
  const run = (...words: string[]) => runCommand(words, environment, { cwd })
  const when = ['--quarter', '2026-Q2', '--as-of', new Date(tinyAsOfAt).toISOString()]
  const preview = () => run('report', 'preview', ...when, '--out', join(cwd, 'preview'))
  const read = () => run('export', 'reconciliation', '--quarter', '2026-Q2')

  await expectSuccess(run('sync'))
  await expectSuccess(preview())
  await expectSuccess(read())

  await store.pool.query(`update reconciliations set dataset = '{}'`)
  await store.pool.query(`update effort_runs set type_weights = '{}', closed = '{}'`)
  await store.pool.query(`update baselines set plan = '{}'`)
  const refused = await read()
  expect(refused.exitCode).toBe(78)
  expect(refused.stderr).toContain('run "plumbline report preview --quarter 2026-Q2"')

  await expectSuccess(preview())
  await expectSuccess(read())
})

async function expectSuccess(running: ReturnType<typeof runCommand>): Promise<void> {
  const { exitCode, stderr } = await running
  expect(exitCode, stderr).toBe(0)
}
