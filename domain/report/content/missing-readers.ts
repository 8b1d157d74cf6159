import { type Audience, audiences, type Plan } from '../../plan/plan.ts'

/** A team without a reader of one audience. */
export interface MissingReader {
  readonly teamId: string
  readonly teamName: string
  readonly audience: Audience
}

/**
 * Names each team without a product, an engineering or an executive reader; nothing is sent while there is
 * one. A reader of the whole company's report covers every team.
 *
 * @param absent ids of teams that aren't there in the quarter and need no reader; none by default
 */
export function missingReaders(plan: Plan, absent?: ReadonlySet<string>): MissingReader[] {
  const teams = plan.teams.filter(({ teamId }) => absent?.has(teamId) !== true)
  return teams.flatMap((team) =>
    audiences
      .filter(
        (audience) =>
          !plan.stakeholders.some(
            (reader) =>
              reader.audience === audience &&
              (reader.scope.kind === 'company' || reader.scope.teamId === team.teamId),
          ),
      )
      .map((audience) => ({ teamId: team.teamId, teamName: team.name, audience })),
  )
}
