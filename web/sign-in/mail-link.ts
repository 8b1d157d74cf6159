import { randomUUID } from 'node:crypto'
import { buildMessage } from '../../adapters/mail/message.ts'
import { MailUnavailableError } from '../../adapters/mail/outcome.ts'
import { linkLifeMs } from '../../domain/sign-in/limits.ts'
import { linkUrl } from '../../domain/sign-in/link-url.ts'
import { type NewLink, recordMailOf } from '../../queries/sign-in/links.ts'
import { signInMail } from '../../templates/sign-in/mail.ts'
import type { WebParts } from '../http/parts.ts'

/**
 * Mails a link, once, and writes down what came of it. It is no delivery of an edition and is never sent again by itself: a link
 * that did not arrive is asked for anew.
 */
export async function mailLink({ store, log, mail, publicOrigin }: WebParts, link: NewLink): Promise<void> {
  const { subject, text, html } = signInMail({
    name: link.name,
    url: linkUrl(publicOrigin, link.token),
    lifeMinutes: linkLifeMs / 60_000,
  })
  const mailId = randomUUID()
  const message = await buildMessage(
    { subject, text, html, pictures: [] },
    {
      deliveryId: mailId,
      recipientEmail: link.email,
      recipientName: link.name ?? link.email,
      queuedAt: link.createdAt,
    },
    mail.identity,
  )
  const outcome = await send(mail.mailer, message)
  await recordMailOf(store, link.token, outcome.kind, outcome.reply)
  if (outcome.kind !== 'sent') log.warn({ mailId, outcome: outcome.kind }, 'a sign-in link was not mailed')
}

async function send(mailer: WebParts['mail']['mailer'], message: Awaited<ReturnType<typeof buildMessage>>) {
  try {
    return await mailer.send(message, { onHandingOver: () => Promise.resolve() })
  } catch (error) {
    if (!(error instanceof MailUnavailableError)) throw error
    return { kind: 'unreachable' as const, reply: error.message }
  }
}
