import type { NoticeKind } from './notice.ts'

/** The kinds of mail that a reader can stop, each by itself. Links that sign in are none: nobody can lock themselves out. */
export const mailKinds = ['reports', 'reviews', 'drift notices', 'expiry notices'] as const

export type MailKind = (typeof mailKinds)[number]

/** What nothing is sent of: one kind, or all. */
export const suppressibleMails = ['all', ...mailKinds] as const

export type SuppressedMails = (typeof suppressibleMails)[number]

/** The kind that a notice is of; null of drafts, of which nobody gets any but those that they ask for. */
export function mailKindOf(kind: NoticeKind): MailKind | null {
  switch (kind) {
    case 'drift notice':
      return 'drift notices'
    case 'expiry notice':
      return 'expiry notices'
    case 'review request':
    case 'review reminder':
      return 'reviews'
    case 'draft':
      return null
  }
}
