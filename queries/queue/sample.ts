import { loadMeasured, loadNamedTickets, loadOpenUnits } from '../../adapters/store/classify/open-work.ts'
import { loadAnswers, loadSampleUnits, saveSampleUnits } from '../../adapters/store/classify/queue.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Category } from '../../domain/category.ts'
import type { Instant } from '../../domain/instant.ts'
import { plannedTeamIds } from '../../domain/plan/plan.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { counted } from '../../domain/report/words/figures.ts'
import { drawSample, drawsPerRound, type SampleUnit, upcomingDraws } from '../../domain/sample/draws.ts'
import { summaryOf } from '../../domain/sample/sampled-shares.ts'
import { ticketRefKey } from '../../domain/ticket.ts'
import { type QueuedTicket, queuedTicket, teamsInReach } from './queue.ts'

/** Each category's part of the uncategorised work, with its 95 % interval. */
export type SampledSummary = Readonly<
  Record<Category, { readonly share: number; readonly lowShare: number; readonly highShare: number }>
>

export interface SampleQueue {
  /** How many draws count: in whole rounds of the company, those of the teams asked for. */
  readonly draws: number
  /** Draws, of whatever team, until more of them count; 0 where the sample is as large as it gets. */
  readonly missing: number
  /** Of the company, or of the teams asked for. */
  readonly shares: SampledSummary
  /** The same by the first round alone; null where no more than it counts. */
  readonly firstShares: SampledSummary | null
  /** The tickets to answer next, in the order of drawing. */
  readonly next: readonly QueuedTicket[]
}

export interface SampleRequest {
  readonly limit: number
  /** How many of the next tickets are passed over; none are where there are no more than those. Defaults to 0. */
  readonly skip?: number
  /** The teams that are meant; null, the default, for the company. */
  readonly teamIds?: readonly string[] | null
}

/** A quarter's sample of uncategorised work; null before it was begun. Tickets of teams too small for figures of their own are never shown. */
export async function readSample(
  store: Store,
  quarter: QuarterId,
  { limit, skip = 0, teamIds = null }: SampleRequest,
): Promise<SampleQueue | null> {
  const [units, measured] = await Promise.all([loadSampleUnits(store, quarter), loadMeasured(store, quarter)])
  if (units.length === 0 || measured === null) return null
  const inReach = new Set(teamsInReach(measured, teamIds))
  const answers = await loadAnswers(store)
  const sample = drawSample(units, answers, quarter)
  const drawn = teamIds === null ? sample.drawn : sample.drawn.filter(({ unit }) => inReach.has(unit.teamId))
  const upcoming = upcomingDraws(units, answers, quarter, units.length)
    .filter(({ teamId }) => inReach.has(teamId))
    .map(({ ticket }) => ticket)
  const start = skip < upcoming.length ? skip : 0
  const wanted = upcoming.slice(start, start + limit)
  const named = new Map(
    (await loadNamedTickets(store, wanted)).map((ticket) => [ticketRefKey(ticket), queuedTicket(ticket)]),
  )
  return {
    draws: drawn.length,
    missing: sample.missing,
    shares: summaryOf({ drawn }),
    firstShares: drawn.length > drawsPerRound ? summaryOf({ drawn: drawn.slice(0, drawsPerRound) }) : null,
    next: wanted.flatMap((ticket) => named.get(ticketRefKey(ticket)) ?? []),
  }
}

/** Who begins a sample, and when. */
export interface SampleStart {
  /** In the place of one that was begun; by default, that one is left as it is. */
  readonly anew?: boolean
  readonly actor: string
  readonly nowAt: Instant
}

/**
 * A quarter's sample of uncategorised work. It begins with what is uncategorised when it is first asked for, or again with `anew`;
 * null where nothing is.
 */
export async function sampleQueue(
  store: Store,
  quarter: QuarterId,
  { anew = false, actor, nowAt, ...request }: SampleRequest & SampleStart,
): Promise<SampleQueue | null> {
  const found = anew ? null : await readSample(store, quarter, request)
  if (found !== null || !(await beginSample(store, quarter, { anew, actor, nowAt }))) return found
  return readSample(store, quarter, request)
}

/**
 * Begins a quarter's sample, unless it was begun; false, and nothing changed, where nothing is uncategorised. It is drawn from
 * the work of planned teams, as the company's figures are, without teams too small for figures of their own: nobody may be shown their tickets,
 * and reports count what wasn't drawn from as work that may be anything.
 */
export async function beginSample(
  store: Store,
  quarter: QuarterId,
  { anew = false, actor, nowAt }: SampleStart,
): Promise<boolean> {
  const [imported, measured] = await Promise.all([currentPlan(store), loadMeasured(store, quarter)])
  if (imported === null || measured === null) return false
  const teamIds = teamsInReach(measured, plannedTeamIds(imported.plan, quarter))
  const open = await loadOpenUnits(store, { effortRunId: measured.effortRunId, teamIds })
  if (open.length === 0) return false
  const units = open.map(({ teamId, connectionId, ticketId, milliDays }): SampleUnit => {
    return { teamId, ticket: { connectionId, ticketId }, milliDays }
  })
  const tickets = new Set(units.map(({ ticket }) => ticketRefKey(ticket))).size
  const change = {
    ...{
      changedAt: nowAt,
      actor,
      action: 'begin sample' as const,
      before: null,
      after: counted(tickets, 'ticket'),
    },
    subject: `uncategorised work of ${quarter}`,
  }
  await saveSampleUnits(store, quarter, units, { anew, change })
  return true
}
