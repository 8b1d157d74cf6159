import { workingDaysOf, workingHoursOf, workingPartOf } from '../../../calendar.ts'
import { dayPartsOf } from '../../../effort/days/day-parts.ts'
import type { MilliDays } from '../../../effort/effort.ts'
import { type Instant, type LocalDate, weekStartOf } from '../../../instant.ts'
import { membershipsOn } from '../../../plan/memberships.ts'
import type { Plan, TeamPlan } from '../../../plan/plan.ts'
import { datesOfQuarter, type QuarterId } from '../../../quarter.ts'

/** What the plan counted on for one working day of a team. */
export interface PlannedDay {
  readonly date: LocalDate
  readonly weekStart: LocalDate
  /** Absence and on-call taken off. */
  readonly milliDays: MilliDays
  /** Whether its working hours had begun by the as-of instant: the same rule by which effort counts days. */
  readonly counted: boolean
}

/**
 * A team's planned days in a quarter: on each working day of its calendar the planned head count (else the
 * plan's people of that day, by their fractions), less the absences that the plan knows, less the on-call
 * share. Every day is whole thousandths, so any sum of days is exact.
 */
export function plannedDaysOf(
  plan: Plan,
  teamPlan: TeamPlan,
  quarter: QuarterId,
  asOfAt: Instant,
): PlannedDay[] {
  const team = plan.teams.find((each) => each.teamId === teamPlan.teamId)
  const calendar = plan.calendars.find((each) => each.calendarId === team?.calendarId)
  if (calendar === undefined) return []
  return workingDaysOf(calendar, datesOfQuarter(quarter, plan)).map((date) => ({
    date,
    weekStart: weekStartOf(date),
    milliDays: plannedOn(plan, teamPlan, date, workingPartOf(calendar, date)),
    counted: workingHoursOf(calendar, date).startAt < asOfAt,
  }))
}

function plannedOn(
  plan: Plan,
  { teamId, plannedHeadcount, onCallShare }: TeamPlan,
  date: LocalDate,
  workingPart: number,
): MilliDays {
  const parts = plan.people.flatMap((person) =>
    membershipsOn(person, date)
      .filter((membership) => membership.teamId === teamId)
      .map((membership) => dayPartsOf(person, membership, date, workingPart, onCallShare)),
  )
  if (plannedHeadcount === null) return parts.reduce((sum, part) => sum + part.availableMilliDays, 0)
  const absentMilliDays = parts.reduce((sum, part) => sum + part.absenceMilliDays, 0)
  const presentMilliDays = Math.max(0, Math.round(1000 * plannedHeadcount * workingPart) - absentMilliDays)
  return presentMilliDays - Math.round(presentMilliDays * onCallShare)
}

/** The sum of days; of those counted so far, or of the whole quarter. */
export function sumPlanned(days: readonly PlannedDay[], which: 'counted' | 'quarter'): MilliDays {
  return days.filter((day) => which === 'quarter' || day.counted).reduce((sum, day) => sum + day.milliDays, 0)
}
