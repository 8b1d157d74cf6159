import { join } from 'node:path'
import { createMailer, type Mailer } from '../../adapters/mail/mailer.ts'
import { startMailbox } from '../../embedded/mailbox/server.ts'
import type { Config } from '../config.ts'
import type { Say } from '../say.ts'
import { relayOf } from './relay.ts'

export interface Mail {
  readonly mailer: Mailer
  /** Where mails are kept as files; null where a real relay takes them. */
  readonly mailboxDir: string | null
  close(): Promise<void>
}

/** Opens the way to the configured relay, or a mailbox folder behind an SMTP server on loopback. */
export async function openMail(config: Config, say: Say): Promise<Mail> {
  const mailbox =
    config.smtpUrl === null ? await startMailbox({ dir: join(config.dataDir, 'mailbox') }) : null
  if (mailbox !== null) say(`mail: no SMTP_URL is set, so mails are kept in ${mailbox.dir}`)
  const mailer = createMailer({
    ...relayOf(config),
    smtpUrl: config.smtpUrl ?? `smtp://${mailbox?.host}:${mailbox?.port}`,
    maxConnections: config.mail.connections,
  })
  return {
    mailer,
    mailboxDir: mailbox?.dir ?? null,
    async close() {
      await mailer.close()
      await mailbox?.stop()
    },
  }
}
