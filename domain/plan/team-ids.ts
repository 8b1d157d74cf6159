import type { Plan } from './plan.ts'

/** The id that a team of an earlier plan has now (`formerly`); the id itself where no team says that it was its own. */
export function currentTeamId({ teams }: Pick<Plan, 'teams'>, teamId: string): string {
  if (teams.some((team) => team.teamId === teamId)) return teamId
  return teams.find((team) => team.formerIds?.includes(teamId) === true)?.teamId ?? teamId
}
