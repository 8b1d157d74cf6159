import type { MailIdentity } from '../../adapters/mail/message.ts'
import type { Config } from '../config.ts'

/** Sender and headers of our mails, by the settings. */
export function mailIdentityOf({ mail }: Config): MailIdentity {
  const domain = /@([^\s>]+)>?\s*$/.exec(mail.from)?.[1] ?? 'localhost.example'
  return { from: mail.from, replyTo: mail.replyTo, messageIdDomain: domain }
}
