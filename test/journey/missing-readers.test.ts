import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { listDeliveries } from '../../adapters/store/deliver/deliveries.ts'
import { listEditions } from '../../adapters/store/report/editions.ts'
import { openAway } from './away.ts'
import { tinyAsOfAt, tinyCompany } from './company.ts'
import { tinyPlanYaml, tinyReaders } from './plan.ts'
import { startRecordingSmtp } from './recording-smtp.ts'
import { connectJira, connectLinear, importPlan, startTrackers } from './scene.ts'

interface Ended {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

test('report send is refused while a team lacks a reader, naming each, and nothing is sent', {
  timeout: 300_000,
}, async () => {
  await using smtp = await startRecordingSmtp()
  await using away = await openAway(smtp.url)
  const { store, keys, environment } = away
  await using trackers = await startTrackers(tinyCompany(), () => tinyAsOfAt)
  await connectJira(store, keys, trackers)
  await connectLinear(store, keys, trackers)
  // The company's executives read of both teams; nobody else reads of Meadow, and of Harbour no product manager.
  await importPlan(
    store,
    tinyPlanYaml(
      tinyReaders.filter(({ audience, scope }) => audience === 'executive' || scope === 'harbour'),
    ),
  )
  const refused = await reportSend(environment)
  expect(refused.exitCode).toBe(78)
  expect(refused.stderr).toContain(
    'Harbour has no product reader; Meadow has no engineering reader; Meadow has no product reader. ' +
      'Add them under stakeholders in the plan and import it again',
  )
  expect(smtp.mails).toEqual([])
  expect(await listEditions(store, '2026-Q2')).toEqual([])
  expect(await listDeliveries(store)).toEqual([])

  await importPlan(store, tinyPlanYaml())
  const sent = await reportSend(environment)
  expect(sent).toMatchObject({ exitCode: 0 })
  expect(smtp.mails.map(({ recipient }) => recipient).sort()).toEqual(
    tinyReaders.map(({ email }) => email).sort(),
  )
})

/** The command as people give it, in a process of its own. */
function reportSend(environment: Readonly<Record<string, string>>): Promise<Ended> {
  const cli = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
  const asked = ['report', 'send', '--quarter', '2026-Q2', '--as-of', new Date(tinyAsOfAt).toISOString()]
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [cli, ...asked],
      { env: { PATH: process.env['PATH'] ?? '', PLUMBLINE_ENV_FILE: '/dev/null', ...environment } },
      (_error, stdout, stderr) => resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    )
  })
}
