import { usualMinimumGroupPeople } from '../../plan/plan.ts'
import { compareTexts } from '../../text-order.ts'

export interface Group {
  readonly teamId: string
  /** Ids of the people who had an available day in it so far; never empty. */
  readonly people: ReadonlySet<string>
  /** The same with those who will have had one by the quarter's end, by the plan. */
  readonly peopleOfQuarter: ReadonlySet<string>
}

/** Why a team has no figures of its own: it is too small, or its figures would give away those of teams that are. */
export type HiddenBecause = 'small_group' | 'beside_small_group'

/**
 * The teams that have no figures of their own: those below the minimum, and where they together are still below it, the
 * smallest of the others until they aren't. So what is left of a sum, once every shown team is subtracted from it, is of at
 * least so many people too. Ties go by team id.
 *
 * What holds for the whole quarter comes first, and doesn't change from day to day: else figures of two days, each with another team
 * beside the small one, would give its own away.
 *
 * @param groups all teams of one sum
 */
export function hiddenTeamsOf(
  groups: readonly Group[],
  minimumPeople: number,
): ReadonlyMap<string, HiddenBecause> {
  const bySize = groups.toSorted(
    (a, b) => a.peopleOfQuarter.size - b.peopleOfQuarter.size || compareTexts(a.teamId, b.teamId),
  )
  const hidden = new Set<Group>()
  for (const peopleOf of [(group: Group) => group.peopleOfQuarter, (group: Group) => group.people]) {
    for (const group of bySize) if (isSmallGroup(peopleOf(group), minimumPeople)) hidden.add(group)
    for (const group of bySize) {
      const people = new Set([...hidden].flatMap((each) => [...peopleOf(each)]))
      if (hidden.size === 0 || !isSmallGroup(people, minimumPeople)) break
      hidden.add(group)
    }
  }
  return new Map(
    bySize
      .filter((group) => hidden.has(group))
      .map(({ teamId, people }) => [
        teamId,
        isSmallGroup(people, minimumPeople) ? 'small_group' : 'beside_small_group',
      ]),
  )
}

/** Whether a team has figures only because the plan lowers the minimum. */
export function isOfLoweredMinimum({ people }: { readonly people: number }): boolean {
  return people < usualMinimumGroupPeople
}

/** Whether a sum is of so few people that it has no figures either. */
export function isSmallGroup(people: ReadonlySet<string>, minimumPeople: number): boolean {
  return people.size < minimumPeople
}
