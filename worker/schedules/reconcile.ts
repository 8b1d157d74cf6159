import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleClient,
  ScheduleNotFoundError,
  type ScheduleOptions,
  type ScheduleSummary,
} from '@temporalio/client'
import type { KeyRing } from '../../adapters/secrets.ts'
import { isRefused } from '../../domain/refused-payload.ts'
import { isSameState, pauseNote, stateFor } from '../../domain/schedules/schedule.ts'
import { sealedDataConverter } from '../parts/temporal/data-converter.ts'
import { isAsWanted } from './sameness.ts'

/** Marks schedules as ours, so that others on the same cluster are left alone. */
const ownerMemo = 'plumbline'

export interface ScheduleChanges {
  readonly created: readonly string[]
  readonly updated: readonly string[]
  readonly deleted: readonly string[]
}

type Done = 'created' | 'updated' | 'unchanged'

interface Cluster {
  readonly schedules: ScheduleClient
  readonly keys: KeyRing
  readonly paused: ReadonlySet<string>
}

/**
 * Creates, updates and deletes until the cluster's schedules of ours are those wanted, and paused where people paused them, here
 * or in Temporal itself. What a schedule starts is sealed again where another key than the one that seals now has sealed it, or no
 * key of ours.
 * @param paused the ids of those that were paused here
 */
export async function reconcileSchedules(
  client: Client,
  keys: KeyRing,
  wanted: readonly ScheduleOptions[],
  paused: ReadonlySet<string> = new Set(),
): Promise<ScheduleChanges> {
  const { connection } = client
  const { namespace } = client.options
  const schedules = new ScheduleClient({
    connection,
    namespace,
    dataConverter: sealedDataConverter(keys, namespace, 'schedules'),
  })
  const cluster: Cluster = { schedules, keys, paused }
  const existing = new Set<string>()
  for await (const schedule of schedules.list()) {
    if (await isOurs(schedules, schedule)) existing.add(schedule.scheduleId)
  }
  const created: string[] = []
  const updated: string[] = []
  const deleted: string[] = []
  for (const options of wanted) {
    const done = existing.has(options.scheduleId)
      ? await updateIfChanged(cluster, options)
      : await createOrUpdate(cluster, options)
    if (done === 'created') created.push(options.scheduleId)
    if (done === 'updated') updated.push(options.scheduleId)
  }
  const wantedIds = new Set(wanted.map((options) => options.scheduleId))
  for (const scheduleId of existing) {
    if (wantedIds.has(scheduleId)) continue
    await deleteIfThere(schedules, scheduleId)
    deleted.push(scheduleId)
  }
  return { created, updated, deleted }
}

/**
 * A memo stays sealed with the key that it was made with (servers don't update it). Once that key is gone, the schedule is ours where
 * a key of ours has sealed what it starts.
 */
async function isOurs(schedules: ScheduleClient, { scheduleId, memo }: ScheduleSummary): Promise<boolean> {
  const { owner } = memo ?? {}
  const isUnreadable = owner === undefined && Object.hasOwn(memo ?? {}, 'owner')
  if (!isUnreadable) return owner === ownerMemo
  try {
    const { args = [] } = (await schedules.getHandle(scheduleId).describe()).action
    return args.length > 0 && !args.some(isRefused)
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return false
    throw error
  }
}

/** The list is eventually consistent: a schedule made a moment ago may be missing from it. */
async function createOrUpdate(cluster: Cluster, options: ScheduleOptions): Promise<Done> {
  try {
    return await create(cluster, options)
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error
    return await updateIfChanged(cluster, options)
  }
}

async function updateIfChanged(cluster: Cluster, options: ScheduleOptions): Promise<Done> {
  const { schedules, keys, paused } = cluster
  const handle = schedules.getHandle(options.scheduleId)
  const isPaused = paused.has(options.scheduleId)
  try {
    const found = await handle.describe()
    const isStateAsWanted = isSameState(found.state, stateFor(isPaused, found.state))
    if (isStateAsWanted && isAsWanted(found, options, keys.sealingKey.keyId)) return 'unchanged'
    await handle.update(({ state }) => {
      const { note, ...rest } = stateFor(isPaused, state)
      const { note: _, ...others } = state
      return { ...options, state: { ...others, ...rest, ...(note !== undefined && { note }) } }
    })
    return 'updated'
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error
    return await create(cluster, options)
  }
}

async function create({ schedules, paused }: Cluster, options: ScheduleOptions): Promise<'created'> {
  const state = paused.has(options.scheduleId) ? { state: { paused: true, note: pauseNote } } : {}
  await schedules.create({ ...options, ...state, memo: { owner: ownerMemo } })
  return 'created'
}

async function deleteIfThere(schedules: ScheduleClient, scheduleId: string): Promise<void> {
  try {
    await schedules.getHandle(scheduleId).delete()
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error
  }
}
