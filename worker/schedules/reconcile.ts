import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptions,
} from '@temporalio/client'
import { isAsWanted } from './sameness.ts'

/** Marks schedules as ours, so that others on the same cluster are left alone. */
const ownerMemo = 'plumbline'

export interface ScheduleChanges {
  readonly created: readonly string[]
  readonly updated: readonly string[]
  readonly deleted: readonly string[]
}

type Done = 'created' | 'updated' | 'unchanged'

/** Creates, updates and deletes until the cluster's schedules of ours are those wanted; pauses by people are kept. */
export async function reconcileSchedules(
  client: Client,
  wanted: readonly ScheduleOptions[],
): Promise<ScheduleChanges> {
  const existing = new Set<string>()
  for await (const schedule of client.schedule.list()) {
    if (schedule.memo?.['owner'] === ownerMemo) existing.add(schedule.scheduleId)
  }
  const created: string[] = []
  const updated: string[] = []
  const deleted: string[] = []
  for (const options of wanted) {
    const done = existing.has(options.scheduleId)
      ? await updateIfChanged(client, options)
      : await createOrUpdate(client, options)
    if (done === 'created') created.push(options.scheduleId)
    if (done === 'updated') updated.push(options.scheduleId)
  }
  const wantedIds = new Set(wanted.map((options) => options.scheduleId))
  for (const scheduleId of existing) {
    if (wantedIds.has(scheduleId)) continue
    await deleteIfThere(client, scheduleId)
    deleted.push(scheduleId)
  }
  return { created, updated, deleted }
}

/** The list is eventually consistent: a schedule made a moment ago may be missing from it. */
async function createOrUpdate(client: Client, options: ScheduleOptions): Promise<Done> {
  try {
    await client.schedule.create({ ...options, memo: { owner: ownerMemo } })
    return 'created'
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error
    return await updateIfChanged(client, options)
  }
}

async function updateIfChanged(client: Client, options: ScheduleOptions): Promise<Done> {
  const handle = client.schedule.getHandle(options.scheduleId)
  try {
    if (isAsWanted(await handle.describe(), options)) return 'unchanged'
    await handle.update((previous) => ({ ...options, state: previous.state }))
    return 'updated'
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error
    await client.schedule.create({ ...options, memo: { owner: ownerMemo } })
    return 'created'
  }
}

async function deleteIfThere(client: Client, scheduleId: string): Promise<void> {
  try {
    await client.schedule.getHandle(scheduleId).delete()
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error
  }
}
