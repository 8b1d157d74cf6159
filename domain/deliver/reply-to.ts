import type { Plan } from '../plan/plan.ts'
import { currentTeamId } from '../plan/team-ids.ts'

/** The parts of a plan that tell who answers questions about a mail. */
export type ReplyPlan = Pick<Plan, 'replyTo' | 'teams'>

/**
 * Where replies to a mail go: to its team's address, else to the company's, else to the settings'. Null: to the sender.
 * @param teamId null for a mail about the whole company
 */
export function replyToOf(
  plan: ReplyPlan | null,
  teamId: string | null,
  ofSettings: string | null,
): string | null {
  const current = plan === null || teamId === null ? null : currentTeamId(plan, teamId)
  const ofTeam = plan?.teams.find((team) => team.teamId === current)?.replyTo
  return ofTeam ?? plan?.replyTo ?? ofSettings
}
