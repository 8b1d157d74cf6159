import type { Instant } from '../../instant.ts'
import type { Audience } from '../../plan/plan.ts'
import type { QuarterId } from '../../quarter.ts'
import type { Picture } from '../../report/content/edition.ts'

/** The mails that are no reports. A draft of a report is one: it goes to the admin who asks for it, and to no reader. */
export const noticeKinds = [
  'drift notice',
  'review request',
  'review reminder',
  'expiry notice',
  'draft',
] as const

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
  /** Whom the report is for that a draft shows; null of all others. */
  readonly audience: Audience | null
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
