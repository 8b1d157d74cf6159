import { workingDaysOf, workingHoursOf } from '../../../calendar.ts'
import { dayPartsOf } from '../../../effort/days/day-parts.ts'
import type { LocalDate } from '../../../instant.ts'
import { membershipsOn } from '../../../plan/memberships.ts'
import type { Plan } from '../../../plan/plan.ts'
import { datesOfQuarter } from '../../../quarter.ts'
import type { ReconcileInput } from '../../dataset/input.ts'

type QuarterOfPlan = Pick<ReconcileInput, 'plan' | 'quarter' | 'asOfAt'>

/** A team's working days of the quarter whose hours had begun by the as-of instant; empty for a calendar that the plan doesn't know. */
export function countedDaysOf({ plan, quarter, asOfAt }: QuarterOfPlan, teamId: string): LocalDate[] {
  const calendar = calendarOf(plan, teamId)
  if (calendar === undefined) return []
  return workingDaysOf(calendar, datesOfQuarter(quarter, plan)).filter(
    (date) => workingHoursOf(calendar, date).startAt < asOfAt,
  )
}

/**
 * Ids of the people who had an available day in a team among the given dates: a member of it, neither absent nor on call for all
 * of the day.
 * @param onCallShare the team's, for days on which a person has no turn of their own
 */
export function availablePeopleOf(
  plan: Plan,
  teamId: string,
  dates: readonly LocalDate[],
  onCallShare: number,
): ReadonlySet<string> {
  // Looked for first: a company has many teams, and nobody is a member of more than a few.
  const members = plan.people.filter(({ memberships }) => memberships.some((each) => each.teamId === teamId))
  const available = members.filter((person) =>
    dates.some((date) =>
      membershipsOn(person, date).some(
        (membership) =>
          membership.teamId === teamId &&
          dayPartsOf(person, membership, date, 1, onCallShare).availableMilliDays > 0,
      ),
    ),
  )
  return new Set(available.map(({ personId }) => personId))
}

function calendarOf(plan: Plan, teamId: string) {
  const team = plan.teams.find((each) => each.teamId === teamId)
  return plan.calendars.find((each) => each.calendarId === team?.calendarId)
}
