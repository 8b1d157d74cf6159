import type { Instant } from '../instant.ts'

/** Where a delivery stands. `ambiguous` is never resent by itself (docs/decisions/0003-claims-before-mails.md). */
export const deliveryStates = [
  'suppressed',
  'queued',
  'sending',
  'sent',
  'deferred',
  'failed',
  'ambiguous',
  'bounced',
] as const

export type DeliveryState = (typeof deliveryStates)[number]

/** One edition or one notice to one reader. */
export interface Delivery {
  readonly deliveryId: string
  /** Null where it is a notice. */
  readonly editionId: string | null
  /** Null where it is an edition. */
  readonly noticeId: string | null
  readonly recipientEmail: string
  readonly recipientName: string
  readonly state: DeliveryState
  readonly attempts: number
  readonly queuedAt: Instant
  /** Before when it isn't sent: the relay put it off, couldn't be reached, or it is its reader's quiet hours. Null: at once. */
  readonly notBeforeAt: Instant | null
  readonly sentAt: Instant | null
  /** The server's last reply, or why it is suppressed. */
  readonly lastReply: string | null
}

/** How one attempt ended, as the mail adapter reports it. */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly reply: string }
  | { readonly kind: 'deferred'; readonly smtpCode: number | null; readonly reply: string }
  | { readonly kind: 'failed'; readonly smtpCode: number | null; readonly reply: string }
  | { readonly kind: 'ambiguous'; readonly reply: string }
