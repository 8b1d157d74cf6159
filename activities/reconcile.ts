import { loadDecisions } from '../adapters/store/classify/decisions.ts'
import { loadAnswers, loadSampleUnits } from '../adapters/store/classify/queue.ts'
import { ruleSetInForce } from '../adapters/store/classify/rules-in-force.ts'
import { loadStatusMap } from '../adapters/store/classify/status-map.ts'
import { type EffortRun, loadEffortRun } from '../adapters/store/effort/effort.ts'
import { loadBaseline, takeBaseline } from '../adapters/store/reconcile/baselines.ts'
import { loadForecasts } from '../adapters/store/reconcile/forecasts.ts'
import { type ImportedPlan, planAtStart } from '../adapters/store/reconcile/plans.ts'
import { reconciliationsAsOf, saveReconciliation } from '../adapters/store/reconcile/reconciliations.ts'
import { listConnections } from '../adapters/store/sync/connections.ts'
import { listQuarantine } from '../adapters/store/sync/quarantine.ts'
import { loadContainers, loadFormerKeys, loadTickets, loadUsers } from '../adapters/store/sync/tickets.ts'
import { countSteps, type Decision } from '../domain/classify/decision.ts'
import type { Instant } from '../domain/instant.ts'
import { matchPeople } from '../domain/people.ts'
import { baselineCutoffAt, baselineStart } from '../domain/plan/baseline-start.ts'
import { type Plan, plannedTeamIds } from '../domain/plan/plan.ts'
import type { QuarterId } from '../domain/quarter.ts'
import type { UncategorisedSample } from '../domain/reconcile/dataset/input.ts'
import { pastOf, quartersBefore } from '../domain/reconcile/forecast/past-quarters.ts'
import { reconcileSteps } from '../domain/reconcile/reconcile.ts'
import { currentUnitsOf } from '../domain/sample/current-units.ts'
import { drawSample } from '../domain/sample/draws.ts'
import { sampledShares } from '../domain/sample/sampled-shares.ts'
import type { ActivityDependencies } from './dependencies.ts'
import { ResultMissingError } from './errors.ts'
import { planInForce } from './plan-in-force.ts'
import { inSlices } from './slices.ts'

export interface QuarterReconciled {
  readonly quarter: QuarterId
  readonly reconciliationId: string
  /** Null where nothing was planned or done. */
  readonly misalignmentShare: number | null
}

export function reconcileActivities({
  store,
  now,
  betweenSlices,
}: Pick<ActivityDependencies, 'store' | 'now' | 'betweenSlices'>) {
  /**
   * Frozen the first time that a quarter is reconciled: the plan that it began with, or the first one imported after its start,
   * and the tickets that existed at its start.
   */
  async function baselineOf(quarter: QuarterId, inForce: ImportedPlan) {
    const taken = await loadBaseline(store, quarter)
    if (taken !== null) return taken
    const cutoffAt = baselineCutoffAt(quarter, inForce.plan)
    const atStart = await planAtStart(store, quarter, cutoffAt)
    const { imported, takenAt } = baselineStart(atStart, inForce, cutoffAt)
    const { plan, planVersion } = imported
    return await takeBaseline(store, { quarter, planVersion, plan, takenAt, cutoffAt })
  }

  /** What is known of the quarters before: their figures, and the forecasts that were made of them. */
  async function knownBefore(quarter: QuarterId, asOfAt: Instant, { plan }: ImportedPlan) {
    const quarters = quartersBefore(quarter, plan)
    return {
      past: pastOf(quarters, await reconciliationsAsOf(store, quarters, asOfAt)),
      keptForecasts: await loadForecasts(store, [quarter, ...quarters], asOfAt),
    }
  }

  /** What the review queue's answers up to the as-of instant tell of the uncategorised work of a quarter. */
  async function samplesOf(
    { quarter, asOfAt, result: { rows } }: EffortRun,
    plan: Plan,
    decisions: readonly Decision[],
  ): Promise<UncategorisedSample[]> {
    const units = await loadSampleUnits(store, quarter)
    const answers = await loadAnswers(store, asOfAt)
    return sampledShares({
      units,
      answers,
      sample: drawSample(units, answers, quarter),
      current: currentUnitsOf(rows, decisions),
      teamIds: plannedTeamIds(plan, quarter),
    })
  }

  return {
    /** Holds one effort run against the plan. */
    async reconcileQuarter(input: { readonly effortRunId: string }): Promise<QuarterReconciled> {
      const run = await loadEffortRun(store, input.effortRunId)
      if (run === null) throw new ResultMissingError(`there is no effort run ${input.effortRunId}`)
      const { quarter, asOfAt } = run
      const inForce = await planInForce(store)
      const { plan, planVersion } = inForce
      const connections = await listConnections(store)
      const decisions = await loadDecisions(store)
      const { ruleSet } = await ruleSetInForce(store)
      const tickets = await loadTickets(store)
      const steps = reconcileSteps({
        quarter,
        asOfAt,
        plan,
        planVersion,
        rulesVersion: run.rulesVersion,
        baseline: await baselineOf(quarter, inForce),
        effort: run.result,
        tickets,
        containers: await loadContainers(store),
        decisions,
        outcomeOf: (await loadStatusMap(store, ruleSet.statusRules)).outcomeOf,
        personOfAccount: matchPeople(
          plan.people,
          await loadUsers(store),
          new Map(connections.map((connection) => [connection.connectionId, connection.name])),
        ),
        formerKeys: await loadFormerKeys(store),
        uncategorisedSamples: await samplesOf(run, plan, decisions),
        ...(await knownBefore(quarter, asOfAt, inForce)),
        coverage: {
          tickets: tickets.length,
          ticketsByStep: countSteps(decisions),
          quarantined: (await listQuarantine(store)).length,
          unmatchedAccounts: run.result.unmatchedAccounts,
          nobodysLoggedHours: run.result.nobodysLoggedSeconds / 3600,
          connections: connections.map(({ name, cursorAt }) => ({ name, syncedAt: cursorAt })),
        },
      })
      const reconciliation = await inSlices(steps, betweenSlices)
      const reconciliationId = await saveReconciliation(store, {
        effortRunId: input.effortRunId,
        reconciliation,
        nowAt: now(),
      })
      return { quarter, reconciliationId, misalignmentShare: reconciliation.company.misalignmentShare }
    },
  }
}
