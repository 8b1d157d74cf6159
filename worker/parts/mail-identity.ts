import { relayStanding } from '../../adapters/mail/check-relay.ts'
import type { MailIdentity } from '../../adapters/mail/message.ts'
import type { Config } from '../config.ts'
import type { Mail } from './mail.ts'

/** Sender and headers of our mails, by the settings. */
export function mailIdentityOf({ mail }: Config): MailIdentity {
  const domain = /@([^\s>]+)>?\s*$/.exec(mail.from)?.[1] ?? 'localhost.example'
  return { from: mail.from, replyTo: mail.replyTo, messageIdDomain: domain }
}

/** What pages mail with, and tell of the relay. */
export function webMail(config: Config, { mailer }: Pick<Mail, 'mailer'>) {
  return { mailer, identity: mailIdentityOf(config), relay: () => relayStanding(config.smtpUrl) }
}
