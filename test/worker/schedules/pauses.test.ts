import { Client, Connection } from '@temporalio/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listRunAuthorisations } from '../../../adapters/store/deliver/run-authorisations.ts'
import { currentPlan, savePlan } from '../../../adapters/store/reconcile/plans.ts'
import { addReview } from '../../../adapters/store/review/reviews.ts'
import { listPauses } from '../../../adapters/store/schedules/pauses.ts'
import { listAuditEntries } from '../../../adapters/store/sign-in/audit.ts'
import { confirmReportText } from '../../../wording/schedule-text.ts'
import { textIn } from '../../../wording/times.ts'
import { clientRetries } from '../../../worker/parts/temporal/client-retries.ts'
import { startOnce } from '../../../worker/runs/start-once.ts'
import { startSync } from '../../../worker/runs/start-sync.ts'
import { alignSchedules } from '../../../worker/schedules/align.ts'
import { pauseSchedule, resumeSchedule } from '../../../worker/schedules/control.ts'
import { runScheduleNow } from '../../../worker/schedules/run-now.ts'
import { listSchedules } from '../../../worker/schedules/standing.ts'
import { quarterReportId, syncWorkflowId } from '../../../workflows/ids.ts'
import { aBegunReview } from '../../adapters/store/review/a-review.ts'
import { aConnection, storeForThisFile } from '../../adapters/store/test-store.ts'
import { aPlan, aTeamPlan } from '../../builders/plan.ts'
import { at } from '../../builders/ticket.ts'
import { waitUntil } from '../../setup/wait-until.ts'
import { openOwnNamespace } from '../own-namespace.ts'

const store = storeForThisFile()
const nowAt = at('2036-05-01T00:00:00Z')
const setting = { syncEveryMinutes: 15, nowAt }
const actor = 'ada@company.example'
let temporal: Awaited<ReturnType<typeof openOwnNamespace>>
let syncId = ''
beforeAll(async () => {
  temporal = await openOwnNamespace()
  const { connectionId } = await aConnection(store(), 'Harbour')
  syncId = `sync-${connectionId}`
  const plan = aPlan({
    quarters: [
      { quarter: '2036-Q2', planningStartsOn: '2036-06-15', teams: [aTeamPlan()] },
      { quarter: '2036-Q3', planningStartsOn: null, teams: [aTeamPlan()] },
    ],
  })
  await savePlan(store(), { planVersion: 'plan', yaml: '', plan, nowAt })
  await align()
})
afterAll(() => temporal.close())

const place = () => ({ store: store(), client: temporal.client })
const align = (on = temporal) => alignSchedules(on.client, store(), on.keys, setting)
const stateOf = async (scheduleId: string, { client } = temporal) =>
  (await client.schedule.getHandle(scheduleId).describe()).state
const pause = (scheduleId: string, on = place()) =>
  pauseSchedule(on, { scheduleId, actor, reason: 'the plan is being redone', ...setting })
const resume = (scheduleId: string, on = place()) => resumeSchedule(on, { scheduleId, actor, ...setting })
const standingOf = async (scheduleId: string, on: Parameters<typeof listSchedules>[0] = place()) =>
  (await listSchedules(on, setting)).schedules.find((each) => each.scheduleId === scheduleId)
const lastEntry = async () => (await listAuditEntries(store(), { beforeNumber: null, limit: 1 }))[0]

test('a pause holds at once, survives aligning and a new Temporal, and ends when it is resumed', async () => {
  expect(await pause('drift-watch')).toEqual({ kind: 'changed', isInForce: true })
  expect(await stateOf('drift-watch')).toMatchObject({ paused: true })
  expect(await lastEntry()).toMatchObject({
    actor,
    action: 'pause schedule',
    subject: 'schedule drift-watch',
    after: 'paused: the plan is being redone',
  })
  expect((await align()).updated).toEqual([])
  expect(await stateOf('drift-watch')).toMatchObject({ paused: true })
  const renewed = await openOwnNamespace()
  await align(renewed)
  expect(await stateOf('drift-watch', renewed)).toMatchObject({ paused: true })
  expect(await stateOf(syncId, renewed)).toMatchObject({ paused: false })
  await renewed.close()
  expect(await pause('drift-watch')).toEqual({ kind: 'unchanged' })
  expect(await resume('drift-watch')).toEqual({ kind: 'changed', isInForce: true })
  expect(await stateOf('drift-watch')).toMatchObject({ paused: false })
  expect(await lastEntry()).toMatchObject({ action: 'resume schedule', after: 'running' })
  expect(await resume('drift-watch')).toEqual({ kind: 'unchanged' })
  expect(await listPauses(store())).toEqual([])
})

