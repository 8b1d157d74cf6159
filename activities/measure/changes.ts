import { type BetweenSlices, eachInSlices, inSlices } from '../../adapters/slices.ts'
import { loadOverrides } from '../../adapters/store/classify/decisions.ts'
import { ruleSetInForce } from '../../adapters/store/classify/rules-in-force.ts'
import { listConnections } from '../../adapters/store/connections/connections.ts'
import { loadEffortRun } from '../../adapters/store/effort/effort.ts'
import { type StoredHistory, streamHistories } from '../../adapters/store/effort/histories.ts'
import { loadBaseline } from '../../adapters/store/reconcile/baselines.ts'
import { loadOrigin } from '../../adapters/store/reconcile/reconciliations.ts'
import { findMailedFinal } from '../../adapters/store/report/editions.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { readAtSnapshot, SnapshotGoneError } from '../../adapters/store/sql/snapshots.ts'
import { loadContainers, loadStatuses, loadTickets, loadUsers } from '../../adapters/store/tickets/tickets.ts'
import { TicketRecords } from '../../domain/effort/records/ticket-records.ts'
import type { Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { changedScopesOf, explainChange, type MailedFigures } from '../../domain/reconcile/changes/explain.ts'
import type { QuarterInputs } from '../../domain/reconcile/changes/inputs.ts'
import {
  type ClassifiedQuarter,
  classifySteps,
  type DaysAfter,
  quarterDaySteps,
} from '../../domain/reconcile/changes/quarter-days.ts'
import { eventsReadLate, type ReadLate, readLateOf } from '../../domain/reconcile/changes/read-late.ts'
import {
  historiesEndAt,
  replacementsOf,
  withSameTickets,
} from '../../domain/reconcile/changes/replacements.ts'
import type { QuarterChange } from '../../domain/reconcile/dataset/change.ts'
import type { Reconciliation } from '../../domain/reconcile/dataset/reconciliation.ts'
import { type TicketEvent, ticketRefKey } from '../../domain/ticket.ts'
import { planInForce } from '../plan-in-force.ts'

/** The present figures, and where what they were made from can be read. */
interface PresentFigures {
  readonly reconciliation: Reconciliation
  readonly source: Store
  readonly run: Measured['run'] & { readonly savedAt: Instant }
}

/**
 * What changed of a quarter since its final report was mailed, with causes; null where it wasn't mailed, or nothing to tell has
 * changed. The inputs of both are only read where something has.
 *
 * @param store where the mailed figures' snapshot can be read
 */
export async function changeSinceMailed(
  store: Store,
  { reconciliation, source, run }: PresentFigures,
  betweenSlices: BetweenSlices,
): Promise<QuarterChange | null> {
  const final = await findMailedFinal(store, run.quarter, run.savedAt)
  const origin = final && (await loadOrigin(store, final.reconciliationId))
  const dataset = origin?.dataset ?? null
  if (final === null || origin === null || dataset === null) return null
  const { plan } = await planInForce(source)
  if (changedScopesOf(dataset, reconciliation, plan).length === 0) return null
  const known = await causesKnown(store, origin.effortRunId, { source, run }, betweenSlices)
  return explainChange({ mailedAt: final.mailedAt, dataset, known }, reconciliation, plan)
}

/** What a quarter is measured by, and where what it is measured from can be read. */
interface Measured {
  readonly source: Store
  readonly run: { readonly quarter: QuarterId; readonly asOfAt: Instant }
}

/** Null where what the mailed figures were made from isn't known any more. */
async function causesKnown(
  store: Store,
  effortRunId: string,
  now: Measured,
  betweenSlices: BetweenSlices,
): Promise<MailedFigures['known']> {
  const run = await loadEffortRun(store, effortRunId)
  const { snapshotNumber = null } = run ?? {}
  if (run === null || snapshotNumber === null) return null
  try {
    return await readAtSnapshot(store, snapshotNumber, async (source) => {
      const inputs = await quarterInputs({ source, run })
      const present = withSameTickets(inputs, await quarterInputs(now))
      const sources = { mailed: source, present: now.source }
      return { inputs, present, after: await daysAfterEach(inputs, present, sources, betweenSlices) }
    })
  } catch (error) {
    if (error instanceof SnapshotGoneError) return null
    throw error
  }
}

/**
 * The quarter's days by the mailed inputs, and after each kind of them was replaced. Histories are read anew for each that makes a
 * difference: a big company's don't fit into memory, and these are few.
 */
async function daysAfterEach(
  mailed: QuarterInputs,
  present: QuarterInputs,
  sources: Readonly<Record<'mailed' | 'present', Store>>,
  betweenSlices: BetweenSlices,
): Promise<DaysAfter[]> {
  const endAt = historiesEndAt(mailed, present)
  const daysOf = async (
    of: QuarterInputs,
    histories: readonly HistorySource[],
    readLate = nothingReadLate,
  ) => {
    const classified = await inSlices(classifySteps(of), betweenSlices)
    const records = await recordsOf(classified, histories, readLate, betweenSlices)
    return await inSlices(quarterDaySteps(classified, records, present.plan), betweenSlices)
  }
  const asMailed = { source: sources.mailed, endAt: Number.POSITIVE_INFINITY }
  const late = readLateOf(mailed, present)
  let days = await daysOf(mailed, [asMailed])
  const after: DaysAfter[] = [{ cause: 'method', days }]
  for (const { cause, inputs, differs } of replacementsOf(mailed, present)) {
    if (differs) {
      days =
        cause === 'read_late'
          ? await daysOf(inputs, [asMailed], await loadReadLate(late, sources.present, endAt, betweenSlices))
          : await daysOf(inputs, [{ source: sources.present, endAt }, asMailed])
    }
    after.push({ cause, days })
  }
  return after
}

/** Where histories are read, and before when what happened counts. */
interface HistorySource {
  readonly source: Store
  readonly endAt: Instant
}

/** What happened on connections after their last reading before the mail: of few days, so it fits into memory. */
interface LateHistories {
  readonly from: ReadLate
  readonly eventsOf: ReadonlyMap<string, readonly TicketEvent[]>
}

const nothingReadLate: LateHistories = { from: new Map(), eventsOf: new Map() }

/** Reads each ticket's history, from the first source that has one; of what was read late, up to then, and the rest from there. */
async function recordsOf(
  { inputs, settings }: ClassifiedQuarter,
  sources: readonly HistorySource[],
  readLate: LateHistories,
  betweenSlices: BetweenSlices,
): Promise<TicketRecords> {
  const records = new TicketRecords(settings)
  const open = new Map(
    inputs.tickets.filter(({ isContext }) => !isContext).map((ticket) => [ticketRefKey(ticket), ticket]),
  )
  for (const { source, endAt } of sources) {
    if (open.size === 0) break
    const take = ({ ticket: { connectionId, ticketId }, events }: StoredHistory) => {
      const key = ticketRefKey({ connectionId, ticketId })
      const ticket = open.get(key)
      if (ticket === undefined) return
      open.delete(key)
      const untilAt = Math.min(endAt, readLate.from.get(connectionId) ?? Number.POSITIVE_INFINITY)
      const before = events.filter((event) => event.happenedAt < untilAt)
      records.add(ticket, [...before, ...(readLate.eventsOf.get(key) ?? [])])
    }
    await eachInSlices(streamHistories(source), take, betweenSlices)
  }
  for (const [key, ticket] of open) records.add(ticket, readLate.eventsOf.get(key) ?? [])
  return records
}

async function loadReadLate(
  from: ReadLate,
  source: Store,
  endAt: Instant,
  betweenSlices: BetweenSlices,
): Promise<LateHistories> {
  const eventsOf = new Map<string, readonly TicketEvent[]>()
  const take = ({ ticket, events }: StoredHistory) => {
    const fromAt = from.get(ticket.connectionId)
    const late = fromAt === undefined ? [] : eventsReadLate(events, fromAt, endAt)
    if (late.length > 0) eventsOf.set(ticketRefKey(ticket), late)
  }
  await eachInSlices(streamHistories(source), take, betweenSlices)
  return { from, eventsOf }
}

async function quarterInputs({ source, run: { quarter, asOfAt } }: Measured): Promise<QuarterInputs> {
  return {
    quarter,
    asOfAt,
    plan: (await planInForce(source)).plan,
    baseline: await loadBaseline(source, quarter),
    ...(await ruleSetInForce(source)),
    overrides: await loadOverrides(source),
    tickets: await loadTickets(source),
    containers: await loadContainers(source),
    users: await loadUsers(source),
    statuses: await loadStatuses(source),
    connections: (await listConnections(source)).map(({ connectionId, name, tracker, cursorAt }) => ({
      connectionId,
      name,
      tracker,
      syncedAt: cursorAt,
    })),
  }
}
