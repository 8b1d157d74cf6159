import type { Edition } from '../../report/content/edition.ts'
import { type NoticeKind, noticeKinds } from './notice.ts'

/** What a list of mails can be narrowed to. A link to sign in has no content that is kept. */
export const listedKinds = ['report', ...noticeKinds, 'sign-in link'] as const

export type ListedKind = (typeof listedKinds)[number]

/** The kind that a report or notice is listed as. */
export function listedKindOf(kind: Edition['kind'] | NoticeKind): ListedKind {
  return kind === 'pre-planning' || kind === 'final' ? 'report' : kind
}
