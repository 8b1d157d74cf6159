import { type Bucket, categories } from '../../category.ts'
import type { MilliDays } from '../../effort/effort.ts'
import type { Instant } from '../../instant.ts'
import { underCurrentId } from '../../plan/team-ids.ts'
import { nearestWhole } from '../../text/numbers.ts'
import { compareTexts } from '../../text/text-order.ts'
import { ticketRefKey } from '../../ticket.ts'
import {
  type ChangeCause,
  type ChangedCategory,
  changeCauses,
  type QuarterChange,
} from '../dataset/change.ts'
import type { Reconciliation } from '../dataset/reconciliation.ts'
import type { ScopeReconciliation } from '../dataset/scope.ts'
import { sharesOf } from '../figures/shares/shares.ts'
import { isToldChange } from '../verdicts/told-change.ts'
import { heaviestTickets } from './heaviest-tickets.ts'
import type { QuarterInputs } from './inputs.ts'
import type { DaysAfter, QuarterDays } from './quarter-days.ts'

type Figures = Pick<Reconciliation, 'quarter' | 'company' | 'teams'>

export interface MailedFigures {
  readonly mailedAt: Instant
  readonly dataset: Figures
  /** Null where what they were made from isn't known any more. */
  readonly known: {
    readonly inputs: QuarterInputs
    readonly present: QuarterInputs
    /** The days by the mailed inputs and today's formula first, then after each replacement. */
    readonly after: readonly DaysAfter[]
  } | null
}

/** The scopes with figures in both whose shares changed by enough to be told; without causes that is cheap to ask. */
export function changedScopesOf(mailed: Figures, now: Figures, plan: QuarterInputs['plan']): ScopePair[] {
  const before = new Map(
    [mailed.company, ...mailed.teams].map((scope) => [underCurrentId(plan, scope).scopeId, scope]),
  )
  return [now.company, ...now.teams].flatMap((scope) => {
    const was = before.get(scope.scopeId)
    const isMeasured = (was?.capacity.attributedMilliDays ?? 0) > 0 && scope.capacity.attributedMilliDays > 0
    if (was === undefined || !isMeasured) return []
    const pair = { was, is: scope }
    return differencesOf(pair).some(({ difference }) => isToldChange(difference)) ? [pair] : []
  })
}

interface ScopePair {
  readonly was: ScopeReconciliation
  readonly is: ScopeReconciliation
}

/**
 * Why a quarter's figures differ from the mailed ones: the inputs are replaced by the present ones a kind at a time, and each kind
 * answers for what its replacement changes. So the parts sum exactly to the difference, and a kind that only matters
 * together with a later one is counted under the later.
 */
export function explainChange(
  { mailedAt, dataset, known }: MailedFigures,
  now: Figures,
  plan: QuarterInputs['plan'],
): QuarterChange | null {
  const pairs = changedScopesOf(dataset, now, plan)
  if (pairs.length === 0) return null
  const alwaysShown = teamsAlwaysShown(dataset, now, plan)
  return {
    quarter: now.quarter,
    mailedAt,
    isExplained: known !== null,
    scopes: pairs.map((pair) => {
      const { scopeId, name } = pair.is
      const shown = scopeId === 'company' ? alwaysShown : new Set([scopeId])
      return {
        scopeId,
        name,
        categories: differencesOf(pair).map((each) => ({
          ...each,
          parts: partsOf(each, scopeId, known?.after ?? null),
        })),
        overriddenBy: known === null ? [] : overridersOf(known.inputs, known.present, shown, known.after),
        tickets:
          known === null
            ? []
            : heaviestTickets(known.after, shown, [...known.inputs.tickets, ...known.present.tickets]),
      }
    }),
  }
}

/**
 * The teams with figures of their own then and now: of the others, a ticket's days then beside those now would be those of few people.
 * @internal for tests
 */
export function teamsAlwaysShown(
  mailed: Figures,
  now: Figures,
  plan: QuarterInputs['plan'],
): ReadonlySet<string> {
  const before = new Set(mailed.teams.map((team) => underCurrentId(plan, team).scopeId))
  return new Set(now.teams.map(({ scopeId }) => scopeId).filter((scopeId) => before.has(scopeId)))
}

function differencesOf({ was, is }: ScopePair): Omit<ChangedCategory, 'parts'>[] {
  return categories.flatMap((category) => {
    const before = was.categories.find((each) => each.category === category)
    const after = is.categories.find((each) => each.category === category)
    if (before === undefined || after === undefined) return []
    return {
      category,
      mailedMilliDays: before.actualMilliDays,
      mailedMilliPoints: milliPointsOf(before.actualShare),
      nowMilliDays: after.actualMilliDays,
      difference: {
        milliDays: after.actualMilliDays - before.actualMilliDays,
        milliPoints: milliPointsOf(after.actualShare) - milliPointsOf(before.actualShare),
      },
    }
  })
}

function milliPointsOf(share: number): number {
  return nearestWhole(share * 100_000)
}

/** What each replacement added to a category; the rest is what they leave unexplained. */
function partsOf(
  { category, mailedMilliDays, mailedMilliPoints, difference }: Omit<ChangedCategory, 'parts'>,
  scopeId: string,
  after: readonly DaysAfter[] | null,
): ChangedCategory['parts'] {
  if (after === null) return []
  const left = { ...difference }
  const parts = new Map<ChangeCause, { milliDays: number; milliPoints: number }>()
  let before = { milliDays: mailedMilliDays, milliPoints: mailedMilliPoints }
  for (const { cause, days } of after) {
    const sums = bucketDaysOf(days, scopeId)
    const now = { milliDays: sums[category], milliPoints: milliPointsOf(sharesOf(sums)[category]) }
    parts.set(cause, {
      milliDays: now.milliDays - before.milliDays,
      milliPoints: now.milliPoints - before.milliPoints,
    })
    before = now
  }
  for (const part of parts.values()) {
    left.milliDays -= part.milliDays
    left.milliPoints -= part.milliPoints
  }
  parts.set('rest', left)
  return changeCauses.flatMap((cause) => {
    const part = parts.get(cause)
    const isNothing = part === undefined || (part.milliDays === 0 && part.milliPoints === 0)
    return isNothing ? [] : [{ cause, ...part }]
  })
}

function bucketDaysOf({ rows, companyTeamIds }: QuarterDays, scopeId: string): Record<Bucket, MilliDays> {
  const sums = { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 } satisfies Record<Bucket, MilliDays>
  for (const { teamId, bucket, milliDays } of rows) {
    if (scopeId === 'company' ? companyTeamIds.has(teamId) : teamId === scopeId) sums[bucket] += milliDays
  }
  return sums
}

/** Who decided anew about a ticket of these teams. */
function overridersOf(
  mailed: QuarterInputs,
  present: QuarterInputs,
  teamIds: ReadonlySet<string>,
  after: readonly DaysAfter[],
): string[] {
  const worked = new Set(
    (after.at(-1)?.days.rows ?? [])
      .filter(({ teamId }) => teamIds.has(teamId))
      .map(({ ticketKey }) => ticketKey),
  )
  const known = new Set(mailed.overrides.map((override) => JSON.stringify(override)))
  const authors = present.overrides
    .filter((override) => worked.has(ticketRefKey(override.ticket)) && !known.has(JSON.stringify(override)))
    .map(({ author }) => author)
  return [...new Set(authors)].sort(compareTexts)
}
