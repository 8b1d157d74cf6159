import { usualMinimumGroupPeople } from '../../plan/plan.ts'
import { compareTexts } from '../../text-order.ts'

export interface Group {
  readonly teamId: string
  /** Ids of the people who had an available day in it; never empty. */
  readonly people: ReadonlySet<string>
}

/** Why a team has no figures of its own: it is too small, or its figures would give away those of teams that are. */
export type HiddenBecause = 'small_group' | 'beside_small_group'

/**
 * The teams that have no figures of their own: those below the minimum, and where they together are still below it, the
 * smallest of the others until they aren't. So what is left of a sum, once every shown team is subtracted from it, is of at
 * least so many people too. Ties go by team id.
 *
 * @param groups all teams of one sum
 */
export function hiddenTeamsOf(
  groups: readonly Group[],
  minimumPeople: number,
): ReadonlyMap<string, HiddenBecause> {
  const bySize = groups.toSorted((a, b) => a.people.size - b.people.size || compareTexts(a.teamId, b.teamId))
  const hidden = new Map<string, HiddenBecause>()
  const people = new Set<string>()
  for (const group of bySize) {
    const isSmall = group.people.size < minimumPeople
    if (!isSmall && (hidden.size === 0 || people.size >= minimumPeople)) break
    hidden.set(group.teamId, isSmall ? 'small_group' : 'beside_small_group')
    for (const person of group.people) people.add(person)
  }
  return hidden
}

/** Whether a team has figures only because the plan lowers the minimum. */
export function isOfLoweredMinimum({ people }: { readonly people: number }): boolean {
  return people < usualMinimumGroupPeople
}

/** Whether a sum is of so few people that it has no figures either. */
export function isSmallGroup(people: ReadonlySet<string>, minimumPeople: number): boolean {
  return people.size < minimumPeople
}
