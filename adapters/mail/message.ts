import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Delivery } from '../../domain/deliver/delivery.ts'
import type { Edition } from '../../domain/report/content/edition.ts'
import { tidyOutside } from '../../domain/report/words/outside-text.ts'
import { MailUnavailableError } from './outcome.ts'

/** A mail as bytes, with its envelope; the same delivery gives the same bytes each time. */
export interface MailMessage {
  readonly messageId: string
  readonly envelope: { readonly from: string; readonly to: string }
  readonly raw: Buffer
}

/** Sender and header settings of all mails of an installation. */
export interface MailIdentity {
  /** `Plumbline <plumbline@company.example>` */
  readonly from: string
  /** The part of Message-IDs after the @. */
  readonly messageIdDomain: string
  readonly replyTo: string | null
  /** Where a reader can ask for no more mails (https or mailto); null leaves the header out. */
  readonly unsubscribeUrl?: string | null
}

/** A recipient's address that can't be put into an envelope. */
export class MailAddressError extends Error {
  override readonly name = 'MailAddressError'

  constructor() {
    super('The recipient’s e-mail address is malformed')
  }
}

const address = /^[^\s@<>()[\],;:\\"]+@[^\s@<>()[\],;:\\"]+$/u

/** What a mail is made of. */
type MailContent = Pick<Edition, 'subject' | 'text' | 'html' | 'pictures'>

/**
 * Builds the mail of one delivery: text and HTML side by side, pictures inline. Message-ID, date and MIME
 * boundaries come from the row, so that any resend is the same mail to every server on its way.
 *
 * @throws MailAddressError
 * @throws MailUnavailableError when the sender has no address: that is the installation's fault and no recipient's
 */
export async function buildMessage(
  edition: MailContent,
  delivery: Pick<Delivery, 'deliveryId' | 'recipientEmail' | 'recipientName' | 'queuedAt'>,
  identity: MailIdentity,
): Promise<MailMessage> {
  if (!address.test(delivery.recipientEmail)) throw new MailAddressError()
  const messageId = `<${delivery.deliveryId}@${identity.messageIdDomain}>`
  const node = new MailComposer({
    messageId,
    date: new Date(delivery.queuedAt),
    baseBoundary: createHash('sha256').update(messageId).digest('hex').slice(0, 24),
    from: identity.from,
    to: { name: oneLine(delivery.recipientName), address: delivery.recipientEmail },
    ...(identity.replyTo === null ? {} : { replyTo: identity.replyTo }),
    subject: oneLine(edition.subject),
    headers: headersOf(identity),
    text: edition.text,
    html: edition.html,
    textEncoding: 'quoted-printable',
    attachments: edition.pictures.map((picture) => ({
      cid: picture.contentId,
      filename: `${picture.contentId.split('@')[0] ?? 'picture'}.png`,
      contentType: 'image/png',
      contentDisposition: 'inline',
      content: Buffer.from(picture.png),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  const { from, to } = node.getEnvelope()
  const [recipient] = to
  if (recipient === undefined) throw new MailAddressError()
  if (typeof from !== 'string' || !address.test(from)) {
    throw new MailUnavailableError(
      'MAIL_FROM holds no e-mail address: write a name and an address, such as Plumbline <plumbline@company.example>',
    )
  }
  return { messageId, envelope: { from, to: recipient }, raw: await node.build() }
}

/** RFC 3834: no holiday reply is wanted; RFC 2369 and 8058: one-click leave, only where somebody serves it. */
function headersOf(identity: MailIdentity): Record<string, string> {
  const unsubscribe = identity.unsubscribeUrl ?? null
  return {
    'Auto-Submitted': 'auto-generated',
    ...(unsubscribe === null ? {} : { 'List-Unsubscribe': `<${oneLine(unsubscribe)}>` }),
    ...(unsubscribe?.startsWith('https:') === true
      ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
      : {}),
  }
}

/** Nothing from outside may start a new header line. */
function oneLine(text: string): string {
  return tidyOutside(text, 200)
}
