import type { MailSender } from '../../activities/deliver/send-own-mail.ts'
import type { WebParts } from './parts.ts'

/** What a page mails with. */
export function mailSenderOf({ store, now, mail }: Pick<WebParts, 'store' | 'now' | 'mail'>): MailSender {
  const { mailer, pacing, sleep, workerName } = mail
  return { recordStore: store, mailer, pacing, sleep, workerName, now }
}
