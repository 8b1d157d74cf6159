import type { LocalDate } from '../instant.ts'
import { datesOfQuarter, type QuarterId } from '../quarter.ts'
import type { Commitment, Plan } from './plan.ts'
import { currentTeamId } from './team-ids.ts'

/** What a person of the plan did in a time in which they are in no team. */
export interface WorkOutsideTeams {
  readonly personName: string
  /** Dates on which they did something. */
  readonly days: number
  readonly firstOn: LocalDate
  readonly lastOn: LocalDate
}

/** On fewer dates somebody tidies up after they left, or looks around before they begin. Ours: a working week. */
const fewestDaysOutsideTeams = 5

/** What is odd about a plan that can be used. */
export type PlanWarning =
  | { readonly kind: 'team_without_people'; readonly teamName: string }
  /** It has people in the quarter, and no plan. */
  | { readonly kind: 'team_missing_from_quarter'; readonly teamName: string; readonly quarter: QuarterId }
  /** Its plan for the quarter has nobody to do it. */
  | { readonly kind: 'quarter_without_people'; readonly teamName: string; readonly quarter: QuarterId }
  | {
      readonly kind: 'commitment_not_one'
      readonly teamName: string
      readonly quarter: QuarterId
      readonly commitment: Commitment
      readonly matches: 'none' | 'several'
    }
  /** A turn of the team's on-call rota, or several of one title: nobody is on call by them. */
  | {
      readonly kind: 'turn_of_nobody'
      readonly teamName: string
      readonly title: string
      readonly from: LocalDate
      readonly turns: number
    }
  /** The plan lists it for one person, and it has the e-mail address of another. */
  | {
      readonly kind: 'account_of_two'
      readonly connectionName: string
      readonly accountId: string
      readonly listedFor: string
      readonly addressOf: string
    }
  /** Somebody moved tickets, commented or logged on dates on which they are in no team. */
  | ({ readonly kind: 'work_outside_teams' } & Omit<WorkOutsideTeams, 'days'>)
  /** A team of the plan before that this one doesn't know, with the new team that has most of its people. */
  | {
      readonly kind: 'team_lost'
      readonly teamId: string
      readonly teamName: string
      readonly perhapsNowId: string | null
    }

/** What the plan alone tells: teams and quarters that don't fit each other, and turns on call that are nobody's. */
export function staffingWarnings(plan: Plan): PlanWarning[] {
  const turns = plan.teams.flatMap(({ name: teamName, turnsOfNobody = [] }) =>
    turnsOfNobody.map((each) => ({ kind: 'turn_of_nobody' as const, teamName, ...each })),
  )
  return [...teamWarnings(plan), ...turns]
}

function teamWarnings(plan: Plan): PlanWarning[] {
  return plan.teams.flatMap(({ teamId, name: teamName }): PlanWarning[] => {
    const memberships = plan.people.flatMap((person) =>
      person.memberships.filter((membership) => membership.teamId === teamId),
    )
    if (memberships.length === 0) return [{ kind: 'team_without_people', teamName }]
    return plan.quarters.flatMap(({ quarter, teams }): PlanWarning[] => {
      const { from, to } = datesOfQuarter(quarter, plan)
      const isStaffed = memberships.some((each) => each.from < to && (each.to === null || each.to > from))
      const isPlanned = teams.some((team) => team.teamId === teamId)
      if (isStaffed === isPlanned) return []
      return [{ kind: isStaffed ? 'team_missing_from_quarter' : 'quarter_without_people', teamName, quarter }]
    })
  })
}

/** Commitments that name nothing, or more than one thing, on the trackers. */
export function commitmentWarnings(
  plan: Plan,
  matchesOf: (target: Commitment['target']) => 'none' | 'one' | 'several',
): PlanWarning[] {
  return plan.quarters.flatMap(({ quarter, teams }) =>
    teams.flatMap(({ teamId, commitments }) =>
      commitments.flatMap((commitment): PlanWarning[] => {
        const matches = matchesOf(commitment.target)
        const teamName = plan.teams.find((team) => team.teamId === teamId)?.name ?? teamId
        return matches === 'one'
          ? []
          : [{ kind: 'commitment_not_one', teamName, quarter, commitment, matches }]
      }),
    ),
  )
}

/** Teams of the plan before whose id, or an earlier id that it names, the new one no longer knows: their past would be lost. */
export function lostTeamWarnings(before: Plan, plan: Plan): PlanWarning[] {
  const known = new Set(plan.teams.map(({ teamId }) => teamId))
  const nowIdOf = (teamId: string) => {
    const current = currentTeamId(plan, teamId)
    return known.has(current) ? current : null
  }
  return before.teams.flatMap(({ teamId, name: teamName, formerIds = [] }) =>
    [teamId, ...formerIds]
      .filter((each) => nowIdOf(each) === null)
      .map((each): PlanWarning => {
        const perhapsNowId = nowIdOf(teamId) ?? successorOf(teamId, before, plan)
        return { kind: 'team_lost', teamId: each, teamName, perhapsNowId }
      }),
  )
}

/** The new team that has most people of an old one. */
function successorOf(teamId: string, before: Plan, plan: Plan): string | null {
  const people = membersOf(before, teamId)
  const newTeams = plan.teams.filter((team) => !before.teams.some((other) => other.teamId === team.teamId))
  const successor = newTeams.find((team) => {
    const shared = [...membersOf(plan, team.teamId)].filter((personId) => people.has(personId))
    return shared.length * 2 > people.size
  })
  return successor?.teamId ?? null
}

function membersOf({ people }: Plan, teamId: string): ReadonlySet<string> {
  const members = people.filter((person) => person.memberships.some((each) => each.teamId === teamId))
  return new Set(members.map(({ personId }) => personId))
}

/** Who worked for a week or more while the plan has them in no team: how much isn't told, which would be a person's. */
export function workOutsideTeamsWarnings(work: readonly WorkOutsideTeams[]): PlanWarning[] {
  return work
    .filter(({ days }) => days >= fewestDaysOutsideTeams)
    .map(({ days: _, ...each }) => ({ kind: 'work_outside_teams', ...each }))
}