test('what was paused and resumed while Temporal was away is so once schedules are aligned', async () => {
  const away = { store: store(), client: null }
  expect(await pauseSchedule(away, { scheduleId: syncId, actor, reason: '', ...setting })).toEqual({
    kind: 'changed',
    isInForce: false,
  })
  expect(await stateOf(syncId)).toMatchObject({ paused: false })
  expect((await align()).updated).toEqual([syncId])
  expect(await stateOf(syncId)).toMatchObject({ paused: true })
  expect(await resumeSchedule(away, { scheduleId: syncId, actor, ...setting })).toEqual({
    kind: 'changed',
    isInForce: false,
  })
  expect((await align()).updated).toEqual([syncId])
  expect(await stateOf(syncId)).toMatchObject({ paused: false })
})

test('a pause made in Temporal itself stays, is shown as such, and can be ended here', async () => {
  await temporal.client.schedule.getHandle('drift-watch').pause('moving house')
  await align()
  expect(await standingOf('drift-watch')).toMatchObject({
    pause: null,
    held: { isPaused: true, pausedElsewhere: 'moving house' },
  })
  expect(await resume('drift-watch')).toEqual({ kind: 'changed', isInForce: true })
  expect(await stateOf('drift-watch')).toMatchObject({ paused: false })
  expect(await lastEntry()).toMatchObject({ action: 'resume schedule', before: 'paused in Temporal' })
  // The other way round: who resumes there what was paused here has it paused again.
  await pause('drift-watch')
  await temporal.client.schedule.getHandle('drift-watch').unpause()
  await align()
  expect(await stateOf('drift-watch')).toMatchObject({ paused: true })
  await resume('drift-watch')
})

test('a Temporal that does not answer leaves the list without runs, and starts nothing', async () => {
  const retries = clientRetries()
  const connection = Connection.lazy({ address: '127.0.0.1:9', interceptors: retries.interceptors })
  const away = { store: store(), client: new Client({ connection }) }
  const { schedules, isTemporalHere } = await listSchedules(away, setting)
  expect([isTemporalHere, schedules.length, schedules.some(({ held }) => held !== null)]).toEqual([
    false,
    6,
    false,
  ])
  const nowhere = { store: store(), client: null }
  const run = { scheduleId: syncId, actor, isConfirmed: false, ...setting }
  expect(await runScheduleNow(nowhere, run)).toEqual({ kind: 'away' })
  await retries.stop()
  await connection.close()
})

test('a schedule runs when a person says so, once at a time, and the list shows how that goes', async () => {
  const run = () => runScheduleNow(place(), { scheduleId: syncId, actor, isConfirmed: false, ...setting })
  expect(await run()).toMatchObject({ kind: 'started', isServed: false })
  expect(await lastEntry()).toMatchObject({ actor, action: 'run schedule', subject: `schedule ${syncId}` })
  await waitUntil(async () => (await standingOf(syncId))?.held?.lastRun?.end === 'running')
  expect(await run()).toEqual({ kind: 'under way' })
  const { info } = await temporal.client.schedule.getHandle(syncId).describe()
  const { workflowId = '' } = info.recentActions.at(-1)?.action.workflow ?? {}
  await temporal.client.workflow.getHandle(workflowId).terminate()
  await waitUntil(async () => (await standingOf(syncId))?.held?.lastRun?.end === 'stopped')
  expect(await standingOf(syncId)).toMatchObject({ connectionName: 'Harbour', held: { isPaused: false } })
  expect((await standingOf(syncId))?.held?.nextAt).toHaveLength(3)
  expect(
    await runScheduleNow(place(), { scheduleId: 'weekly-invoices', actor, isConfirmed: false, ...setting }),
  ).toEqual({ kind: 'unknown' })
})

