import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import MimeNode, { type MimeNodeEnvelope } from 'nodemailer/lib/mime-node'
import type { Delivery } from '../../domain/deliver/delivery.ts'
import type { ReaderLinks } from '../../domain/deliver/readers/links.ts'
import { mailIdHeader } from '../../domain/deliver/returned-mail.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Edition } from '../../domain/report/content/edition.ts'
import { tidyOutside } from '../../domain/report/words/outside-text.ts'
import { type DkimKey, signMail } from './dkim.ts'
import { MailUnavailableError } from './outcome.ts'
import { joinForReader, splitByReader } from './reader-parts.ts'

/** A mail as bytes, with its envelope; the same delivery gives the same bytes each time. */
export interface MailMessage {
  readonly messageId: string
  readonly envelope: {
    readonly from: string
    readonly to: string
    /** Bounces name it (RFC 3461 4.4). */
    readonly id: string
  }
  /** One after the other they are the mail; each holds whole lines, and many mails may share one. */
  readonly parts: readonly Buffer[]
}

/** Sender and header settings of all mails of an installation. */
export interface MailIdentity {
  /** `Plumbline <plumbline@company.example>` */
  readonly from: string
  /** The part of Message-IDs after the @. */
  readonly messageIdDomain: string
  readonly replyTo: string | null
  /** The links of a reader's own copy; null where none of our pages can be reached, and in mails that somebody has just asked for. */
  readonly linksFor?: ((reader: MailReader) => ReaderLinks) | null
  /** Null where mails leave unsigned, for instance because the relay signs them. */
  readonly dkim?: DkimKey | null
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
export type MailContent = Pick<Edition, 'subject' | 'text' | 'html' | 'pictures'>

/** Whom a mail is for, and the row that says so. */
export type MailReader = Pick<Delivery, 'deliveryId' | 'recipientEmail' | 'recipientName'> &
  Partial<Pick<Delivery, 'editionId'>> & {
    /** The mail's date: the same for each resend of bytes that a server may have seen. */
    readonly datedAt: Instant
    /** In place of the identity's; absent where the reader's replies go where everybody's do. */
    readonly replyTo?: string
  }

/** A mail encoded once for all of its readers: what differs from one to the next is put in for each. */
export interface PreparedMail {
  /** Of memory. */
  readonly bytes: number
  /**
   * The mail of one reader. Message-ID, date and MIME boundaries come from the row, so that any resend is the same mail to every
   * server on its way.
   *
   * @throws MailAddressError
   */
  messageFor(reader: MailReader): Promise<MailMessage>
}

/**
 * Encodes a mail: text and HTML side by side, pictures inline.
 * @throws MailUnavailableError when the sender has no address: that is the installation's fault and no recipient's
 */
export async function prepareMail(content: MailContent, identity: MailIdentity): Promise<PreparedMail> {
  // Made of the content, so that the content can't hold it.
  const placeholder = boundaryOf(JSON.stringify([content.subject, content.text, content.html]))
  const node = compiled(content, identity, placeholder)
  const from = senderOf(node.getEnvelope())
  const whole = await node.build()
  const headEnd = whole.indexOf('\r\n\r\n')
  const head = headerLines(whole.toString('utf8', 0, headEnd))
  const hasReplyTo = head.some(({ name }) => name === 'reply-to')
  const body = splitByReader(whole.subarray(headEnd + '\r\n'.length), placeholder)
  return {
    bytes: whole.length,
    async messageFor(reader) {
      const messageId = `<${reader.deliveryId}@${identity.messageIdDomain}>`
      const boundary = boundaryOf(messageId)
      const links = identity.linksFor?.(reader) ?? null
      const { to, headers } = readerHeaders(reader, messageId)
      const replyTo = headers.get('reply-to')
      const lines = [
        ...head.map(({ name, line }) => headers.get(name) ?? line.replaceAll(placeholder, boundary)),
        ...(hasReplyTo || replyTo === undefined ? [] : [replyTo]),
        `${mailIdHeader}: ${reader.deliveryId}`,
        ...unsubscribeHeaders(links?.unsubscribeUrl ?? null),
      ]
      const ownHead = Buffer.from(lines.map((line) => `${line}\r\n`).join(''))
      const unsigned = joinForReader([ownHead, ...body], { boundary, links })
      // What is signed differs from reader to reader: the recipient's name and address too.
      const parts = identity.dkim ? [await signMail(Buffer.concat(unsigned), identity.dkim)] : unsigned
      return { messageId, envelope: { from, to, id: reader.deliveryId }, parts }
    },
  }
}

/** @internal for tests. Builds the mail of one reader, also as one. @throws as `prepareMail` and `PreparedMail.messageFor` do */
export async function buildMessage(
  content: MailContent,
  reader: MailReader,
  identity: MailIdentity,
): Promise<MailMessage & { readonly raw: Buffer }> {
  const message = await (await prepareMail(content, identity)).messageFor(reader)
  return { ...message, raw: Buffer.concat(message.parts) }
}

function boundaryOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24)
}

