import type { LocalDate } from '../../instant.ts'
import type { Membership, PlanPerson } from '../../plan/plan.ts'
import type { MilliDays } from '../effort.ts'

/** What one membership's working day is made of; the other three sum to the first. */
export interface DayParts {
  readonly workingMilliDays: MilliDays
  readonly absenceMilliDays: MilliDays
  readonly onCallMilliDays: MilliDays
  /** What is left of the working day: c(p,d). */
  readonly availableMilliDays: MilliDays
}

/**
 * Divides a membership's working day: the fraction of full time, of it the absence, of the rest the on-call share.
 * @param workingPart the part of the date that the team works, 0..1
 * @param teamOnCallShare the team's share for days on which the person has no turn of their own
 * @param absentPart what `absentPartOn` says of the date
 */
export function dayPartsOf(
  person: PlanPerson,
  { teamId, fractionShare }: Membership,
  date: LocalDate,
  workingPart: number,
  teamOnCallShare: number,
  absentPart = absentPartOn(person, date),
): DayParts {
  const workingMilliDays = Math.round(1000 * fractionShare * workingPart)
  const absenceMilliDays = Math.round(workingMilliDays * absentPart)
  const presentMilliDays = workingMilliDays - absenceMilliDays
  const onCallShare = onCallTurnOn(person, teamId, date) ?? teamOnCallShare
  const onCallMilliDays = Math.round(presentMilliDays * onCallShare)
  return {
    workingMilliDays,
    absenceMilliDays,
    onCallMilliDays,
    availableMilliDays: presentMilliDays - onCallMilliDays,
  }
}

/** The part of a date that a person is away; two half absences make a whole one. */
export function absentPartOn({ absences }: PlanPerson, date: LocalDate): number {
  let sum = 0
  for (const { from, to, partOfDay = 1 } of absences) if (from <= date && date < to) sum += partOfDay
  return Math.min(1, sum)
}

/** The on-call share of a person's own turn for a team on a date, the larger of two; null without one. */
function onCallTurnOn({ onCallTurns = [] }: PlanPerson, teamId: string, date: LocalDate): number | null {
  if (onCallTurns.length === 0) return null
  const turns = onCallTurns.filter(
    (turn) => (turn.teamId === null || turn.teamId === teamId) && turn.from <= date && date < turn.to,
  )
  return turns.length === 0 ? null : Math.max(...turns.map(({ onCallShare }) => onCallShare))
}
