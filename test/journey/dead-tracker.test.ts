import { afterAll, beforeAll, expect, test } from 'vitest'
import { latestReconciliation } from '../../adapters/store/reconcile/reconciliations.ts'
import { alignSchedules } from '../../worker/schedules/align.ts'
import { reportScheduleId, scheduledReportId } from '../../workflows/ids.ts'
import type { quarterReport } from '../../workflows/index.ts'
import { waitUntil } from '../setup/wait-until.ts'
import { tinyAsOfAt } from './company.ts'
import { tinyPlanYaml, tinyReaders } from './plan.ts'
import { openPlumblineHere, type PlumblineHere } from './plumbline-here.ts'
import { connectBoth, connectLinear, importPlan } from './scene.ts'

// Both trackers are read on the evening of 8 April 2026. Then Meadow's never lets anybody in again, and Harbour's goes on.

const lastReadAt = Date.parse('2026-04-08T18:00:00Z')

let here: PlumblineHere

beforeAll(async () => {
  here = await openPlumblineHere()
  here.setClock(lastReadAt)
  const { store, trackers, plumbline } = here
  const keys = await plumbline.keys()
  const { jira, linear } = await connectBoth(store, keys, trackers)
  await importPlan(store, tinyPlanYaml())
  await Promise.all([here.sync(jira), here.sync(linear)])
  await connectLinear(store, keys, trackers, 'lin_api_revoked')
  here.setClock(tinyAsOfAt)
})

afterAll(() => here[Symbol.asyncDispose]())

async function figures() {
  const reconciliation = (await latestReconciliation(here.store, '2026-Q2'))?.reconciliation
  const [harbour, meadow] = reconciliation?.teams ?? []
  return { coverage: reconciliation?.coverage, company: reconciliation?.company, harbour, meadow }
}

function mailTo(name: string, since = 0) {
  const mail = here.smtp.mails.slice(since).find(({ recipient }) => recipient.startsWith(`${name}.`))
  return { subject: mail?.subject ?? '', text: (mail?.text ?? '').replace(/\s+/g, ' ') }
}

const stale = { because: 'stale', readUntil: '2026-04-08' }

test('a report by hand goes out to all, and says which tracker was read until when', async () => {
  expect((await here.report()).delivered).toMatchObject({ sentNow: tinyReaders.length })
  expect((await figures()).coverage?.connections).toMatchObject([
    { name: 'harbour-jira', staleness: 'fresh' },
    { name: 'meadow-linear', staleness: 'stale' },
  ])
  const missing = 'Not in these figures: what changed in meadow-linear since 8 April.'
  expect(here.smtp.mails.map(({ text }) => text.replace(/\s+/g, ' ').includes(missing))).toEqual(
    tinyReaders.map(() => true),
  )
  for (const name of ['edda', 'petra']) {
    expect(mailTo(name).subject).toBe('Q2 so far: can’t tell, one of the trackers was last synced on 8 April')
  }
})

test('days after the last reading are told apart, and nothing is called of them', async () => {
  const { company, harbour, meadow } = await figures()
  // Cleo and Dario on 9 and 10 April: 4 of 14 days. The other 10 are those that journey.test.ts works out, less what MEA-1 and
  // MEA-3 got on these two days.
  expect(meadow?.capacity).toMatchObject({
    attributedMilliDays: 8000,
    unattributedMilliDays: 6000, // Dario had nothing on the 1st and 2nd
    unreadMilliDays: 4000,
  })
  expect(meadow?.categories.map(({ actualMilliDays, call }) => [actualMilliDays, call])).toEqual([
    [4678, 'cannot_tell'], // MEA-1, still in progress
    [777, 'cannot_tell'],
    [2545, 'cannot_tell'],
  ])
  expect(meadow).toMatchObject({ doubt: stale, reliability: { state: 'cannot_tell' } })
  expect(meadow?.commitments).toMatchObject([{ name: 'Faster sign-up', standing: 'cannot_tell' }])
  // 4 of the company's 22.55 days, more than a tenth.
  expect(company).toMatchObject({ doubt: stale, capacity: { unreadMilliDays: 4000 } })
  // Harbour works in the tracker that is read: its figures are those of any other day.
  expect(harbour).toMatchObject({ doubt: null, capacity: { unreadMilliDays: 0, attributedMilliDays: 6750 } })
  expect(harbour?.commitments).toMatchObject([{ actualMilliDays: 3210, standing: 'on_plan' }])
})

test('the final report of a schedule goes out too, with no zeros for weeks that nobody read', async () => {
  const mailsBefore = here.smtp.mails.length
  const nowAt = Date.parse('2026-07-03T07:00:00Z')
  here.setClock(nowAt)
  const { plumbline, store } = here
  const { client } = plumbline.temporal
  await alignSchedules(client, store, await plumbline.keys(), { syncEveryMinutes: 15, nowAt })
  const schedule = client.schedule.getHandle(reportScheduleId('final-report', '2026-Q2'))
  await schedule.trigger()
  const started = async () => (await schedule.describe()).info.recentActions[0]?.action.workflow.workflowId
  await waitUntil(async () => (await started()) !== undefined)
  const workflowId = (await started()) ?? ''
  expect(workflowId).toContain(scheduledReportId('final-report', '2026-Q2'))
  const { delivered } = await client.workflow.getHandle<typeof quarterReport>(workflowId).result()
  expect(delivered).toMatchObject({ sentNow: tinyReaders.length })

  const { meadow } = await figures()
  // 64 working days of two people; of the first five each, Dario had nothing on two.
  expect(meadow).toMatchObject({
    doubt: stale,
    capacity: { attributedMilliDays: 8000, unattributedMilliDays: 120_000, unreadMilliDays: 118_000 },
  })
  const { subject, text } = mailTo('mona', mailsBefore)
  expect(subject).toBe('Meadow, Q2: can’t tell, one of the trackers was last synced on 8 April')
  expect(text).toContain('Not in these figures: what changed in meadow-linear since 8 April.')
  expect(text).toMatch(/30 Mar 2 0 0 0 6 Apr 3 1 3 0 13 Apr – – – – /)
  expect(text).toMatch(/29 Jun – – – – Interruptions by week Interruptions 30 Mar 0 6 Apr 0 13 Apr – /)
})