/** The mail, with headers of nobody in particular where a reader's will stand. */
function compiled(content: MailContent, identity: MailIdentity, baseBoundary: string): MimeNode {
  return new MailComposer({
    baseBoundary,
    messageId: '<mail@plumbline.example>',
    date: new Date(0),
    from: identity.from,
    to: 'reader@plumbline.example',
    ...(identity.replyTo === null ? {} : { replyTo: identity.replyTo }),
    subject: oneLine(content.subject),
    // No holiday reply is wanted: RFC 3834, and Exchange's own, by which it goes. Its "All" would hold back bounces too.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' },
    text: crlf(content.text),
    html: crlf(content.html),
    textEncoding: 'quoted-printable',
    attachments: content.pictures.map((picture) => ({
      cid: picture.contentId,
      filename: `${picture.contentId.split('@')[0] ?? 'picture'}.png`,
      contentType: 'image/png',
      contentDisposition: 'inline',
      content: Buffer.from(picture.png),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
}

/** What a mail says of its reader, and the address for the envelope. @throws MailAddressError */
function readerHeaders(reader: MailReader, messageId: string) {
  const { recipientEmail, recipientName, datedAt, replyTo } = reader
  if (!address.test(recipientEmail)) throw new MailAddressError()
  // Its boundary stands nowhere; without one, it takes random bytes for each reader.
  const node = new MimeNode('text/plain', { baseBoundary: 'none' })
    .setHeader('to', { name: oneLine(recipientName), address: recipientEmail })
    .setHeader('message-id', messageId)
    .setHeader('date', new Date(datedAt))
  if (replyTo !== undefined) node.setHeader('reply-to', replyTo)
  const [to] = node.getEnvelope().to
  if (to === undefined) throw new MailAddressError()
  const own = headerLines(node.buildHeaders()).filter(({ name }) => ofReader.includes(name))
  return { to, headers: new Map(own.map(({ name, line }) => [name, line])) }
}

const ofReader: readonly string[] = ['to', 'message-id', 'date', 'reply-to']

/** @throws MailUnavailableError */
function senderOf({ from }: MimeNodeEnvelope): string {
  if (typeof from === 'string' && address.test(from)) return from
  throw new MailUnavailableError(
    'MAIL_FROM holds no e-mail address: write a name and an address, such as Plumbline <plumbline@company.example>',
  )
}

/** Headers by name, each with the lines that it is folded into. */
function headerLines(head: string): { readonly name: string; readonly line: string }[] {
  return head
    .split(/\r\n(?![ \t])/)
    .map((line) => ({ name: line.slice(0, line.indexOf(':')).toLowerCase(), line }))
}

/** RFC 2369, and RFC 8058's one click where pages are served by https. */
function unsubscribeHeaders(url: string | null): string[] {
  if (url === null) return []
  return [
    `List-Unsubscribe: <${url}>`,
    ...(url.startsWith('https:') ? ['List-Unsubscribe-Post: List-Unsubscribe=One-Click'] : []),
  ]
}

/** Lines as SMTP's end (RFC 5321 2.3.8), also where the encoding leaves them as they are. */
function crlf(text: string): string {
  return text.replace(/\r?\n/g, '\r\n')
}

/** Nothing from outside may start a new header line. */
function oneLine(text: string): string {
  return tidyOutside(text, 200)
}
