import type { LocalDate } from '../instant.ts'
import { baselineCutoffAt } from '../plan/baseline-start.ts'
import type { PlanTeam } from '../plan/plan.ts'
import { currentTeamId } from '../plan/team-ids.ts'
import { datesOfQuarter } from '../quarter.ts'
import type { ReconcileInput } from './dataset/input.ts'
import type { LeftOutTeam } from './dataset/reconciliation.ts'
import { availablePeopleOf, countedDaysOf } from './figures/plan/available-people.ts'
import { teamPlanFor } from './figures/plan/scope-plan.ts'
import { teamPlanIn } from './forecast/next-quarter.ts'
import { isAbsent } from './verdicts/absent.ts'
import { baselineStandingOf } from './verdicts/baseline.ts'
import { type Group, hiddenTeamsOf } from './verdicts/small-groups.ts'

/** A team of the plan in one quarter. */
export interface TeamOfQuarter {
  readonly team: PlanTeam
  /** Who had an available day in it so far. */
  readonly people: ReadonlySet<string>
  /** Its working days that have begun. */
  readonly countedDays: number
  readonly isPlanned: boolean
  /** Why it has no figures of its own; null for a team that has. */
  readonly leftOutBecause: LeftOutTeam['because'] | null
}

/** A quarter as its plans see it. */
export type QuarterWithPlan = Pick<ReconcileInput, 'plan' | 'quarter' | 'asOfAt' | 'baseline'>

/**
 * Every team of the plan, with whether it is there in the quarter and may have figures of its own (see `hiddenTeamsOf`). Before
 * the quarter's first working day there is nobody to be counted and nothing to hide.
 */
export function teamsOfQuarter(input: QuarterWithPlan): TeamOfQuarter[] {
  const { minimumGroupPeople } = input.plan
  const found = input.plan.teams.map((team) => {
    const dates = countedDaysOf(input, team.teamId)
    const isPlanned = teamPlanFor(team.teamId, input) !== null
    const availableOn = (days: readonly LocalDate[]) => availableIn(input, team.teamId, days)
    const people = availableOn(dates)
    const datesOfAll = countedDaysOf({ ...input, asOfAt: Infinity }, team.teamId)
    return {
      team,
      people,
      peopleOfQuarter: datesOfAll.length === dates.length ? people : availableOn(datesOfAll),
      peopleAtStart: peopleAtStartOf(team.teamId, input),
      countedDays: dates.length,
      isPlanned,
      absence: absenceOf(team, people, dates.length, isPlanned, input),
    }
  })
  const groups = found.filter(({ people }) => people.size > 0)
  const compared = comparedOf(groups)
  // What is no part of the company's sum can't be had by subtraction either: each such team stands for itself.
  const alone = groups.filter((group) => !compared.includes(group))
  const hidden = new Map([
    ...hiddenTeamsOf(compared.map(groupOf), minimumGroupPeople),
    ...alone.flatMap((group) => [...hiddenTeamsOf([groupOf(group)], minimumGroupPeople)]),
  ])
  return found.map(({ absence, peopleOfQuarter: _, peopleAtStart: __, ...each }) => ({
    ...each,
    leftOutBecause: absence ?? hidden.get(each.team.teamId) ?? null,
  }))
}

function availableIn(
  { plan, quarter }: Pick<QuarterWithPlan, 'plan' | 'quarter'>,
  teamId: string,
  days: readonly LocalDate[],
): ReadonlySet<string> {
  return availablePeopleOf(plan, teamId, days, teamPlanIn(plan, quarter, teamId)?.onCallShare ?? 0)
}

/** Ids of the teams that a dataset leaves out because they aren't there. */
export function absentAmong(
  leftOut: readonly Pick<LeftOutTeam, 'teamId' | 'because'>[],
): ReadonlySet<string> {
  return new Set(leftOut.filter(isAbsent).map(({ teamId }) => teamId))
}

/** Ids of the teams that aren't there in a quarter, as far as can be told by the as-of instant. */
export function absentTeamsOf(input: QuarterWithPlan): ReadonlySet<string> {
  const absent = teamsOfQuarter(input).filter(
    ({ leftOutBecause }) => leftOutBecause !== null && isAbsent({ because: leftOutBecause }),
  )
  return new Set(absent.map(({ team }) => team.teamId))
}

/** The teams whose sum is the company: those with a plan; all of them where none has one. */
export function comparedOf<Team extends { readonly isPlanned: boolean }>(
  teams: readonly Team[],
): readonly Team[] {
  const planned = teams.filter(({ isPlanned }) => isPlanned)
  return planned.length > 0 ? planned : teams
}

function groupOf({ team, ...people }: Omit<Group, 'teamId'> & { readonly team: PlanTeam }): Group {
  return { teamId: team.teamId, ...people }
}

/**
 * Who is available in a team in the quarter by the baseline's plan; null where it knows nobody in the team, or there is none. A late one
 * doesn't count: it is of a plan that is still being written, team by team.
 */
function peopleAtStartOf(
  teamId: string,
  { plan, quarter, baseline }: QuarterWithPlan,
): ReadonlySet<string> | null {
  if (baseline === null) return null
  if (baselineStandingOf(baseline.takenAt, baselineCutoffAt(quarter, plan)) !== 'on_time') return null
  const then = baseline.plan
  const team = then.teams.find((each) => currentTeamId(plan, each.teamId) === teamId)
  if (team === undefined) return null
  const ofQuarter = { plan: then, quarter, asOfAt: Infinity }
  const people = availableIn(ofQuarter, team.teamId, countedDaysOf(ofQuarter, team.teamId))
  return people.size === 0 ? null : people
}

/** Why a team isn't there in the quarter; null where it is, or may still come to be. */
function absenceOf(
  { teamId }: PlanTeam,
  people: ReadonlySet<string>,
  countedDays: number,
  isPlanned: boolean,
  { plan, quarter }: QuarterWithPlan,
): LeftOutTeam['because'] | null {
  if (people.size > 0 || (countedDays === 0 && isPlanned)) return null
  const { from, to } = datesOfQuarter(quarter, plan)
  const memberships = plan.people.flatMap((person) =>
    person.memberships.filter((membership) => membership.teamId === teamId),
  )
  if (memberships.some((each) => each.from < to && (each.to === null || each.to > from)))
    return 'nobody_available'
  if (memberships.some((each) => each.from >= to)) return 'not_yet'
  return memberships.length > 0 ? 'ended' : 'nobody_available'
}
