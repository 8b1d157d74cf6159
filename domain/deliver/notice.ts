import type { Instant } from '../instant.ts'
import type { QuarterId } from '../quarter.ts'
import type { Picture } from '../report/content/edition.ts'

/** The mails that are no reports. */
export const noticeKinds = ['drift notice', 'review request', 'review reminder'] as const

export type NoticeKind = (typeof noticeKinds)[number]

/** One rendered mail about a team's quarter that is no report, as each of its readers gets it. */
export interface Notice {
  /** The same for the same occasion: a notice that is there already is queued for nobody twice. */
  readonly noticeId: string
  readonly kind: NoticeKind
  readonly quarter: QuarterId
  readonly teamId: string
  readonly renderedAt: Instant
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly pictures: readonly Picture[]
}

/** Who gets a notice. */
export interface NoticeReader {
  readonly email: string
  readonly name: string
}
