import { usualMinimumGroupPeople } from '../../plan/plan.ts'
import { compareTexts } from '../../text/text-order.ts'

export interface Group {
  readonly teamId: string
  /** Ids of the people who had an available day in it so far; never empty. */
  readonly people: ReadonlySet<string>
  /** The same with those who will have had one by the quarter's end, by the plan. */
  readonly peopleOfQuarter: ReadonlySet<string>
  /** The same by the plan that the quarter began with; null for a team that had nobody by it, or where there is none. */
  readonly peopleAtStart: ReadonlySet<string> | null
}

/** Why a team has no figures of its own: it is too small, or its figures would give away those of teams that are. */
export type HiddenBecause = 'small_group' | 'beside_small_group'

/**
 * The teams that have no figures of their own: those below the minimum, and where they together are still below it, the
 * smallest of the others until they aren't. So what is left of a sum, once every shown team is subtracted from it, is of at
 * least so many people too. Ties go by team id.
 *
 * Which team is hidden beside a small one must not change from day to day, nor with a plan that is imported in the course of the
 * quarter: figures of two days, each with another team beside the small one, would give its own away. So the smallest is so by the plan
 * that the quarter began with, and who was hidden by it beside a team that is small stays hidden.
 *
 * @param groups all teams of one sum
 */
export function hiddenTeamsOf(
  groups: readonly Group[],
  minimumPeople: number,
): ReadonlyMap<string, HiddenBecause> {
  const isSmall = ({ people, peopleOfQuarter }: Group) =>
    [people, peopleOfQuarter].some((each) => isSmallGroup(each, minimumPeople))
  if (!groups.some(isSmall)) return new Map()
  const bySize = groups.toSorted(
    (a, b) =>
      sizeAtStart(a) - sizeAtStart(b) ||
      a.peopleOfQuarter.size - b.peopleOfQuarter.size ||
      compareTexts(a.teamId, b.teamId),
  )
  const hidden = new Set<Group>()
  for (const peopleOf of [peopleAtStart, peopleOfQuarter, peopleSoFar]) {
    const known = bySize.filter((group) => peopleOf(group) !== null)
    const isSmallThen = (groupsOf: Iterable<Group>) =>
      isSmallGroup(new Set([...groupsOf].flatMap((each) => [...(peopleOf(each) ?? [])])), minimumPeople)
    for (const group of known) if (isSmall(group) && isSmallThen([group])) hidden.add(group)
    for (const group of known) {
      if (hidden.size === 0 || !isSmallThen(hidden)) break
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

const peopleAtStart = (group: Group) => group.peopleAtStart
const peopleOfQuarter = (group: Group) => group.peopleOfQuarter
const peopleSoFar = (group: Group) => group.people

/** Teams that came later stand last: their size may change with every plan. */
function sizeAtStart({ peopleAtStart }: Group): number {
  return peopleAtStart?.size ?? Number.MAX_SAFE_INTEGER
}

/** Whether a team has figures only because the plan lowers the minimum. */
export function isOfLoweredMinimum({ people }: { readonly people: number }): boolean {
  return people < usualMinimumGroupPeople
}

/** Whether a sum is of so few people that it has no figures either. */
export function isSmallGroup(people: ReadonlySet<string>, minimumPeople: number): boolean {
  return people.size < minimumPeople
}
