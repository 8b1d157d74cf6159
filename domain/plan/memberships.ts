import type { LocalDate } from '../instant.ts'
import type { Membership, PlanPerson } from './plan.ts'

/** The memberships that cover a date: the larger fraction first, then as the plan lists them. */
export function membershipsOn(
  { memberships }: Pick<PlanPerson, 'memberships'>,
  date: LocalDate,
): Membership[] {
  return memberships
    .filter(({ from, to }) => from <= date && (to === null || date < to))
    .sort((a, b) => b.fractionShare - a.fractionShare)
}

/** The membership that takes most of a person's time on a date. */
export function membershipOn(person: PlanPerson, date: LocalDate): Membership | undefined {
  return membershipsOn(person, date)[0]
}
