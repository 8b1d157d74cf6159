import { type Instant, minuteMs } from '../instant.ts'
import { emailKey } from '../text/email.ts'
import type { DeliveryState } from './delivery.ts'
import { canMove } from './states.ts'

/** A mail came back (RFC 3464), or its reader told their provider that it isn't wanted (RFC 5965). */
export const returnKinds = ['bounce', 'complaint'] as const

export type ReturnKind = (typeof returnKinds)[number]

/** A header that holds a mail's id: some providers, such as Amazon SES, replace the Message-ID, and return the other headers as they were. */
export const mailIdHeader = 'X-Plumbline-Mail'

/** What a mail server reports about one mail. Whoever got that mail can write such a report, so nothing in it is believed but the mail's own id. */
export interface ReturnReport {
  readonly kind: ReturnKind
  /** The mail that it is about. */
  readonly deliveryId: string
  /** The addresses that it names; a complaint often names none. */
  readonly recipients: readonly string[]
  /** The server's words: status and diagnostic code of a bounce, the kind of a complaint. One line. */
  readonly words: string
  /** Null where the report doesn't say. */
  readonly writtenAt: Instant | null
}

/** What a report leads to. All but the first two leave the mail as it is. */
export const returnVerdicts = [
  'bounced',
  'suppressed',
  /** It names the address that the mail had before it was mended; or, a complaint, only addresses to which the mail didn't go. */
  'another address',
  /** It was written before the mail was sent again. */
  'earlier attempt',
  /** The mail was never sent, or is not regarded as sent any more. */
  'no change',
] as const

export type ReturnVerdict = (typeof returnVerdicts)[number]

/** What a report's verdict depends on. */
export interface ReturnedStanding {
  readonly state: DeliveryState
  readonly recipientEmail: string
  /** Those that it had before, where its address was mended. */
  readonly earlierEmails: readonly string[]
  readonly attempts: number
  /** When the last attempt was claimed; null before the first. */
  readonly lastClaimedAt: Instant | null
  /** Whoever knows an address can have such a mail sent to it: a complaint says nothing of the mails that its reader gets. */
  readonly isSignInLink: boolean
}

/** How far the clocks of two mail servers may differ. */
const clockSkewMs = 5 * minuteMs

/** What a report means for its mail; null while the mail is being sent, for then it is to be read again. */
export function verdictOn(report: ReturnReport, standing: ReturnedStanding): ReturnVerdict | null {
  const { kind, writtenAt } = report
  const { state, attempts, lastClaimedAt, isSignInLink } = standing
  if (state === 'sending') return null
  if (attempts === 0) return 'no change'
  if (namesOthersOnly(report, standing) && !isOfForwarded(report, standing)) return 'another address'
  if (kind === 'complaint') return isSignInLink ? 'no change' : 'suppressed'
  const wasSentAgain = attempts > 1 && lastClaimedAt !== null
  if (wasSentAgain && writtenAt !== null && writtenAt < lastClaimedAt - clockSkewMs) return 'earlier attempt'
  return canMove(state, 'bounced') ? 'bounced' : 'no change'
}

/**
 * Whether a bounce is of a mail that the reader's server sent on: an alias, a list or a reader's own forwarding. Most servers name only
 * the address to which it went on then, and it is the returned header that tells which mail it is.
 */
function isOfForwarded(report: ReturnReport, standing: ReturnedStanding): boolean {
  const { kind, recipients } = report
  return (
    kind === 'bounce' && namesOthersOnly(report, standing) && !namesOneOf(recipients, standing.earlierEmails)
  )
}

function namesOthersOnly({ recipients }: ReturnReport, { recipientEmail }: ReturnedStanding): boolean {
  return recipients.length > 0 && !namesOneOf(recipients, [recipientEmail])
}

function namesOneOf(recipients: readonly string[], emails: readonly string[]): boolean {
  const keys = emails.map(emailKey)
  return recipients.some((recipient) => keys.includes(emailKey(recipient)))
}

/** A report's words as they are kept with its mail: with the address to which it was sent on, if it was. */
export function wordsOn(report: ReturnReport, standing: ReturnedStanding): string {
  const { recipients, words } = report
  if (!isOfForwarded(report, standing)) return words
  return `sent on from there to ${recipients.join(', ')}: ${words}`
}
