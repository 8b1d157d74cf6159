import type { Audience, Plan, ReportScope } from '../../plan/plan.ts'
import { currentTeamId } from '../../plan/team-ids.ts'
import { emailKey } from '../../text/email.ts'

/** The parts of a plan that tell who answers questions about a mail. */
export type ReplyPlan = Pick<Plan, 'replyTo' | 'teams' | 'stakeholders'>

/** A mail that somebody may reply to. */
export interface MailToAnswer {
  /** Null for a mail about the whole company. */
  readonly teamId: string | null
  /** Null for a notice, which is written for no audience. */
  readonly audience: Audience | null
  /** Null for all readers who have no address of their own. */
  readonly readerEmail: string | null
}

/**
 * Where replies to a mail go: to the address on its reader's own line of the plan, else to its team's, else to the company's, else to
 * the settings'. Null: to the sender.
 */
export function replyToOf(
  plan: ReplyPlan | null,
  mail: MailToAnswer,
  ofSettings: string | null,
): string | null {
  if (plan === null) return ofSettings
  const teamId = mail.teamId === null ? null : currentTeamId(plan, mail.teamId)
  const ofTeam = plan.teams.find((team) => team.teamId === teamId)?.replyTo
  return ofReader(plan, { ...mail, teamId }) ?? ofTeam ?? plan.replyTo ?? ofSettings
}

/** A report is read by the line that names its audience and scope; a notice by any line of its team, else of the company. */
function ofReader(
  { stakeholders }: ReplyPlan,
  { teamId, audience, readerEmail }: MailToAnswer,
): string | undefined {
  if (readerEmail === null) return undefined
  const key = emailKey(readerEmail)
  const own = stakeholders.filter(
    (line) =>
      emailKey(line.email) === key &&
      line.replyTo !== undefined &&
      (audience === null || line.audience === audience),
  )
  const isOfScope = ({ scope }: { readonly scope: ReportScope }): boolean =>
    (scope.kind === 'team' ? scope.teamId : null) === teamId
  const ofCompany = audience === null ? own.find(({ scope }) => scope.kind === 'company') : undefined
  return (own.find(isOfScope) ?? ofCompany)?.replyTo
}
