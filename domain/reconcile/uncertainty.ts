import { type Category, categories } from '../category.ts'
import type { EffortResult } from '../effort/effort.ts'
import { bandHalfWidth, combinedError, combinedHalfWidth, eightyPercentOf } from './figures/band.ts'
import { opinionsOf } from './figures/breakdowns.ts'
import type { FactLookup } from './figures/ticket-facts.ts'
import type { Done, ScopeMaterial, Uncertainty } from './scope.ts'
import { doubtOf } from './verdicts/call.ts'

/**
 * How far off a team's shares can be: see `bandHalfWidth`, from its closed tickets and its other measures.
 * Unattributed days may hide reliability work: as much as the attributed ones show, or, where the records are in
 * doubt, as much as was planned.
 */
export function teamUncertaintyOf(
  material: ScopeMaterial,
  { shares, capacity }: Done,
  closed: EffortResult['closed'],
  facts: FactLookup,
): Uncertainty {
  const own = closed.find((each) => each.teamId === material.scopeId)
  const unseenShare = own === undefined || own.tickets === 0 ? 0 : own.neverInProgress / own.tickets
  const byTime = opinionsOf(material.opinions, facts).filter(
    ({ measure }) => measure === 'equal_split' || measure === 'time_in_progress',
  )
  const halfWidthOf = (category: Category) => {
    const measured = [shares[category], ...byTime.map((opinion) => opinion.shares[category])]
    return bandHalfWidth(shares[category], unseenShare, Math.max(...measured) - Math.min(...measured))
  }
  const halfWidthShares = byCategory(halfWidthOf)
  const inDoubt = doubtOf(capacity, shares.uncategorised) !== null
  const benefitShare = inDoubt ? material.planned.shares.reliability : 0
  return {
    halfWidthShares,
    uncertainMilliDays: eightyPercentOf(halfWidthShares.reliability) * capacity.attributedMilliDays,
    unseenMilliDays: Math.max(shares.reliability, benefitShare) * capacity.unattributedMilliDays,
  }
}

/** The company's: its teams' errors are partly their own, what their unattributed days hide is not. */
export function companyUncertaintyOf(
  teams: readonly { readonly done: Done; readonly uncertainty: Uncertainty }[],
): Uncertainty {
  return {
    halfWidthShares: byCategory((category) =>
      combinedHalfWidth(
        teams.map(({ done, uncertainty }) => ({
          attributedMilliDays: done.capacity.attributedMilliDays,
          halfWidthShare: uncertainty.halfWidthShares[category],
        })),
      ),
    ),
    uncertainMilliDays: combinedError(teams.map(({ uncertainty }) => uncertainty.uncertainMilliDays)),
    unseenMilliDays: teams.reduce((sum, { uncertainty }) => sum + uncertainty.unseenMilliDays, 0),
  }
}

function byCategory(widthOf: (category: Category) => number): Record<Category, number> {
  const values = { roadmap: 0, ktlo: 0, reliability: 0 }
  for (const category of categories) values[category] = widthOf(category)
  return values
}
