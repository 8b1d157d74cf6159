import { relayStanding } from '../../adapters/mail/check-relay.ts'
import { type DkimKey, DkimKeyError, readDkimKey } from '../../adapters/mail/dkim.ts'
import type { MailIdentity } from '../../adapters/mail/message.ts'
import { relayName } from '../../adapters/mail/smtp-settings.ts'
import { needsUtf8 } from '../../adapters/mail/utf8-addresses.ts'
import type { KeyRing } from '../../adapters/secrets.ts'
import { signLink } from '../../adapters/signed-links.ts'
import type { MailPacing } from '../../domain/deliver/turns.ts'
import { editionPath, readPath, unsubscribePath } from '../../domain/page-paths.ts'
import { asciiDomain } from '../../domain/text/email.ts'
import { pauseUnlessStopped } from '../process/pause.ts'
import type { Config } from '../settings/config.ts'
import { ConfigError } from '../settings/config-error.ts'
import { readNamedFile } from '../settings/named-file.ts'
import type { Mail } from './mail.ts'
import { relayOf } from './relay.ts'
import { workerName } from './worker-name.ts'

/** Sender, headers and signature of our mails, by the settings. @throws ConfigError for a key that is of no use */
export function mailIdentityOf({ mail }: Config): MailIdentity {
  const written = /@([^\s>]+)>?\s*$/.exec(mail.from)?.[1] ?? 'localhost.example'
  // A Message-ID in other letters needs a relay that takes them, and DNS knows none. One in ASCII stays as it is, for resends.
  const domain = needsUtf8(written) ? (asciiDomain(written) ?? written) : written
  const { from, replyTo, dkim } = mail
  return { from, replyTo, messageIdDomain: domain, dkim: dkim && dkimKeyOf(dkim, domain) }
}

function dkimKeyOf(
  { keyFile, selector, domain }: NonNullable<Config['mail']['dkim']>,
  senderDomain: string,
): DkimKey {
  try {
    const privateKey = readDkimKey(readNamedFile('MAIL_DKIM_KEY_FILE', keyFile))
    return { domain: domain ?? senderDomain, selector, privateKey }
  } catch (error) {
    if (!(error instanceof DkimKeyError)) throw error
    throw new ConfigError(`MAIL_DKIM_KEY_FILE names ${keyFile}, which ${error.message}`)
  }
}

/**
 * Sender, headers and readers' links of reports and notices. A link tells nothing of when it was made, so that a resend is the same
 * bytes: how long it holds is reckoned from its delivery's row.
 */
export function deliveryIdentityOf(config: Config, keys: KeyRing): MailIdentity {
  const { publicOrigin, mailLinkDays } = config.web
  if (publicOrigin === null) return mailIdentityOf(config)
  return {
    ...mailIdentityOf(config),
    linksFor: (reader) => ({
      pageUrl:
        mailLinkDays === null
          ? `${publicOrigin}${editionPath(reader.editionId ?? '')}`
          : `${publicOrigin}${readPath(signLink(keys, 'read an edition', reader))}`,
      unsubscribeUrl: `${publicOrigin}${unsubscribePath(signLink(keys, 'unsubscribe', reader))}`,
    }),
  }
}

/** How fast mails may leave, by the settings. Those that are kept as files have a pace too. */
export function mailPacingOf({ smtpUrl, mail: { ratePerMinute, ratePerDomain } }: Config): MailPacing {
  const relay = smtpUrl === null ? 'mailbox' : relayName(smtpUrl)
  return { relay, ratePerMinute, ratePerDomain }
}

/** What pages mail with, and tell of the relay. */
export function webMail(config: Config, { mailer, mailboxDir }: Pick<Mail, 'mailer' | 'mailboxDir'>) {
  return {
    mailer,
    mailboxDir,
    pacing: mailPacingOf(config),
    sleep: pauseUnlessStopped,
    workerName,
    identity: mailIdentityOf(config),
    relay: () => relayStanding(relayOf(config)),
  }
}
