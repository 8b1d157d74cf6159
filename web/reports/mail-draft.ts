import { preparedMails } from '../../activities/deliver/prepared-mails.ts'
import { sendOwnMail } from '../../activities/deliver/send-own-mail.ts'
import { dayMs } from '../../domain/instant.ts'
import type { Edition } from '../../domain/report/content/edition.ts'
import type { Visitor } from '../../domain/sign-in/roles.ts'
import { repliesTo } from '../../queries/deliveries/reply-to.ts'
import { draftMailsToSend, requestDraftMail } from '../../queries/reports/draft-mails.ts'
import { mailSenderOf } from '../http/mail-sender.ts'
import type { PageRequest } from '../http/page.ts'
import type { WebParts } from '../http/parts.ts'

/** How long a relay is asked again to take a draft; `plumbline deliveries send` sends it later, too. */
const triedForMs = dayMs

/** Where replies to a draft would go; null: to the sender. */
export async function draftReplyTo(
  { store, mail: { identity } }: Pick<WebParts, 'store' | 'mail'>,
  edition: Edition,
): Promise<string | null> {
  const [replies] = await repliesTo(store, [edition], identity.replyTo)
  return replies?.replyTo ?? null
}

/** Queues a draft's mail to the admin who asks, and begins to send it; the answer doesn't wait for the relay. */
export async function mailDraft(
  { parts, visitor: { email, name }, nowAt }: Pick<PageRequest, 'parts' | 'nowAt'> & { visitor: Visitor },
  edition: Edition,
  reconciliationId: string,
): Promise<void> {
  const reader = { email, name: name ?? email }
  sendInBackground(parts, await requestDraftMail(parts.store, { reader, edition, reconciliationId, nowAt }))
}

/** Sends the drafts that a process left behind when it ended. */
export async function sendDraftsLeft(parts: SenderParts): Promise<void> {
  for (const noticeId of await draftMailsToSend(parts.store, parts.now() - triedForMs))
    sendInBackground(parts, noticeId)
}

type SenderParts = Pick<WebParts, 'store' | 'now' | 'mail' | 'log' | 'inBackground'>

function sendInBackground(parts: SenderParts, noticeId: string): void {
  parts.inBackground('mail a draft', async (signal) => {
    const mails = preparedMails(parts.store, parts.mail.identity)
    const mail = { mailId: noticeId, mails, untilAt: parts.now() + triedForMs }
    const isSent = await sendOwnMail(mailSenderOf(parts), mail, signal)
    if (!isSent) parts.log.warn({ noticeId }, 'a draft was not mailed')
  })
}
