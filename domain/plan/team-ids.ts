import type { Plan } from './plan.ts'

/** The id that a team of an earlier plan has now (`formerly`); the id itself where no team says that it was its own. */
export function currentTeamId({ teams }: Pick<Plan, 'teams'>, teamId: string): string {
  if (teams.some((team) => team.teamId === teamId)) return teamId
  return teams.find((team) => team.formerIds?.includes(teamId) === true)?.teamId ?? teamId
}

/** Figures of a scope by the id that its team has now; the company keeps its own. */
export function underCurrentId<Figures extends { readonly scopeId: string }>(
  plan: Pick<Plan, 'teams'>,
  figures: Figures,
): Figures {
  return { ...figures, scopeId: currentTeamId(plan, figures.scopeId) }
}
