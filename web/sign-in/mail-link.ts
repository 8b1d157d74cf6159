import { sendOwnMail } from '../../activities/deliver/send-own-mail.ts'
import { prepareMail } from '../../adapters/mail/message.ts'
import { minuteMs } from '../../domain/instant.ts'
import { linkLifeMs } from '../../domain/sign-in/limits.ts'
import { linkUrl } from '../../domain/sign-in/link-url.ts'
import type { LinkToSend } from '../../queries/sign-in/links.ts'
import { signInMail } from '../../templates/sign-in/mail.ts'
import { mailSenderOf } from '../http/mail-sender.ts'
import type { WebParts } from '../http/parts.ts'

/** Mails a link whose mail is queued; the mail's row tells what came of it. */
export async function mailLink(parts: WebParts, link: LinkToSend, signal: AbortSignal): Promise<void> {
  const { log, mail, publicOrigin } = parts
  const content = signInMail({
    name: link.name,
    url: linkUrl(publicOrigin, link.token),
    lifeMinutes: linkLifeMs / minuteMs,
  })
  const mails = () => prepareMail({ ...content, pictures: [] }, mail.identity)
  const mailToSend = { mailId: link.linkHash, mails, untilAt: link.expiresAt }
  const isSent = await sendOwnMail(mailSenderOf(parts), mailToSend, signal)
  if (!isSent) log.warn('a sign-in link was not mailed')
}
