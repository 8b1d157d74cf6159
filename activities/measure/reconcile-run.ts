import type { BetweenSlices } from '../../adapters/slices.ts'
import { inSlices } from '../../adapters/slices.ts'
import { loadDecisions } from '../../adapters/store/classify/decisions.ts'
import { loadAnswers, loadSampleUnits } from '../../adapters/store/classify/queue.ts'
import { ruleSetInForce } from '../../adapters/store/classify/rules-in-force.ts'
import { loadStatusMap } from '../../adapters/store/classify/status-map.ts'
import { listConnections } from '../../adapters/store/connections/connections.ts'
import type { EffortRun } from '../../adapters/store/effort/effort.ts'
import { loadWorkedTickets } from '../../adapters/store/effort/ticket-effort.ts'
import { loadBaseline } from '../../adapters/store/reconcile/baselines.ts'
import { loadForecasts } from '../../adapters/store/reconcile/forecasts.ts'
import { measuredQuartersAsOf } from '../../adapters/store/reconcile/measured-quarters.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { listQuarantine } from '../../adapters/store/tickets/quarantine.ts'
import {
  loadContainers,
  loadFormerKeys,
  loadStatusesAt,
  loadTickets,
  loadUsers,
} from '../../adapters/store/tickets/tickets.ts'
import { countSteps, type Decision } from '../../domain/classify/decision.ts'
import { matchPeople } from '../../domain/people.ts'
import { type Plan, plannedTeamIds } from '../../domain/plan/plan.ts'
import type { ReconcileInput, UncategorisedSample } from '../../domain/reconcile/dataset/input.ts'
import type { Reconciliation } from '../../domain/reconcile/dataset/reconciliation.ts'
import { pastOf, quartersBefore } from '../../domain/reconcile/forecast/past-quarters.ts'
import { reconcileSteps } from '../../domain/reconcile/reconcile.ts'
import { currentUnitsOf } from '../../domain/sample/current-units.ts'
import { drawSample } from '../../domain/sample/draws.ts'
import { sampledShares } from '../../domain/sample/sampled-shares.ts'
import { ticketRefKey } from '../../domain/ticket.ts'
import { planInForce } from '../plan-in-force.ts'
import { changeSinceMailed } from './changes.ts'

export type MeasuredRun = Pick<EffortRun, 'quarter' | 'asOfAt' | 'savedAt' | 'rulesVersion' | 'result'>

/**
 * Holds one effort run against the plan in force in `source`, by the decisions and all else that it holds, and says what changed
 * since the quarter's report was mailed.
 *
 * @param store where other snapshots can be read
 * @param source the store as it is or was when the run was reconciled
 */
export async function reconcileRun(
  store: Store,
  source: Store,
  run: MeasuredRun,
  betweenSlices: BetweenSlices,
): Promise<Reconciliation> {
  const { quarter, asOfAt } = run
  const { plan, planVersion } = await planInForce(source)
  const connections = await listConnections(source)
  const decisions = await loadDecisions(source)
  const { ruleSet } = await ruleSetInForce(source)
  const tickets = await loadTickets(source)
  const steps = reconcileSteps({
    quarter,
    asOfAt,
    readAt: run.savedAt,
    plan,
    planVersion,
    rulesVersion: run.rulesVersion,
    baseline: await loadBaseline(source, quarter),
    effort: run.result,
    tickets,
    containers: await loadContainers(source),
    decisions,
    outcomeOf: (await loadStatusMap(source, ruleSet.statusRules)).outcomeOf,
    statusesThen: await loadStatusesAt(source, asOfAt),
    personOfAccount: matchPeople(
      plan.people,
      await loadUsers(source),
      new Map(connections.map((connection) => [connection.connectionId, connection.name])),
    ),
    formerKeys: await loadFormerKeys(source),
    uncategorisedSamples: await samplesOf(source, run, plan, decisions),
    ...(await knownBefore(source, run, plan)),
    coverage: {
      tickets: tickets.filter(({ isContext }) => !isContext).length,
      ticketsByStep: countSteps(decisions),
      quarantined: (await listQuarantine(source)).length,
      unmatchedAccounts: run.result.unmatchedAccounts,
      nobodysLoggedHours: run.result.nobodysLoggedSeconds / 3600,
      connections: connections.map(({ name, cursorAt }) => ({ name, syncedAt: cursorAt })),
    },
  })
  const reconciliation = await inSlices(steps, betweenSlices)
  return {
    ...reconciliation,
    sinceMailed: await changeSinceMailed(store, { reconciliation, source, run }, betweenSlices),
  }
}

/** What is known of the quarters before: their figures, and the forecasts that were made of them. */
async function knownBefore(
  source: Store,
  { quarter, asOfAt }: MeasuredRun,
  plan: Plan,
): Promise<Pick<ReconcileInput, 'past' | 'keptForecasts' | 'changedQuarters' | 'begunBefore'>> {
  const quarters = quartersBefore(quarter, plan)
  const datasets = await measuredQuartersAsOf(source, quarters, asOfAt)
  const worked = await loadWorkedTickets(source, quarters, asOfAt)
  return {
    begunBefore: worked && new Set(worked.map(ticketRefKey)),
    past: pastOf(quarters, datasets),
    changedQuarters: datasets.flatMap(({ sinceMailed }) => sinceMailed ?? []),
    keptForecasts: await loadForecasts(source, [quarter, ...quarters], asOfAt),
  }
}

/** What the review queue's answers up to the as-of instant tell of the uncategorised work of a quarter. */
async function samplesOf(
  source: Store,
  { quarter, asOfAt, result: { rows } }: MeasuredRun,
  plan: Plan,
  decisions: readonly Decision[],
): Promise<UncategorisedSample[]> {
  const units = await loadSampleUnits(source, quarter)
  const answers = await loadAnswers(source, asOfAt)
  return sampledShares({
    units,
    answers,
    sample: drawSample(units, answers, quarter),
    current: currentUnitsOf(rows, decisions),
    teamIds: plannedTeamIds(plan, quarter),
  })
}
