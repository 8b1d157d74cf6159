import { Client, type ScheduleOptions } from '@temporalio/client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type KeyRing, keyRingFromText, newKeyText } from '../../../adapters/secrets.ts'
import { sealingKeyIdOf } from '../../../adapters/temporal/payload-codec.ts'
import { sealedDataConverter } from '../../../worker/parts/temporal/data-converter.ts'
import { schedulesFor } from '../../../worker/schedules/list.ts'
import { reconcileSchedules, type ScheduleChanges } from '../../../worker/schedules/reconcile.ts'
import { aPlan, aTeamPlan } from '../../builders/plan.ts'
import { waitUntil } from '../../setup/wait-until.ts'
import { openOwnNamespace } from '../own-namespace.ts'

let temporal: Awaited<ReturnType<typeof openOwnNamespace>>

beforeAll(async () => {
  temporal = await openOwnNamespace()
})

afterAll(() => temporal.close())

const plan = aPlan({
  quarters: [{ quarter: '2036-Q2', planningStartsOn: '2036-06-15', teams: [aTeamPlan()] }],
})
const wanted = schedulesFor({ connectionIds: ['jira-1'], plan, syncEveryMinutes: 15, nowAt: 0 })
const ids = wanted.map(({ scheduleId }) => scheduleId)
const nothing: ScheduleChanges = { created: [], updated: [], deleted: [] }

it('makes the cluster hold exactly the schedules wanted, whatever it held, and leaves those of others alone', async () => {
  const { client } = temporal
  const ofOthers = new Client({ connection: client.connection, namespace: client.options.namespace })
  await ofOthers.schedule.create(ofSomebodyElse)

  expect(await makeTrue(wanted)).toEqual({ ...nothing, created: ids })
  await listed([...ids, ofSomebodyElse.scheduleId])
  const { nextActionTimes } = (await client.schedule.getHandle('pre-planning-report-2036-Q2').describe()).info
  expect(nextActionTimes[0]?.toISOString()).toMatch(/^2036-06-10T06:0[01]/)

  const before = await client.schedule.getHandle('sync-jira-1').describe()
  expect(await makeTrue(wanted)).toEqual(nothing)
  const after = await client.schedule.getHandle('sync-jira-1').describe()
  expect(after.info.lastUpdatedAt).toEqual(before.info.lastUpdatedAt)

  await client.schedule.getHandle('sync-jira-1').pause('the tracker is being moved')
  await client.schedule.getHandle('nightly-jira-1').pause('the tracker is being moved')
  const hourly = schedulesFor({ connectionIds: ['jira-1'], plan, syncEveryMinutes: 60, nowAt: 0 })
  expect(await makeTrue(hourly)).toEqual({ ...nothing, updated: ['sync-jira-1'] })
  for (const scheduleId of ['sync-jira-1', 'nightly-jira-1']) {
    const { state } = await client.schedule.getHandle(scheduleId).describe()
    expect(state).toMatchObject({ paused: true, note: 'the tracker is being moved' })
  }
  const sync = await client.schedule.getHandle('sync-jira-1').describe()
  expect(sync.spec.intervals).toMatchObject([{ every: 3_600_000 }])

  const reportsOnly = schedulesFor({ connectionIds: [], plan, syncEveryMinutes: 60, nowAt: 0 })
  expect(await makeTrue(reportsOnly)).toEqual({ ...nothing, deleted: ['nightly-jira-1', 'sync-jira-1'] })
  await listed([...reportsOnly.map(({ scheduleId }) => scheduleId), ofSomebodyElse.scheduleId])
})

it.each<{ what: string; change: (options: ScheduleOptions) => ScheduleOptions }>([
  {
    what: 'its time',
    change: (each) => ({ ...each, spec: { ...each.spec, calendars: [{ hour: 3, minute: 5 }] } }),
  },
  { what: 'its jitter', change: (each) => ({ ...each, spec: { ...each.spec, jitter: '7 minutes' } }) },
  {
    what: 'its catch-up window',
    change: (each) => ({ ...each, policies: { ...each.policies, catchupWindow: '2 hours' } }),
  },
  {
    what: 'its overlap policy',
    change: (each) => ({ ...each, policies: { ...each.policies, overlap: 'BUFFER_ONE' } }),
  },
  {
    what: 'what it starts',
    change: (each) => ({ ...each, action: { ...each.action, args: [{ connectionId: 'other' }] } }),
  },
])('updates a schedule when $what changed, once', async ({ what, change }) => {
  const first = ownNightly(what)
  await makeOne(first)
  const changed = change(first)
  expect(await makeOne(changed)).toBe('updated')
  expect(await makeOne(changed)).toBe('unchanged')
})

