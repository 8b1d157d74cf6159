import type { DateRange, LocalDate } from '../instant.ts'
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

/** The parts of a range in which a person is in no team, in order. */
export function timesInNoTeam(
  { memberships }: Pick<PlanPerson, 'memberships'>,
  { from, to }: DateRange,
): DateRange[] {
  const times: DateRange[] = []
  let free = from
  for (const each of memberships.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (each.from > free) times.push({ from: free, to: each.from < to ? each.from : to })
    if (each.to === null || each.to >= to || each.from >= to) {
      free = to
      break
    }
    if (each.to > free) free = each.to
  }
  if (free < to) times.push({ from: free, to })
  return times
}
