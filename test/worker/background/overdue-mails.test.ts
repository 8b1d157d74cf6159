import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { queueDeliveries } from '../../../adapters/store/deliver/queue/queue.ts'
import { useRunAuthorisation } from '../../../adapters/store/deliver/run-authorisations.ts'
import { saveEdition } from '../../../adapters/store/report/editions.ts'
import { addPause } from '../../../adapters/store/schedules/pauses.ts'
import { overdueMails, overdueText } from '../../../worker/background/overdue-mails.ts'
import { alignSchedules } from '../../../worker/schedules/align.ts'
import { deliverWorkflowId, mainTaskQueue, scheduledReportId } from '../../../workflows/ids.ts'
import { anEdition, storeForThisFile } from '../../adapters/store/test-store.ts'
import { at } from '../../builders/ticket.ts'
import { tinyPlanYaml, tinyReaders } from '../../journey/plan.ts'
import { importPlan } from '../../journey/scene.ts'
import { openOwnNamespace } from '../own-namespace.ts'

const store = storeForThisFile()
let temporal: Awaited<ReturnType<typeof openOwnNamespace>>

beforeAll(async () => {
  temporal = await openOwnNamespace()
})

afterAll(() => temporal.close())

const quarter = '2026-Q2'
const dueAt = at('2026-07-03T06:00:00Z')
const overdueAt = async (nowAt: number) =>
  await overdueMails({ client: temporal.client, store: store() }, nowAt)

it('are those of a scheduled report that did not run, until it has', async () => {
  await importPlan(store(), tinyPlanYaml())
  await alignSchedules(temporal.client, store(), temporal.keys, {
    syncEveryMinutes: 15,
    nowAt: at('2026-06-01T00:00:00Z'),
  })
  // A start after the date writes the same again.
  await alignSchedules(temporal.client, store(), temporal.keys, { syncEveryMinutes: 15, nowAt: dueAt + 1 })
  const ofFinal = async (nowAt: number) =>
    (await overdueAt(nowAt)).filter((each) => each.scheduleId === 'final-report' && each.quarter === quarter)
  expect(await ofFinal(dueAt - 1)).toEqual([])
  const [final, ...more] = await ofFinal(dueAt)
  expect(more).toEqual([])
  expect(final).toEqual({
    quarter,
    mails: tinyReaders.length,
    sinceAt: dueAt,
    scheduleId: 'final-report',
    isPaused: false,
    goOutNow: true,
  })
  expect(final && overdueText(final)).toBe(
    'overdue: 5 mails of 2026-Q2, since 2026-07-03T06:00:00.000Z (final-report fell due while no worker ran); being sent now',
  )
  // One that a person paused doesn't go out by itself.
  const pause = { scheduleId: 'final-report-2026-Q2', pausedAt: dueAt, pausedBy: 'ada@company.example' }
  await addPause(store(), { ...pause, reason: '' })
  const [paused] = await ofFinal(dueAt)
  expect(paused && overdueText(paused)).toBe(
    'overdue: 5 mails of 2026-Q2, since 2026-07-03T06:00:00.000Z (final-report fell due while it was paused); to send them, run: plumbline report send --quarter 2026-Q2',
  )
  // A team that isn't there in the quarter, or is too small for a report, has no readers.
  const mailsBy = async (plan: string) => {
    await importPlan(store(), plan)
    return (await ofFinal(dueAt))[0]?.mails
  }
  const later = tinyPlanYaml().replaceAll('team: meadow, from: 2026-01-01', 'team: meadow, from: 2026-07-01')
  expect(await mailsBy(later)).toBe(tinyReaders.length - 1)
  expect(await mailsBy(tinyPlanYaml().replace('minimum_group: 1', 'minimum_group: 4'))).toBe(3)
  const workflowId = scheduledReportId('final-report', quarter)
  await useRunAuthorisation(store(), { runAuthorisationId: 'final-report', quarter, workflowId }, 'run-1')
  expect(await ofFinal(dueAt)).toEqual([])
})

it('are those of a report that was cut off, and go out by themselves where npm start has its delivery', async () => {
  const quarter = '2031-Q1'
  await saveEdition(store(), anEdition('cut off', { quarter }))
  const ada = { editionId: 'cut off', recipientName: 'Ada Example', suppressedBecause: null }
  await queueDeliveries(store(), [{ ...ada, recipientEmail: 'ada@company.example' }], dueAt)
  const cutOff = async () => (await overdueAt(dueAt)).find((each) => each.quarter === quarter)
  const waiting = await cutOff()
  expect(waiting).toEqual({
    quarter,
    mails: 1,
    sinceAt: dueAt,
    scheduleId: null,
    isPaused: false,
    goOutNow: false,
  })
  expect(waiting && overdueText(waiting)).toBe(
    'overdue: 1 mail of 2031-Q1, since 2026-07-03T06:00:00.000Z (the report was cut off); to send them, run: plumbline report send --quarter 2031-Q1',
  )
  const start = (taskQueue: string) =>
    temporal.client.workflow.start('deliverEditions', {
      taskQueue,
      workflowId: deliverWorkflowId(quarter),
      args: [],
    })
  const elsewhere = await start(`plumbline-report-send-${randomUUID()}`)
  expect(await cutOff()).toMatchObject({ goOutNow: false })
  await elsewhere.terminate()
  await start(mainTaskQueue)
  expect(await cutOff()).toMatchObject({ goOutNow: true })
})
