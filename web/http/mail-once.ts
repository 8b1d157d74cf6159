import { buildMessage, MailAddressError } from '../../adapters/mail/message.ts'
import { MailUnavailableError } from '../../adapters/mail/outcome.ts'
import type { SendOutcome } from '../../domain/deliver/delivery.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Edition } from '../../domain/report/content/edition.ts'
import type { WebParts } from './parts.ts'

/** A mail of the site's own to somebody who has just asked for it. */
export interface OwnMail extends Pick<Edition, 'subject' | 'text' | 'html' | 'pictures'> {
  readonly mailId: string
  readonly email: string
  /** Null where it isn't known. */
  readonly name: string | null
  readonly askedAt: Instant
  /** Where replies go; null: to the sender. */
  readonly replyTo: string | null
}

/** How it ended; `unreachable` where the relay took no mail at all. */
export interface OwnMailOutcome {
  readonly kind: SendOutcome['kind'] | 'unreachable'
  readonly reply: string
}

/** Sends a mail once. It is no delivery of an edition and is never sent again by itself: what did not arrive is asked for anew. */
export async function mailOnce(
  { mail: { mailer, identity } }: Pick<WebParts, 'mail'>,
  { mailId, email, name, askedAt, replyTo, ...content }: OwnMail,
): Promise<OwnMailOutcome> {
  try {
    const recipient = { recipientEmail: email, recipientName: name ?? email }
    const message = await buildMessage(
      content,
      { deliveryId: mailId, ...recipient, datedAt: askedAt },
      { ...identity, replyTo },
    )
    return await mailer.send(message, { onHandingOver: () => Promise.resolve() })
  } catch (error) {
    if (error instanceof MailAddressError) return { kind: 'failed', reply: error.message }
    if (error instanceof MailUnavailableError) return { kind: 'unreachable', reply: error.message }
    throw error
  }
}
