import type { Edition } from '../../domain/report/content/edition.ts'
import type { Visitor } from '../../domain/sign-in/roles.ts'
import { repliesTo } from '../../queries/deliveries/reply-to.ts'
import { beginDraftMail, recordDraftMail } from '../../queries/reports/draft-mails.ts'
import { mailOnce } from '../http/mail-once.ts'
import type { PageRequest } from '../http/page.ts'
import type { WebParts } from '../http/parts.ts'

/** Where replies to a draft would go; null: to the sender. */
export async function draftReplyTo(
  { store, mail: { identity } }: Pick<WebParts, 'store' | 'mail'>,
  edition: Edition,
): Promise<string | null> {
  const [replies] = await repliesTo(store, [edition], identity.replyTo)
  return replies?.replyTo ?? null
}

/** Begins to mail a draft to the admin who asks; the answer doesn't wait for the relay. */
export async function mailDraft(
  { parts, visitor: { email, name }, nowAt }: Pick<PageRequest, 'parts' | 'nowAt'> & { visitor: Visitor },
  edition: Edition,
  reconciliationId: string,
): Promise<void> {
  const mailId = await beginDraftMail(parts.store, { email, edition, reconciliationId, nowAt })
  parts.inBackground('mail a draft', async () => {
    const { text, html, pictures } = edition
    const replyTo = await draftReplyTo(parts, edition)
    const content = { subject: `Draft: ${edition.subject}`, text, html, pictures }
    const { kind, reply } = await mailOnce(parts, {
      ...content,
      mailId,
      email,
      name,
      askedAt: nowAt,
      replyTo,
    })
    await recordDraftMail(parts.store, mailId, { outcome: kind, reply })
    if (kind !== 'sent') parts.log.warn({ mailId, outcome: kind }, 'a draft was not mailed')
  })
}
