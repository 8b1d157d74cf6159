import type { Audience, Plan, ReportScope } from '../../plan/plan.ts'
import { currentTeamId } from '../../plan/team-ids.ts'
import { readersOf } from '../../report/content/edition.ts'
import { reviewersOf } from '../../sign-in/roles.ts'
import { emailKey } from '../../text/email.ts'
import type { NoticeKind } from './notice.ts'

/** A mail that goes to readers whom the plan lists: a report to those of its audience and scope, a notice about a team to its reviewers. */
export type PlannedMail =
  | { readonly kind: 'report'; readonly audience: Audience; readonly scope: ReportScope }
  | { readonly kind: 'notice'; readonly teamId: string }

/** A notice as a mail to readers; null of those that go to admins, or are about no team. */
export function plannedNotice(kind: NoticeKind, teamId: string | null): PlannedMail | null {
  switch (kind) {
    case 'drift notice':
    case 'review request':
    case 'review reminder':
      return teamId === null ? null : { kind: 'notice', teamId }
    case 'expiry notice':
    case 'draft':
      return null
  }
}

/** Whether a plan lists one of these addresses, in any spelling, as a reader of such a mail. */
export function isListedReader(
  plan: Pick<Plan, 'teams' | 'stakeholders'>,
  mail: PlannedMail,
  emails: readonly string[],
): boolean {
  const keys = new Set(emails.map(emailKey))
  const readers =
    mail.kind === 'notice'
      ? reviewersOf(plan, currentTeamId(plan, mail.teamId))
      : readersOf(plan, { audience: mail.audience, scope: currentScope(plan, mail.scope) })
  return readers.some(({ email }) => keys.has(emailKey(email)))
}

function currentScope(plan: Pick<Plan, 'teams'>, scope: ReportScope): ReportScope {
  return scope.kind === 'company' ? scope : { kind: 'team', teamId: currentTeamId(plan, scope.teamId) }
}
