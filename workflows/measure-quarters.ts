import type { Activities } from '../activities/index.ts'
import type { Journey } from '../activities/journey.ts'
import type { QuarterReconciled } from '../activities/measure/reconcile.ts'
import type { Instant } from '../domain/instant.ts'
import type { Stage, StageCounts } from '../domain/stages.ts'

export type MeasuringActivities = Pick<Activities, 'classifyTickets' | 'measureQuarter' | 'reconcileQuarter'>

type QuartersOfJourney = Pick<Journey, 'quarter' | 'earlierQuarters' | 'olderQuarters'>

/** Runs one stage, and may tell that it began and what came of it. */
export type RunStage = <Name extends Stage, Result>(
  name: Name,
  work: () => Promise<Result>,
  countsOf: (result: Result) => StageCounts[Name],
) => Promise<Result>

/**
 * The middle of the journey: from stored tickets to its reconciled quarter, the older ones first, since later ones read their
 * figures. The workflow runs it with its activities, and a lookup between journeys in its own process.
 */
export async function measureQuarters(
  activities: MeasuringActivities,
  { journey, asOfAt }: { readonly journey: QuartersOfJourney; readonly asOfAt: Instant },
  runStage: RunStage,
): Promise<QuarterReconciled> {
  const { quarter, earlierQuarters, olderQuarters = [] } = journey
  const quarters = [...olderQuarters, ...earlierQuarters, quarter]
  await runStage(
    'classify',
    () => activities.classifyTickets({}),
    ({ tickets, byStep }) => ({ tickets, uncategorised: byStep.uncategorised }),
  )
  const measured = await runStage(
    'effort',
    () => inTurn(quarters, (each) => activities.measureQuarter({ quarter: each, asOfAt })),
    (runs) => ({
      attributedMilliDays: runs.reduce((sum, each) => sum + each.attributedMilliDays, 0),
      quarters: runs.length,
    }),
  )
  const reconciled = await runStage(
    'reconcile',
    () => inTurn(measured, ({ effortRunId }) => activities.reconcileQuarter({ effortRunId })),
    (runs) => ({
      quarters: runs.map((each) => ({ quarter: each.quarter, misalignmentShare: each.misalignmentShare })),
    }),
  )
  const last = reconciled.at(-1)
  if (last === undefined) throw new Error('a journey has at least one quarter')
  return last
}

/** One after the other, so that the quarters don't hold all their tickets in memory at once. */
async function inTurn<From, To>(items: readonly From[], work: (item: From) => Promise<To>): Promise<To[]> {
  const results: To[] = []
  for (const item of items) results.push(await work(item))
  return results
}