it('seals again what another key sealed, and what no key of ours opens any more; a pause is kept', async () => {
  const [oldText, newText] = [newKeyText(), newKeyText()]
  const old = keyRingFromText(oldText)
  const both = keyRingFromText(`${newText} ${oldText}`)
  const renewed = keyRingFromText(newText)
  const rotated = ownNightly('rotated')
  const lost = ownNightly('sealed with a key that is gone')
  const reconcile = (keys: KeyRing, schedules: ScheduleOptions[]) =>
    reconcileSchedules(temporal.client, keys, schedules)
  await reconcile(old, [rotated])
  expect(await makeOne(rotated, both)).toBe('updated')
  expect(await makeOne(rotated, both)).toBe('unchanged')
  expect(await makeOne(rotated, renewed)).toBe('unchanged')
  await reconcile(old, [rotated, lost])
  await clientWith(old).schedule.getHandle(lost.scheduleId).pause('the tracker is being moved')
  expect((await reconcile(renewed, [rotated, lost])).updated).toEqual([rotated.scheduleId, lost.scheduleId])
  for (const { scheduleId, action } of [rotated, lost]) {
    const found = await clientWith(renewed).schedule.getHandle(scheduleId).describe()
    expect(found.action.args).toEqual(action.args)
    const inputs = found.raw.schedule?.action?.startWorkflow?.input?.payloads ?? []
    expect(inputs.map(sealingKeyIdOf)).toEqual([renewed.sealingKey.keyId])
    expect(found.state.paused).toBe(scheduleId === lost.scheduleId)
  }
  const deleted = new Set<string>()
  await waitUntil(async () => {
    for (const each of (await reconcile(renewed, [])).deleted) deleted.add(each)
    return deleted.size === 2
  })
  expect([...deleted].toSorted()).toEqual([rotated.scheduleId, lost.scheduleId])
})

/** What the cluster lists of ours is eventually consistent; what is asked by name is not. */
async function makeTrue(schedules: readonly ScheduleOptions[]): Promise<ScheduleChanges> {
  const { created, updated, deleted } = await reconcileSchedules(temporal.client, temporal.keys, schedules)
  return { created, updated, deleted: deleted.toSorted() }
}

async function makeOne(
  options: ScheduleOptions,
  keys: KeyRing = temporal.keys,
): Promise<'created' | 'updated' | 'unchanged'> {
  const { created, updated } = await reconcileSchedules(temporal.client, keys, [options])
  return created.length > 0 ? 'created' : updated.length > 0 ? 'updated' : 'unchanged'
}

function clientWith(keys: KeyRing): Client {
  const { connection, options } = temporal.client
  const { namespace } = options
  return new Client({
    connection,
    namespace,
    dataConverter: sealedDataConverter(keys, namespace, 'client'),
  })
}

function ownNightly(name: string): ScheduleOptions {
  const nightly = wanted.find(({ scheduleId }) => scheduleId === 'nightly-jira-1')
  if (nightly === undefined) throw new Error('There is no nightly schedule.')
  return { ...nightly, scheduleId: `nightly ${name}` }
}

async function listed(scheduleIds: readonly string[]): Promise<void> {
  await waitUntil(async () => {
    const found: string[] = []
    for await (const { scheduleId } of temporal.client.schedule.list()) found.push(scheduleId)
    return found.toSorted().join() === scheduleIds.toSorted().join()
  })
}

const ofSomebodyElse: ScheduleOptions = {
  scheduleId: 'weekly-invoices',
  spec: { intervals: [{ every: '7 days' }] },
  memo: { owner: 'accounting' },
  action: { type: 'startWorkflow', workflowType: 'sendInvoices', taskQueue: 'accounting' },
}
