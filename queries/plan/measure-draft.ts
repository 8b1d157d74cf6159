import { type BetweenSlices, eachInSlices, inSlices } from '../../adapters/slices.ts'
import { loadOverrides } from '../../adapters/store/classify/decisions.ts'
import { ruleSetInForce } from '../../adapters/store/classify/rules-in-force.ts'
import { listConnections } from '../../adapters/store/connections/connections.ts'
import { streamHistories } from '../../adapters/store/effort/histories.ts'
import { loadEffortSettings } from '../../adapters/store/effort/settings.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { listQuarantine } from '../../adapters/store/tickets/quarantine.ts'
import { loadContainers, loadTickets } from '../../adapters/store/tickets/tickets.ts'
import type { Category } from '../../domain/category.ts'
import { decideSteps } from '../../domain/classify/decide.ts'
import { countSteps } from '../../domain/classify/decision.ts'
import type { EffortSettings } from '../../domain/effort/effort.ts'
import { measureSteps } from '../../domain/effort/measure.ts'
import { TicketRecords } from '../../domain/effort/records/ticket-records.ts'
import type { Instant } from '../../domain/instant.ts'
import type { OpenWork } from '../../domain/plan/draft/activity.ts'
import { workCategories } from '../../domain/plan/draft/work-category.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { Reconciliation } from '../../domain/reconcile/dataset/reconciliation.ts'
import { reconcileSteps } from '../../domain/reconcile/reconcile.ts'
import { ticketRefKey } from '../../domain/ticket.ts'

/** What was measured for a draft. */
export interface MeasuredDraft {
  readonly reconciliation: Reconciliation
  /** What open work is; null where nothing tells. */
  readonly categoryOf: (work: OpenWork) => Category | null
}

/**
 * What a quarter looks like by a plan that isn't in force: tickets are decided by the rules in force, measured and reconciled in
 * memory. Stores nothing, and knows no quarter before: only what depends on none is to be used of it.
 */
export async function measureDraft(
  store: Store,
  {
    plan,
    quarter,
    nowAt: asOfAt,
  }: { readonly plan: Plan; readonly quarter: QuarterId; readonly nowAt: Instant },
  betweenSlices: BetweenSlices,
): Promise<MeasuredDraft> {
  const connections = await listConnections(store)
  const trackerOf = new Map(connections.map(({ connectionId, tracker }) => [connectionId, tracker]))
  const tickets = (await loadTickets(store)).filter(({ connectionId }) => trackerOf.has(connectionId))
  const containers = await loadContainers(store)
  const { ruleSet, rulesVersion } = await ruleSetInForce(store)
  const overrides = await loadOverrides(store)
  const decisions = await inSlices(
    decideSteps({
      ...{ tickets, containers, overrides, ruleSet, rulesVersion },
      trackerOf: (connectionId) => trackerOf.get(connectionId) ?? '',
    }),
    betweenSlices,
  )
  const workTypes = new Map(decisions.map(({ ticket, workType }) => [ticketRefKey(ticket), workType]))
  const { statusRules } = ruleSet
  const settings: EffortSettings = {
    ...(await loadEffortSettings(store, { plan, quarter, asOfAt, statusRules })),
    workTypeOf: (ref) => workTypes.get(ticketRefKey(ref)) ?? null,
  }
  const records = new TicketRecords(settings)
  await eachInSlices(
    streamHistories(store),
    ({ ticket, events }) => records.add(ticket, events),
    betweenSlices,
  )
  const effort = await inSlices(measureSteps(records, settings), betweenSlices)
  const steps = reconcileSteps({
    ...{ quarter, asOfAt, plan, planVersion: 'draft', rulesVersion, baseline: null, effort },
    ...{ tickets, containers, decisions, past: [] },
    outcomeOf: settings.statusMap.outcomeOf,
    personOfAccount: settings.personOfAccount,
    coverage: {
      tickets: tickets.filter(({ isContext }) => !isContext).length,
      ticketsByStep: countSteps(decisions),
      quarantined: (await listQuarantine(store)).length,
      unmatchedAccounts: effort.unmatchedAccounts,
      nobodysLoggedHours: effort.nobodysLoggedSeconds / 3600,
      connections: connections.map(({ name, cursorAt }) => ({ name, syncedAt: cursorAt })),
    },
  })
  const reconciliation = await inSlices(steps, betweenSlices)
  await betweenSlices()
  return { reconciliation, categoryOf: workCategories({ tickets, containers, decisions, rows: effort.rows }) }
}
