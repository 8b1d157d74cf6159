import { loadNamedTickets, loadOpenWork } from '../../adapters/store/classify/open-work.ts'
import { loadAnswers, loadSampleUnits, saveSampleUnits } from '../../adapters/store/classify/queue.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Category } from '../../domain/category.ts'
import { plannedTeamIds } from '../../domain/plan/plan.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { type Answers, drawSample, type SampleUnit } from '../../domain/sample/draws.ts'
import { summaryOf } from '../../domain/sample/sampled-shares.ts'
import { type TicketRef, ticketRefKey } from '../../domain/ticket.ts'
import { type QueuedTicket, queuedTicket } from './queue.ts'

export interface SampleQueue {
  /** How many draws count: in whole rounds. */
  readonly draws: number
  /** Draws until more of them count; 0 where the sample is as large as it gets. */
  readonly missing: number
  /** Each category's part of the uncategorised work of the company, with its 95 % interval. */
  readonly shares: Readonly<
    Record<Category, { readonly share: number; readonly lowShare: number; readonly highShare: number }>
  >
  /** The tickets to answer next, in the order of drawing. */
  readonly next: readonly QueuedTicket[]
}

/**
 * A quarter's sample of uncategorised work. It begins with what is uncategorised when it is first asked for, or again with `anew`;
 * null where nothing is.
 */
export async function sampleQueue(
  store: Store,
  quarter: QuarterId,
  { limit, anew }: { readonly limit: number; readonly anew: boolean },
): Promise<SampleQueue | null> {
  const stored = anew ? [] : await loadSampleUnits(store, quarter)
  const units = stored.length > 0 ? stored : await beginSample(store, quarter)
  if (units.length === 0) return null
  const answers = await loadAnswers(store)
  const sample = drawSample(units, answers, quarter)
  const upcoming = upcomingTickets(units, answers, quarter, limit)
  const named = new Map(
    (await loadNamedTickets(store, upcoming)).map((ticket) => [ticketRefKey(ticket), queuedTicket(ticket)]),
  )
  return {
    draws: sample.drawn.length,
    missing: sample.missing,
    shares: summaryOf(sample),
    next: upcoming.flatMap((ticket) => named.get(ticketRefKey(ticket)) ?? []),
  }
}

/** Of planned teams: the company's figures are theirs. */
async function beginSample(store: Store, quarter: QuarterId): Promise<SampleUnit[]> {
  const imported = await currentPlan(store)
  const teamIds = imported === null ? [] : plannedTeamIds(imported.plan, quarter)
  const units = (await loadOpenWork(store, quarter))
    .filter(({ teamId }) => teamIds.includes(teamId))
    .map(({ teamId, connectionId, ticketId, milliDays }) => ({
      teamId,
      ticket: { connectionId, ticketId },
      milliDays,
    }))
  await saveSampleUnits(store, quarter, units)
  return units
}

/** The first tickets without an answer, in the order of drawing. */
function upcomingTickets(
  units: readonly SampleUnit[],
  answers: Answers,
  seed: string,
  limit: number,
): TicketRef[] {
  const passed = new Map(answers)
  const upcoming: TicketRef[] = []
  while (upcoming.length < limit) {
    const { next } = drawSample(units, passed, seed)
    if (next === null) break
    upcoming.push(next.ticket)
    passed.set(ticketRefKey(next.ticket), null)
  }
  return upcoming
}
