import { setHandler, workflowInfo } from '@temporalio/workflow'
import type { Delivered } from '../activities/deliver/deliver.ts'
import type { SyncClosed } from '../activities/sync/sync.ts'
import type { Instant } from '../domain/instant.ts'
import type { QuarterChoice } from '../domain/plan/reportable-quarter.ts'
import type { QuarterId } from '../domain/quarter.ts'
import type { Stage, StageCounts, StagesProgress } from '../domain/stages.ts'
import { measureQuarters } from './measure-quarters.ts'
import { type JourneyProgress, journeyProgressQuery } from './messages.ts'
import { sendEditions } from './send-editions.ts'
import { store } from './stages.ts'
import { syncOrKeep } from './sync-or-keep.ts'

interface ReportInput {
  readonly choice: QuarterChoice
  /** Null: now, which is the workflow's start. */
  readonly asOfAt: Instant | null
  /** How long to wait for mails that the relay puts off. Defaults to ten minutes. */
  readonly deliveryPatienceMs?: number
  /** How long to wait for a tracker that doesn't answer. Defaults to 14 hours. */
  readonly syncPatienceMs?: number
}

/** `reconcile` looks at the drift, freezes no edition and mails nobody; `deliver` needs what a command or schedule authorised. */
export type QuarterReportInput =
  | (ReportInput & { readonly through: 'reconcile' })
  | (ReportInput & { readonly through: 'deliver'; readonly runAuthorisationId: string })

export interface QuarterReportResult {
  readonly quarter: QuarterId
  readonly reconciliationId: string
  readonly editionIds: readonly string[]
  /** Null where the run was not to deliver. */
  readonly delivered: Delivered | null
  /** What each stage came to: a query may go unanswered where the worker is busy, the result does not. */
  readonly stages: StagesProgress
}

/** The whole journey of one quarter: what the trackers hold becomes a report in each stakeholder's mailbox. */
export async function quarterReport(input: QuarterReportInput): Promise<QuarterReportResult> {
  let progress: JourneyProgress = { quarter: null, stages: {} }
  setHandler(journeyProgressQuery, () => progress)

  const asOfAt = input.asOfAt ?? workflowInfo().startTime.getTime()
  const journey = await store.planJourney({ choice: input.choice, asOfAt })
  const { quarter, connectionIds } = journey
  progress = { ...progress, quarter }

  await stage(
    'sync',
    () => Promise.all(connectionIds.map((each) => syncOrKeep(each, input.syncPatienceMs))),
    syncCounts,
  )
  const { reconciliationId } = await measureQuarters(store, { journey, asOfAt }, stage)
  if (input.through === 'reconcile') return resultWith([], null)

  const { runAuthorisationId } = input
  const { editionIds } = await stage(
    'report',
    () => store.renderEditions({ quarter, reconciliationId, runAuthorisationId }),
    ({ editionIds: ids, created }) => ({ editions: ids.length, created }),
  )
  const delivered = await stage(
    'deliver',
    () => sendEditions({ quarter, editionIds, runAuthorisationId }, input.deliveryPatienceMs),
    (counts) => counts,
  )
  return resultWith(editionIds, delivered)

  function resultWith(frozenIds: readonly string[], settled: Delivered | null): QuarterReportResult {
    const { stages } = progress
    return { quarter, reconciliationId, editionIds: frozenIds, delivered: settled, stages }
  }

  async function stage<Name extends Stage, Result>(
    name: Name,
    work: () => Promise<Result>,
    countsOf: (result: Result) => StageCounts[Name],
  ): Promise<Result> {
    progress = { ...progress, stages: { ...progress.stages, [name]: { state: 'running' } } }
    const result = await work()
    const counts = countsOf(result)
    progress = { ...progress, stages: { ...progress.stages, [name]: { state: 'done', counts } } }
    return result
  }
}

function syncCounts(runs: readonly (SyncClosed | 'kept')[]): StageCounts['sync'] {
  const read = runs.filter((run) => run !== 'kept')
  return {
    tickets: total(read.map((run) => run.tickets)),
    requests: total(read.map((run) => run.requests)),
    connections: runs.length,
    refused: runs.length - read.length,
  }
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
