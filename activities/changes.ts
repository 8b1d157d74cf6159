import { type BetweenSlices, eachInSlices, inSlices } from '../adapters/slices.ts'
import { loadOverrides } from '../adapters/store/classify/decisions.ts'
import { ruleSetInForce } from '../adapters/store/classify/rules-in-force.ts'
import { loadEffortRun } from '../adapters/store/effort/effort.ts'
import { streamHistories } from '../adapters/store/effort/histories.ts'
import { loadBaseline } from '../adapters/store/reconcile/baselines.ts'
import { loadOrigin } from '../adapters/store/reconcile/reconciliations.ts'
import { findMailedFinal } from '../adapters/store/report/editions.ts'
import type { Store } from '../adapters/store/sql/client.ts'
import { readAtSnapshot, SnapshotGoneError } from '../adapters/store/sql/snapshots.ts'
import { listConnections } from '../adapters/store/sync/connections.ts'
import { loadContainers, loadStatuses, loadTickets, loadUsers } from '../adapters/store/sync/tickets.ts'
import type { Instant } from '../domain/instant.ts'
import type { QuarterId } from '../domain/quarter.ts'
import { changedScopesOf, explainSteps } from '../domain/reconcile/changes/explain.ts'
import type { QuarterInputs } from '../domain/reconcile/changes/inputs.ts'
import type { QuarterChange } from '../domain/reconcile/dataset/change.ts'
import type { Reconciliation } from '../domain/reconcile/dataset/reconciliation.ts'
import { type TicketEvent, ticketRefKey } from '../domain/ticket.ts'
import { planInForce } from './plan-in-force.ts'

/**
 * What changed of a quarter since its final report was mailed, with causes; null where it wasn't mailed, or nothing to tell has
 * changed. The inputs of both are only read where something has.
 *
 * @param store where the mailed figures' snapshot can be read
 * @param source what the present figures were made from
 */
export async function changeSinceMailed(
  store: Store,
  source: Store,
  run: { readonly quarter: QuarterId; readonly asOfAt: Instant; readonly savedAt: Instant },
  now: Reconciliation,
  betweenSlices: BetweenSlices,
): Promise<QuarterChange | null> {
  const final = await findMailedFinal(store, run.quarter, run.savedAt)
  const origin = final && (await loadOrigin(store, final.reconciliationId))
  const dataset = origin?.dataset ?? null
  if (final === null || origin === null || dataset === null) return null
  const { plan } = await planInForce(source)
  if (changedScopesOf(dataset, now, plan).length === 0) return null
  const inputs = await mailedInputs(store, origin.effortRunId, betweenSlices)
  const present = await quarterInputs(source, run, betweenSlices)
  return await inSlices(
    explainSteps({ mailedAt: final.mailedAt, dataset, inputs }, now, present),
    betweenSlices,
  )
}

/** Null where it isn't known any more. */
async function mailedInputs(
  store: Store,
  effortRunId: string,
  betweenSlices: BetweenSlices,
): Promise<QuarterInputs | null> {
  const run = await loadEffortRun(store, effortRunId)
  const { snapshotNumber = null } = run ?? {}
  if (run === null || snapshotNumber === null) return null
  try {
    return await readAtSnapshot(store, snapshotNumber, (source) => quarterInputs(source, run, betweenSlices))
  } catch (error) {
    if (error instanceof SnapshotGoneError) return null
    throw error
  }
}

async function quarterInputs(
  source: Store,
  { quarter, asOfAt }: { readonly quarter: QuarterId; readonly asOfAt: Instant },
  betweenSlices: BetweenSlices,
): Promise<QuarterInputs> {
  const histories = new Map<string, readonly TicketEvent[]>()
  await eachInSlices(
    streamHistories(source),
    ({ ticket, events }) => histories.set(ticketRefKey(ticket), events),
    betweenSlices,
  )
  return {
    quarter,
    asOfAt,
    plan: (await planInForce(source)).plan,
    baseline: await loadBaseline(source, quarter),
    ...(await ruleSetInForce(source)),
    overrides: await loadOverrides(source),
    tickets: await loadTickets(source),
    histories,
    containers: await loadContainers(source),
    users: await loadUsers(source),
    statuses: await loadStatuses(source),
    connections: (await listConnections(source)).map(({ connectionId, name, tracker }) => ({
      connectionId,
      name,
      tracker,
    })),
  }
}
