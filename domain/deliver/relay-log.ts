import type { Instant } from '../instant.ts'
import { emailKey } from '../text/email.ts'

/** What a line of the relay's log says of one of our mails. */
export interface RelayLogEntry {
  /** `taken`: it is in the relay's queue, or went on from there. `refused`: for good, after the whole mail. `returned`: it could not be delivered. */
  readonly kind: 'taken' | 'refused' | 'returned'
  /** Whom it was for; null where the line names nobody. */
  readonly recipient: string | null
  /** Null where the log doesn't tell its time zone. */
  readonly at: Instant | null
  /** The line itself. */
  readonly words: string
}

/** A mail of which nobody knows whether the relay took it. */
export interface DoubtfulMail {
  readonly recipientEmail: string
  /** When the attempt in doubt was claimed. */
  readonly claimedAt: Instant
  /** An attempt before it was handed over too: what the log says of that one, under the same Message-ID, ends no doubt. */
  readonly wasHandedOverBefore: boolean
}

/** Logs keep whole seconds. */
const logPrecisionMs = 1_000

/**
 * The entry that ends the doubt about a mail; null where none does. That the log has nothing of a mail never shows that it did not
 * arrive: the log may be another relay's, begin later, or be behind.
 */
export function entryThatSettles(
  entries: readonly RelayLogEntry[],
  { recipientEmail, claimedAt, wasHandedOverBefore }: DoubtfulMail,
): RelayLogEntry | null {
  const key = emailKey(recipientEmail)
  const its = entries.filter(
    ({ at, recipient }) =>
      (recipient === null || emailKey(recipient) === key) &&
      (at === null ? !wasHandedOverBefore : at >= claimedAt - logPrecisionMs),
  )
  const last = (kind: RelayLogEntry['kind']) => its.findLast((entry) => entry.kind === kind)
  return last('returned') ?? last('taken') ?? last('refused') ?? null
}
