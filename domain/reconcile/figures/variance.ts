import { type Category, categories } from '../../category.ts'
import { splitByLargestRemainder } from '../../effort/days/largest-remainder.ts'
import type { MilliDays } from '../../effort/effort.ts'
import type { Commitment } from '../../plan/plan.ts'
import { ticketRefKey } from '../../ticket.ts'
import type { VarianceParts } from '../dataset/scope.ts'
import type { ScopeActuals, ScopeRecords } from './actuals/scope-records.ts'
import { byCategory } from './shares/shares.ts'
import { outcomeOfTargets } from './tickets/commitments.ts'
import type { FactLookup } from './tickets/ticket-facts.ts'

export type VarianceByCategory = Readonly<Record<Category, VarianceParts>>

/**
 * Splits each category's variance in days into why it came about; the parts sum to it exactly:
 *
 * - capacity: the category's planned share of the days by which the available ones differ from the planned ones
 * - commitments: days of the category spent on its commitments, less what was due on them by now (all of it, once delivered)
 * - unplanned: days on tickets that are in no commitment of the category and were not in the baseline; 0 without one
 * - rest: everything else, such as planned work outside commitments that took more or less, and days that no ticket shows
 *
 * A commitment that isn't found counts in none of the parts but the rest.
 */
export function variancePartsOf(
  { planned, rows }: ScopeRecords,
  { milliDays, capacity }: ScopeActuals,
  commitments: readonly Commitment[],
  elapsedShare: number,
  facts: FactLookup,
): VarianceByCategory {
  const availableMilliDays = capacity.attributedMilliDays + capacity.unattributedMilliDays
  const capacityParts = splitByLargestRemainder(
    availableMilliDays - capacity.plannedMilliDays,
    categories.map((category) => planned.shares[category]),
  )
  return byCategory((category) => {
    const committed = committedWork(
      commitments.filter((commitment) => commitment.category === category),
      elapsedShare,
      facts,
    )
    let commitmentsMilliDays = 0 - committed.dueMilliDays
    let unplannedMilliDays = 0
    for (const row of rows) {
      const known = facts.of(row.ticket)
      if (known?.bucket !== category) continue
      if (committed.tickets.has(ticketRefKey(row.ticket))) commitmentsMilliDays += row.milliDays
      else if (known.inBaseline === false) unplannedMilliDays += row.milliDays
    }
    const capacityMilliDays = capacityParts[categories.indexOf(category)] ?? 0
    const varianceMilliDays = milliDays[category] - planned.milliDays[category]
    const restMilliDays = varianceMilliDays - capacityMilliDays - commitmentsMilliDays - unplannedMilliDays
    return { capacityMilliDays, commitmentsMilliDays, unplannedMilliDays, restMilliDays }
  })
}

/** The tickets within commitments, and the days due on those that were found. */
function committedWork(
  commitments: readonly Commitment[],
  elapsedShare: number,
  facts: FactLookup,
): { readonly tickets: ReadonlySet<string>; readonly dueMilliDays: MilliDays } {
  const tickets = new Set<string>()
  let dueMilliDays = 0
  for (const { target, plannedPersonDays } of commitments) {
    const targets = facts.subjects.named(target)
    if (targets.length === 0) continue
    const dueShare = outcomeOfTargets(targets, facts) === 'delivered' ? 1 : elapsedShare
    dueMilliDays += Math.round(1000 * plannedPersonDays * dueShare)
    for (const each of targets.flatMap((found) => facts.subjects.within(found)))
      tickets.add(ticketRefKey(each))
  }
  return { tickets, dueMilliDays }
}

/** The parts of a company's variance: the sums of its teams'. */
export function sumVarianceParts(teams: readonly VarianceByCategory[]): VarianceByCategory {
  return byCategory((category) => {
    const sum = (part: (parts: VarianceParts) => MilliDays) =>
      teams.reduce((total, team) => total + part(team[category]), 0)
    return {
      capacityMilliDays: sum((parts) => parts.capacityMilliDays),
      commitmentsMilliDays: sum((parts) => parts.commitmentsMilliDays),
      unplannedMilliDays: sum((parts) => parts.unplannedMilliDays),
      restMilliDays: sum((parts) => parts.restMilliDays),
    }
  })
}