test('the drift watch, which may mail, runs only once somebody has said so', async () => {
  const run = (isConfirmed: boolean) =>
    runScheduleNow(place(), { scheduleId: 'drift-watch', actor, isConfirmed, ...setting })
  expect(await run(false)).toEqual({ kind: 'notices to be confirmed' })
  expect((await standingOf('drift-watch'))?.held?.lastRun).toBeNull()
  expect(await run(true)).toMatchObject({ kind: 'started' })
  await waitUntil(async () => (await standingOf('drift-watch'))?.held?.lastRun?.end === 'running')
  const { info } = await temporal.client.schedule.getHandle('drift-watch').describe()
  const { workflowId = '' } = info.recentActions.at(-1)?.action.workflow ?? {}
  await temporal.client.workflow.getHandle(workflowId).terminate()
})

test('a report is mailed out of turn only once somebody has said so, by an authorisation of its own', async () => {
  const scheduleId = 'pre-planning-report-2036-Q2'
  const run = (isConfirmed: boolean, id = scheduleId) =>
    runScheduleNow(place(), { scheduleId: id, actor, isConfirmed, ...setting })
  const count = async () =>
    (await store().pool.query('select from run_authorisations where made_by = $1', ['schedules run']))
      .rowCount
  expect(await run(false)).toMatchObject({ kind: 'to be confirmed', report: { quarter: '2036-Q2' } })
  const found = await currentPlan(store())
  if (found === null) throw new Error('a plan is in force')
  const email = 'grace@company.example'
  const scope = { kind: 'company' } as const
  const quietPlan = {
    ...found.plan,
    quietHours: { startMinute: 0, endMinute: 1439 },
    stakeholders: [{ stakeholderId: email, name: 'Grace', email, audience: 'executive' as const, scope }],
  }
  await savePlan(store(), { planVersion: 'quiet', yaml: '', plan: quietPlan, nowAt: nowAt + 1 })
  const asked = await run(false)
  const text =
    asked.kind === 'to be confirmed'
      ? textIn('UTC', confirmReportText(asked.report, asked, setting.nowAt))
      : ''
  expect(text).toContain('hold back mails until 23:59 on 2036-05-01 (Europe/Berlin): grace@company.example.')
  expect(await run(true, 'final-report-2036-Q2')).toMatchObject({ kind: 'too early', from: '2036-07-01' })
  const review = aBegunReview({ quarter: '2036-Q2' })
  await addReview(store().pool, review)
  expect(await run(true)).toMatchObject({ kind: 'under review' })
  await store().pool.query('delete from reviews where review_id = $1', [review.reviewId])
  expect(await count()).toBe(0)
  expect(await run(true)).toMatchObject({ kind: 'started' })
  expect(await count()).toBe(2)
  const handle = temporal.client.workflow.getHandle(quarterReportId('2036-Q2'))
  expect((await handle.describe()).status.name).toBe('RUNNING')
  expect((await standingOf(scheduleId))?.held?.lastRun?.end).toBe('running')
  // What the schedule itself may mail is as it was: it finds the editions that were frozen, and their mails sent.
  const own = await listRunAuthorisations(store(), 'pre-planning-report')
  expect(own.map(({ runId }) => runId)).toEqual([null, null])
  expect(await lastEntry()).toMatchObject({ actor, action: 'send report', subject: 'reports of 2036-Q2' })
  await handle.terminate()
})

test('run now, pressed three times at once, is one run and one entry in the audit trail', async () => {
  const { connectionId } = await aConnection(store(), 'Twice')
  await align()
  const entries = async (action: string) =>
    (await listAuditEntries(store(), { beforeNumber: null, limit: 50 })).filter(
      (each) =>
        each.action === action && each.subject.endsWith(action === 'read now' ? 'Twice' : connectionId),
    )
  const run = () =>
    runScheduleNow(place(), { scheduleId: `sync-${connectionId}`, actor, isConfirmed: true, ...setting })
  const outcomes = await Promise.all([run(), run(), run()])
  expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['started', 'under way', 'under way'])
  expect(await entries('run schedule')).toHaveLength(1)

  const other = await aConnection(store(), 'Once')
  const workflowId = syncWorkflowId(other.connectionId)
  const sync = { connectionId: other.connectionId, depth: 'recent' } as const
  const start = () =>
    startOnce(place(), {
      ...{ workflowId, entry: { actor, action: 'read now', subject: 'connection Twice', nowAt } },
      start: () => startSync({ client: temporal.client, taskQueue: 'nobody serves it' }, sync),
    })
  expect(await Promise.all([start(), start(), start()])).toEqual(['started', 'started', 'started'])
  expect(await entries('read now')).toHaveLength(1)
})
