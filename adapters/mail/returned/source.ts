/** What became of a mail: `again` leaves it unread, to be handed over at the next reading. */
export type Handled = 'done' | 'again'

/** Where the mails arrive that are sent to our sender's address: bounces, complaints, and whatever else. */
export interface MailSource {
  /** For a person, and without a password. */
  readonly name: string
  /**
   * Hands over every mail that is new since the last reading, and leaves all of them where and as they are. Null stands for one that
   * is too large to be read, or that its server doesn't give out.
   * @throws MailSourceError
   */
  read(handle: (mail: Buffer | null) => Promise<Handled>): Promise<void>
}

/** The mailbox or folder can't be read; the message says what to do, and holds no password. */
export class MailSourceError extends Error {
  override readonly name = 'MailSourceError'
}

/** A bounce returns our mail at most, which has some hundred kilobytes; larger ones aren't read. */
export const largestReportBytes = 5_000_000
