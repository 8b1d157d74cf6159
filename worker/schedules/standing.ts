import { type Client, ScheduleNotFoundError, WorkflowNotFoundError } from '@temporalio/client'
import { loadConnectionNames } from '../../adapters/store/connections/names.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import { listPauses } from '../../adapters/store/schedules/pauses.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { pauseNote, type ScheduledWork } from '../../domain/schedules/schedule.ts'
import type { HeldSchedule, ScheduleRun, ScheduleStanding } from '../../domain/schedules/standing.ts'
import { quarterReportId } from '../../workflows/ids.ts'
import { orAway } from '../temporal/temporal-away.ts'
import { workflowFailure } from '../temporal/workflow-failure.ts'
import { type ScheduleSetting, scheduleInput } from './align.ts'
import { type PlannedSchedule, plannedSchedules } from './list.ts'

/** Where schedules are kept; null where there is no Temporal to ask. */
export interface SchedulePlace {
  readonly store: Store
  readonly client: Client | null
}

const mostNext = 3

export interface ScheduleList {
  readonly schedules: readonly ScheduleStanding[]
  /** Whether Temporal told what it knows of them. */
  readonly isTemporalHere: boolean
}

/** Every schedule with its pause, its next runs and its last; without what Temporal knows where it is away. */
export async function listSchedules(
  { store, client }: SchedulePlace,
  setting: ScheduleSetting,
): Promise<ScheduleList> {
  const planned = await storedSchedules(store, setting)
  const [held, isTemporalHere] = await heldOrAway(client, planned)
  const pauses = new Map((await listPauses(store)).map((pause) => [pause.scheduleId, pause]))
  const names = await loadConnectionNames(store)
  const schedules = planned.map(({ work, options: { scheduleId } }, index) => ({
    scheduleId,
    work,
    connectionName: 'connectionId' in work ? (names.get(work.connectionId) ?? null) : null,
    pause: pauses.get(scheduleId) ?? null,
    held: held[index] ?? null,
  }))
  return { schedules, isTemporalHere }
}

async function storedSchedules(store: Store, setting: ScheduleSetting): Promise<PlannedSchedule[]> {
  const plan = (await currentPlan(store))?.plan ?? null
  return plannedSchedules(await scheduleInput(store, plan, setting))
}

/** What a schedule does; null where none of that id should exist. */
export async function findSchedule(
  store: Store,
  { scheduleId, ...setting }: ScheduleSetting & { readonly scheduleId: string },
): Promise<ScheduledWork | null> {
  const planned = await storedSchedules(store, setting)
  return planned.find(({ options }) => options.scheduleId === scheduleId)?.work ?? null
}

async function heldOrAway(
  client: Client | null,
  planned: readonly PlannedSchedule[],
): Promise<[readonly (HeldSchedule | null)[], boolean]> {
  if (client === null) return [[], false]
  const held = await orAway(client, () =>
    Promise.all(planned.map(({ work, options }) => heldSchedule(client, options.scheduleId, work))),
  )
  return held === null ? [[], false] : [held, true]
}

/** Null where Temporal has no such schedule. */
export async function heldSchedule(
  client: Client,
  scheduleId: string,
  work: ScheduledWork,
): Promise<HeldSchedule | null> {
  try {
    const { state, info } = await client.schedule.getHandle(scheduleId).describe()
    const { workflow } = info.recentActions.at(-1)?.action ?? {}
    const runs = await Promise.all([
      workflow === undefined ? null : runOf(client, workflow.workflowId, workflow.firstExecutionRunId),
      // A person's run of a report has an id of its own.
      'quarter' in work ? runOf(client, quarterReportId(work.quarter)) : null,
    ])
    const { paused: isPaused, note = '' } = state
    return {
      isPaused,
      pausedElsewhere: isPaused && note !== pauseNote ? note : null,
      nextAt: info.nextActionTimes.slice(0, mostNext).map((at) => at.getTime()),
      lastRun: runs.filter((run) => run !== null).toSorted((a, b) => b.startedAt - a.startedAt)[0] ?? null,
    }
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return null
    throw error
  }
}

/** Null where there is none of that id. */
async function runOf(client: Client, workflowId: string, runId?: string): Promise<ScheduleRun | null> {
  const handle = client.workflow.getHandle(workflowId, runId)
  try {
    const { status, startTime, closeTime } = await handle.describe()
    const startedAt = startTime.getTime()
    const endedAt = closeTime?.getTime() ?? null
    switch (status.name) {
      case 'RUNNING':
        return { startedAt, endedAt: null, end: 'running', failure: null }
      case 'COMPLETED':
        return { startedAt, endedAt, end: 'completed', failure: null }
      case 'FAILED':
        return { startedAt, endedAt, end: 'failed', failure: await workflowFailure(handle) }
      case 'TIMED_OUT':
        return { startedAt, endedAt, end: 'failed', failure: 'it took too long' }
      default:
        return { startedAt, endedAt, end: 'stopped', failure: null }
    }
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null
    throw error
  }
}
