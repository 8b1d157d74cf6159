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

/**
 * Why no report of a quarter may go out: a team without a reader in one audience is an error before sending, never a gap after it.
 * Null where every team that is there has its readers.
 *
 * @param absent ids of teams that aren't there in the quarter
 */
export function missingReadersRefusal(plan: Plan, absent: ReadonlySet<string>): string | null {
  const missing = missingReaders(plan, absent)
  if (missing.length === 0) return null
  const named = missing.map(({ teamName, audience }) => `${teamName} has no ${audience} reader`)
  return `${named.join('; ')}. Add them under stakeholders in the plan and import it again`
}
