import type { Bucket, Category } from '../category.ts'
import type { MilliDays } from '../effort/effort.ts'
import type { UncategorisedSample } from '../reconcile/dataset/input.ts'
import type { ShareInterval } from '../reconcile/figures/shares/band.ts'
import { byCategory } from '../reconcile/figures/shares/shares.ts'
import { ticketRefKey } from '../ticket.ts'
import type { Answers, Sample, SampleUnit } from './draws.ts'
import { exactInterval } from './interval.ts'

/** A team's days on a ticket as they are now. */
export interface CurrentUnit extends SampleUnit {
  readonly bucket: Bucket
}

export interface SampledInput {
  /** The uncategorised work from which was drawn, as it was then. */
  readonly units: readonly SampleUnit[]
  readonly sample: Sample
  readonly answers: Answers
  readonly current: readonly CurrentUnit[]
  /** The teams that the company's figures are made of. */
  readonly teamIds: readonly string[]
}

/**
 * What uncategorised work holds now, per team and for the company: the 95 % interval of each category's part, from the draws that
 * fell into the scope. Scopes into which none fell are left out.
 *
 * The sample tells of the work from which was drawn. What was decided since is taken off by what it is, what was added since
 * may be anything, and what is known of single tickets narrows the interval further.
 */
export function sampledShares(input: SampledInput): UncategorisedSample[] {
  const scopes = [
    { scopeId: 'company', isIn: (unit: SampleUnit) => input.teamIds.includes(unit.teamId) },
    ...input.teamIds.map((teamId) => ({
      scopeId: teamId,
      isIn: (unit: SampleUnit) => unit.teamId === teamId,
    })),
  ]
  return scopes.flatMap(({ scopeId, isIn }) => {
    const drawn = input.sample.drawn.filter(({ unit }) => isIn(unit))
    const current = input.current.filter(isIn)
    const openMilliDays = sumOf(current.filter(({ bucket }) => bucket === 'uncategorised'))
    if (drawn.length === 0 || openMilliDays === 0) return []
    const frame = frameOf(input.units.filter(isIn), current, input.answers)
    const unclear = drawn.filter(({ answer }) => answer === null).length
    const shares = byCategory((category) => {
      const hits = drawn.filter(({ answer }) => answer === category).length
      return openShareOf(category, exactInterval(hits, unclear, drawn.length), frame, openMilliDays)
    })
    return [{ scopeId, shares }]
  })
}

/** What became of a unit from which was drawn, or of one that is new. */
interface FrameUnit {
  /** Its days when the sample was begun; 0 for a new one. */
  readonly milliDays: MilliDays
  /** Its days that are uncategorised now. */
  readonly openMilliDays: MilliDays
  /** What it is, where a person or a rule said. */
  readonly label: Category | null
}

function frameOf(
  units: readonly SampleUnit[],
  current: readonly CurrentUnit[],
  answers: Answers,
): readonly FrameUnit[] {
  const now = new Map(current.map((unit) => [keyOf(unit), unit]))
  const drawnFrom = new Set(units.map(keyOf))
  const added = current.filter((unit) => unit.bucket === 'uncategorised' && !drawnFrom.has(keyOf(unit)))
  return [
    ...units.map((unit): FrameUnit => {
      const found = now.get(keyOf(unit))
      const isOpen = found?.bucket === 'uncategorised'
      const decided = found === undefined || found.bucket === 'uncategorised' ? null : found.bucket
      return {
        milliDays: unit.milliDays,
        openMilliDays: isOpen ? found.milliDays : 0,
        label: answers.get(ticketRefKey(unit.ticket)) ?? decided,
      }
    }),
    ...added.map(
      (unit): FrameUnit => ({
        milliDays: 0,
        openMilliDays: unit.milliDays,
        label: answers.get(ticketRefKey(unit.ticket)) ?? null,
      }),
    ),
  ]
}

/** A category's part of what is uncategorised now, from its part of what was drawn from. */
function openShareOf(
  category: Category,
  sampled: ShareInterval,
  frame: readonly FrameUnit[],
  openMilliDays: MilliDays,
): ShareInterval {
  const own = frame.filter(({ label }) => label === category)
  const others = frame.filter(({ label }) => label !== null && label !== category)
  const unknown = frame.filter(({ label }) => label === null)
  const whole = sumOf(frame)
  // Of units without a label, what they hold of the category when the sample was begun.
  const unknownWhole = sumOf(unknown)
  const low = Math.max(0, sampled.lowShare * whole - sumOf(own))
  const high = Math.min(unknownWhole, sampled.highShare * whole - sumOf(own))
  const grown = unknown.reduce((sum, each) => sum + Math.max(0, each.openMilliDays - each.milliDays), 0)
  const shrunk = unknown.reduce((sum, each) => sum + Math.max(0, each.milliDays - each.openMilliDays), 0)
  const ownOpen = openOf(own)
  const othersOpen = openOf(others)
  const ends = [
    (ownOpen + Math.max(0, low - shrunk)) / openMilliDays,
    (ownOpen + Math.max(0, high) + grown) / openMilliDays,
  ] as const
  const most = 1 - othersOpen / openMilliDays
  return { lowShare: Math.min(ends[0], most), highShare: Math.min(ends[1], most) }
}

function openOf(units: readonly FrameUnit[]): MilliDays {
  return units.reduce((sum, { openMilliDays }) => sum + openMilliDays, 0)
}

function sumOf(units: readonly { readonly milliDays: MilliDays }[]): MilliDays {
  return units.reduce((sum, { milliDays }) => sum + milliDays, 0)
}

function keyOf({ teamId, ticket }: SampleUnit): string {
  return `${teamId}\u0000${ticketRefKey(ticket)}`
}

/** What a sample says of the work from which was drawn: each category's part of the draws that were told, and its interval. */
export function summaryOf({
  drawn,
}: Pick<Sample, 'drawn'>): Record<Category, ShareInterval & { readonly share: number }> {
  const unclear = drawn.filter(({ answer }) => answer === null).length
  return byCategory((category) => {
    const hits = drawn.filter(({ answer }) => answer === category).length
    const told = drawn.length - unclear
    return { share: told === 0 ? 0 : hits / told, ...exactInterval(hits, unclear, drawn.length) }
  })
}
