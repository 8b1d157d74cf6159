import { randomUUID } from 'node:crypto'
import { linkLifeMs } from '../../domain/sign-in/limits.ts'
import { linkUrl } from '../../domain/sign-in/link-url.ts'
import { type NewLink, recordMailOf } from '../../queries/sign-in/links.ts'
import { signInMail } from '../../templates/sign-in/mail.ts'
import { mailOnce } from '../http/mail-once.ts'
import type { WebParts } from '../http/parts.ts'

/** Mails a link, once, and writes down what came of it. */
export async function mailLink(parts: WebParts, link: NewLink): Promise<void> {
  const content = signInMail({
    name: link.name,
    url: linkUrl(parts.publicOrigin, link.token),
    lifeMinutes: linkLifeMs / 60_000,
  })
  const { email, name, createdAt } = link
  const mailId = randomUUID()
  const { kind, reply } = await mailOnce(parts, {
    ...content,
    pictures: [],
    ...{ mailId, email, name, askedAt: createdAt },
  })
  await recordMailOf(parts.store, link.token, kind, reply)
  if (kind !== 'sent') parts.log.warn({ mailId, outcome: kind }, 'a sign-in link was not mailed')
}
