import { join } from 'node:path'
import { createMailer, type Mailer } from '../../adapters/mail/mailer.ts'
import type { Say } from '../process/say.ts'
import type { Config } from '../settings/config.ts'
import { relayOf } from './relay.ts'

export interface Mail {
  readonly mailer: Mailer
  /** Where mails are kept as files; null where a real relay takes them. */
  readonly mailboxDir: string | null
  close(): Promise<void>
}

/** Opens the way to the configured relay, or a mailbox folder behind an SMTP server on loopback. */
export async function openMail(config: Config, say: Say): Promise<Mail> {
  const mailbox = config.smtpUrl === null ? await openMailbox(config) : null
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

/** Loads an SMTP server and what reads mails, which nobody needs who has a relay. */
async function openMailbox({ dataDir }: Config) {
  const { startMailbox } = await import('../../embedded/mailbox/server.ts')
  return await startMailbox({ dir: join(dataDir, 'mailbox') })
}
