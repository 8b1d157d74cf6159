import { expect, test } from 'vitest'
import { listDeliveries } from '../../adapters/store/deliver/deliveries.ts'
import { listEditions } from '../../adapters/store/report/editions.ts'
import { runInProcess } from '../cli/run-in-process.ts'
import { openAway } from './away.ts'
import { tinyAsOfAt, tinyCompany } from './company.ts'
import { tinyPlanYaml, tinyReaders } from './plan.ts'
import { startRecordingSmtp } from './recording-smtp.ts'
import { connectBoth, importPlan, startTrackers } from './scene.ts'

const send = ['report', 'send', '--quarter', '2026-Q2', '--as-of', new Date(tinyAsOfAt).toISOString()]

// That the same command sends once the plan is mended is told in test/cli/watch/journey.long.test.ts.
test('report send is refused while a team lacks a reader, naming each, and nothing is sent', async () => {
  await using smtp = await startRecordingSmtp()
  await using away = await openAway(smtp.url)
  const { store, keys, environment } = away
  await using trackers = await startTrackers(tinyCompany(), () => tinyAsOfAt)
  await connectBoth(store, keys, trackers)
  // The company's executives read of both teams; nobody else reads of Meadow, and of Harbour no product manager.
  await importPlan(
    store,
    tinyPlanYaml(
      tinyReaders.filter(({ audience, scope }) => audience === 'executive' || scope === 'harbour'),
    ),
  )
  const refused = await runInProcess(send, { environment })
  expect(refused.exitCode).toBe(78)
  expect(refused.stderr).toContain(
    'Harbour has no product reader; Meadow has no engineering reader; Meadow has no product reader. ' +
      'Add them under stakeholders in the plan and import it again',
  )
  expect(smtp.mails).toEqual([])
  expect(await listEditions(store, '2026-Q2')).toEqual([])
  expect(await listDeliveries(store)).toEqual([])
})
