import {
  ChildWorkflowFailure,
  isCancellation,
  ParentClosePolicy,
  setHandler,
  sleep,
  startChild,
  workflowInfo,
} from '@temporalio/workflow'
import type { Delivered } from '../activities/deliver.ts'
import type { QuarterChoice } from '../activities/journey.ts'
import type { SyncClosed } from '../activities/sync.ts'
import type { Instant } from '../domain/instant.ts'
import type { QuarterId } from '../domain/quarter.ts'
import type { Stage } from '../domain/stages.ts'
import { deliverEditions } from './deliver-editions.ts'
import { deliverWorkflowId } from './ids.ts'
import { type JourneyProgress, journeyProgressQuery } from './messages.ts'
import { store } from './stages.ts'
import { syncNow } from './sync-once.ts'
import { waitForTurn } from './wait-for-turn.ts'

interface ReportInput {
  readonly choice: QuarterChoice
  /** Null: now, which is the workflow's start. */
  readonly asOfAt: Instant | null
  /** How long to wait for mails that the relay puts off. Defaults to ten minutes. */
  readonly deliveryPatienceMs?: number
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
}

/** A relay may put a mail off for hours: the delivery goes on by itself then, and the report is done. */
const deliveryPatienceMs = 10 * 60_000

/** The whole journey of one quarter: what the trackers hold becomes a report in each stakeholder's mailbox. */
export async function quarterReport(input: QuarterReportInput): Promise<QuarterReportResult> {
  let progress: JourneyProgress = { quarter: null, stages: {} }
  setHandler(journeyProgressQuery, () => progress)

  const asOfAt = input.asOfAt ?? workflowInfo().startTime.getTime()
  const { quarter, earlierQuarters, connectionIds } = await store.planJourney({
    choice: input.choice,
    asOfAt,
  })
  const quarters = [...earlierQuarters, quarter]
  progress = { ...progress, quarter }

  await stage(
    'sync',
    () => Promise.all(connectionIds.map(syncOrKeep)),
    (runs) => syncInWords(runs),
  )
  await stage(
    'classify',
    () => store.classifyTickets({}),
    ({ tickets, byStep }) => `${tickets} tickets, ${byStep.uncategorised} of them uncategorised`,
  )
  const measured = await stage(
    'effort',
    () => inTurn(quarters, (each) => store.measureQuarter({ quarter: each, asOfAt })),
    (runs) =>
      `${days(total(runs.map((run) => run.attributedMilliDays)))} person-days attributed in ${quarters.length} quarters`,
  )
  const reconciled = await stage(
    'reconcile',
    () => inTurn(measured, ({ effortRunId }) => store.reconcileQuarter({ effortRunId, earlierQuarters })),
    (runs) =>
      `misalignment ${runs.map((run) => `${run.quarter} ${misalignmentInWords(run.misalignmentShare)}`).join(', ')}`,
  )
  const { reconciliationId } = last(reconciled)
  if (input.through === 'reconcile') return { quarter, reconciliationId, editionIds: [], delivered: null }

  const { runAuthorisationId } = input
  const { editionIds } = await stage(
    'report',
    () => store.renderEditions({ quarter, reconciliationId, runAuthorisationId }),
    ({ editionIds: ids, created }) => `${ids.length} editions, ${created} of them new`,
  )
  const delivered = await stage(
    'deliver',
    async () => {
      await store.queueEditions({ quarter, editionIds, runAuthorisationId })
      const sending = await waitForTurn(() =>
        startChild(deliverEditions, {
          workflowId: deliverWorkflowId(quarter),
          args: [{ quarter, editionIds, runAuthorisationId }],
          parentClosePolicy: ParentClosePolicy.ABANDON,
        }),
      )
      const done = await Promise.race([
        sending.result(),
        sleep(input.deliveryPatienceMs ?? deliveryPatienceMs).then(() => null),
      ])
      return done ?? (await store.countDelivered({ editionIds }))
    },
    deliveredInWords,
  )
  return { quarter, reconciliationId, editionIds, delivered }

  async function stage<Result>(
    name: Stage,
    work: () => Promise<Result>,
    say: (result: Result) => string,
  ): Promise<Result> {
    progress = { ...progress, stages: { ...progress.stages, [name]: { state: 'running', said: '' } } }
    const result = await work()
    progress = { ...progress, stages: { ...progress.stages, [name]: { state: 'done', said: say(result) } } }
    return result
  }
}

/**
 * A tracker that refuses us for good doesn't silence the report: it goes on with what was read before, and says in it as of when.
 * One that was never read whole does: half a company's figures would be wrong ones.
 */
async function syncOrKeep(connectionId: string): Promise<SyncClosed | 'kept'> {
  try {
    return await syncNow(connectionId, 'recent')
  } catch (error) {
    if (!(error instanceof ChildWorkflowFailure) || isCancellation(error)) throw error
    const { syncedAt } = await store.lastSynced({ connectionId })
    if (syncedAt === null) throw error
    return 'kept'
  }
}

function syncInWords(runs: readonly (SyncClosed | 'kept')[]): string {
  const read = runs.filter((run) => run !== 'kept')
  const kept = runs.length - read.length
  const words = `${total(read.map((run) => run.tickets))} tickets in ${total(read.map((run) => run.requests))} requests`
  return kept === 0
    ? words
    : `${words}; ${kept} of ${runs.length} trackers refused us and are as they were read before`
}

function deliveredInWords({ sentNow, byState, nextAttemptInMs }: Delivered): string {
  const inAll = `${byState.sent} of ${total(Object.values(byState))} in all`
  return nextAttemptInMs === null
    ? `${sentNow} sent now, ${inAll}`
    : `${inAll} so far; ${byState.deferred + byState.queued + byState.sending} are tried again by themselves`
}

/** One after the other, so that the quarters don't hold all their tickets in memory at once. */
async function inTurn<From, To>(items: readonly From[], work: (item: From) => Promise<To>): Promise<To[]> {
  const results: To[] = []
  for (const item of items) results.push(await work(item))
  return results
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}

function days(milliDays: number): number {
  return Math.round(milliDays / 1000)
}

function last<Item>(items: readonly Item[]): Item {
  const item = items.at(-1)
  if (item === undefined) throw new Error('a journey has at least one quarter')
  return item
}

function misalignmentInWords(share: number | null): string {
  return share === null ? 'unknown' : `${Math.round(share * 100)} %`
}
