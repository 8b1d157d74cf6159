import { randomUUID } from 'node:crypto'
import type { WorkflowHandle, WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client'
import { tsToMs } from '@temporalio/common/lib/time.js'
import pg from 'pg'
import { StoreUnavailableError } from '../../adapters/store/sql/client.ts'
import { type Stage, stages } from '../../domain/stages.ts'
import { startReport } from '../../worker/runs/start-report.ts'
import { mainTaskQueue } from '../../workflows/ids.ts'
import type { quarterReport } from '../../workflows/index.ts'
import { waitUntil } from '../setup/wait-until.ts'
import type { Away } from './away.ts'
import { tinyAsOfAt } from './company.ts'

/** Reports of the tiny company's quarter, each held in another stage by what the test has in its own hands. */
export interface HeldStages extends AsyncDisposable {
  /** The last stage's first. */
  readonly reports: readonly WorkflowHandleWithFirstExecutionRunId<typeof quarterReport>[]
  /** Lets go of every table; the relay stays as it is. */
  release(): Promise<void>
}

/** A table that the stage writes: nobody else does while the test has it locked. */
const tableOf: Readonly<Record<Stage, string>> = {
  sync: 'sync_runs',
  classify: 'decisions',
  effort: 'effort_runs',
  reconcile: 'reconciliations',
  report: 'editions',
  deliver: 'delivery_attempts',
}

/**
 * Starts a report for each stage, the last stage's first, and waits until it is held there: a table is locked only when the reports
 * of later stages are past it.
 * @param areMailsHeld where the relay holds what `deliver` sends, tells when it does
 */
export async function holdStages(
  { store, client, environment }: Away,
  heldStages: readonly Stage[],
  areMailsHeld: (() => boolean | Promise<boolean>) | null = null,
): Promise<HeldStages> {
  const session = new pg.Client({ connectionString: environment['DATABASE_URL'] })
  await session.connect()
  await session.query('begin')
  const isWaitedFor = async (table: string): Promise<boolean> => {
    // Tables of other tests' databases have the same numbers.
    const waiting = `select from pg_locks where relation = $1::regclass and not granted
      and database = (select oid from pg_database where datname = current_database())`
    return ((await session.query(waiting, [table])).rowCount ?? 0) > 0
  }
  const reports = []
  for (const stage of stages.filter((each) => heldStages.includes(each)).toReversed()) {
    const isHeld =
      stage === 'deliver' && areMailsHeld !== null ? areMailsHeld : () => isWaitedFor(tableOf[stage])
    if (isHeld !== areMailsHeld) await session.query(`lock table ${tableOf[stage]} in share mode`)
    const report = await startReport(
      { client, store, taskQueue: mainTaskQueue },
      {
        quarter: '2026-Q2',
        asOfAt: tinyAsOfAt,
        workflowId: `held-in-${stage}-${randomUUID()}`,
        madeBy: 'this test',
        nowAt: Date.now(),
      },
    )
    reports.push(report)
    await waitUntil(isHeld)
  }
  return {
    reports,
    release: async () => void (await session.query('rollback')),
    [Symbol.asyncDispose]: () => session.end(),
  }
}

/**
 * The activities of a workflow that were started anew because their worker had gone, and when the last time, by Temporal's clock. Those
 * that a busy database had kept waiting too long are left out.
 */
export async function laterAttemptsOf(
  workflow: WorkflowHandle,
): Promise<{ readonly activity: string; readonly startedAt: number }[]> {
  const events = (await workflow.fetchHistory()).events ?? []
  return events.flatMap(({ eventTime, activityTaskStartedEventAttributes: started }) => {
    if (started?.attempt == null || started.attempt < 2) return []
    if (started.lastFailure?.applicationFailureInfo?.type === StoreUnavailableError.name) return []
    const scheduled = events.find(({ eventId }) => started.scheduledEventId?.equals(eventId ?? 0))
    const activity = scheduled?.activityTaskScheduledEventAttributes?.activityType?.name ?? ''
    return [{ activity, startedAt: tsToMs(eventTime) }]
  })
}
