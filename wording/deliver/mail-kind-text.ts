import type { ListedKind } from '../../domain/deliver/readers/listed-kind.ts'

/** The mails of a kind, as a list of kinds names them. */
export const mailKindPlural: Readonly<Record<ListedKind, string>> = {
  report: 'reports',
  'review request': 'review requests',
  'review reminder': 'review reminders',
  'drift notice': 'drift notices',
  'expiry notice': 'expiry notices',
  draft: 'drafts',
  'sign-in link': 'sign-in links',
}
