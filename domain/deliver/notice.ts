import type { Instant } from '../instant.ts'
import type { QuarterId } from '../quarter.ts'
import type { Picture } from '../report/content/edition.ts'

/** The mails that are no reports. */
export const noticeKinds = ['drift notice', 'review request', 'review reminder', 'expiry notice'] as const

export type NoticeKind = (typeof noticeKinds)[number]

/** One rendered mail that is no report, as each of its readers gets it. */
export interface Notice {
  /** The same for the same occasion: a notice that is there already is queued for nobody twice. */
  readonly noticeId: string
  readonly kind: NoticeKind
  /** The quarter that it is about, or else in which it was written. */
  readonly quarter: QuarterId
  /** The team that it is about; null where it is about none. */
  readonly teamId: string | null
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
