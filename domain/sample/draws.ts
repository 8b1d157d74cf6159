import type { Category } from '../category.ts'
import type { MilliDays } from '../effort/effort.ts'
import { seededDraws } from '../reconcile/figures/budget/seeded-draws.ts'
import { compareTexts } from '../text/text-order.ts'
import { type TicketRef, ticketRefKey } from '../ticket.ts'

/** A part of the uncategorised work: one team's days on one ticket. */
export interface SampleUnit {
  readonly teamId: string
  readonly ticket: TicketRef
  /** More than 0. */
  readonly milliDays: MilliDays
}

/** What people said that tickets are, by `ticketRefKey`; null where one could not tell. */
export type Answers = ReadonlyMap<string, Category | null>

export interface Sample {
  /** In the order of drawing, each with its answer; a unit that was drawn twice is there twice. */
  readonly drawn: readonly { readonly unit: SampleUnit; readonly answer: Category | null }[]
  /** The first draw without an answer; null where the sample is as large as it gets. */
  readonly next: SampleUnit | null
  /** Answers, repeated draws too, until the sample counts more than it does now. */
  readonly missing: number
}

/** Answers count in rounds: which tickets happen to have an answer already must not decide where the sample ends. */
export const drawsPerRound = 10
const mostDraws = 400

/**
 * Draws units with replacement, each with a probability in proportion to its days, as often as there are answers: in whole rounds. So
 * each draw is a day of the uncategorised work, and the part of draws of a category estimates its part of the days without
 * bias (Hansen and Hurwitz, Annals of Mathematical Statistics 14, 1943). The same seed and units give the same draws.
 */
export function drawSample(units: readonly SampleUnit[], answers: Answers, seed: string): Sample {
  const drawn: Sample['drawn'][number][] = []
  for (const unit of draws(units, seed)) {
    const answer = answers.get(ticketRefKey(unit.ticket))
    if (answer === undefined) {
      const counted = drawn.length - (drawn.length % drawsPerRound)
      return {
        drawn: drawn.slice(0, counted),
        next: unit,
        missing: drawsPerRound - (drawn.length % drawsPerRound),
      }
    }
    drawn.push({ unit, answer })
  }
  return { drawn, next: null, missing: 0 }
}

/** The first units whose tickets have no answer, in the order of drawing; a ticket that was drawn twice is there once. */
export function upcomingDraws(
  units: readonly SampleUnit[],
  answers: Answers,
  seed: string,
  limit: number,
): SampleUnit[] {
  const upcoming = new Map<string, SampleUnit>()
  for (const unit of draws(units, seed)) {
    if (upcoming.size >= limit) break
    const key = ticketRefKey(unit.ticket)
    if (!answers.has(key) && !upcoming.has(key)) upcoming.set(key, unit)
  }
  return [...upcoming.values()]
}

/** As many draws as a sample can have; none from nothing. */
function* draws(units: readonly SampleUnit[], seed: string): Generator<SampleUnit> {
  const sorted = units.toSorted(
    (a, b) =>
      compareTexts(a.teamId, b.teamId) || compareTexts(ticketRefKey(a.ticket), ticketRefKey(b.ticket)),
  )
  if (sorted.length === 0) return
  const random = seededDraws(seed)
  const whole = sorted.reduce((sum, { milliDays }) => sum + milliDays, 0)
  const ends = endsOf(sorted)
  for (let count = 0; count < mostDraws; count++) {
    const at = random() * whole
    const unit = sorted[ends.findIndex((end) => at < end)]
    if (unit === undefined) throw new Error('a draw lies outside of all units')
    yield unit
  }
}

function endsOf(units: readonly SampleUnit[]): number[] {
  let end = 0
  return units.map(({ milliDays }) => {
    end += milliDays
    return end
  })
}
