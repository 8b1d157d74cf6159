import { type MailIdentity, type PreparedMail, prepareMail } from '../../adapters/mail/message.ts'
import { loadNotice } from '../../adapters/store/deliver/queue/notices.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Delivery } from '../../domain/deliver/delivery.ts'
import type { Notice } from '../../domain/deliver/readers/notice.ts'
import { replyToOf } from '../../domain/deliver/readers/reply-to.ts'
import type { Edition } from '../../domain/report/content/edition.ts'
import { ResultMissingError } from '../errors.ts'
import { requireEdition } from '../require-stored.ts'

/** A mail has some hundred kilobytes, and the readers of one are claimed one after the other: few are being sent at once. */
const keptMails = 8

/** Finds the mail that a delivery brings. @throws ResultMissingError, MailUnavailableError */
export type PreparedMails = (delivery: Pick<Delivery, 'editionId' | 'noticeId'>) => Promise<PreparedMail>

/** Loads and encodes each edition and notice once for its readers, and keeps those that were asked for last. */
export function preparedMails(store: Store, identity: MailIdentity): PreparedMails {
  const kept = new Map<string, Promise<PreparedMail>>()

  async function encode(mail: Edition | Notice): Promise<PreparedMail> {
    const plan = (await currentPlan(store))?.plan ?? null
    const about = { teamId: teamIdOf(mail), audience: mail.audience }
    // A draft's page, and nobody's subscription: its links are in it as they are.
    const isDraft = 'kind' in mail && mail.kind === 'draft'
    const repliesOf = (readerEmail: string | null) =>
      replyToOf(plan, { ...about, readerEmail }, identity.replyTo)
    const ofMost = repliesOf(null)
    const prepared = await prepareMail(mail, {
      ...identity,
      replyTo: ofMost,
      ...(isDraft && { linksFor: null }),
    })
    return {
      ...prepared,
      messageFor(reader) {
        const replyTo = repliesOf(reader.recipientEmail)
        return prepared.messageFor(replyTo === null || replyTo === ofMost ? reader : { ...reader, replyTo })
      },
    }
  }

  return ({ editionId, noticeId }) => {
    const key = JSON.stringify([editionId, noticeId])
    const prepared = kept.get(key) ?? contentOf(store, { editionId, noticeId }).then(encode)
    // A map keeps the order of its entries: the first is the one that nobody has asked for longest.
    kept.delete(key)
    kept.set(key, prepared)
    const [oldest = key] = kept.keys()
    if (kept.size > keptMails) kept.delete(oldest)
    // The next reader's mail tries again.
    prepared.catch(() => kept.delete(key))
    return prepared
  }
}

/** The team that a mail is about; null: the whole company. */
function teamIdOf(mail: Edition | Notice): string | null {
  if (!('scope' in mail)) return mail.teamId
  return mail.scope.kind === 'team' ? mail.scope.teamId : null
}

/** What a mail brings: an edition, or a notice. @throws ResultMissingError */
async function contentOf(
  store: Store,
  { editionId, noticeId }: Pick<Delivery, 'editionId' | 'noticeId'>,
): Promise<Edition | Notice> {
  if (editionId !== null) return await requireEdition(store, editionId)
  const notice = noticeId === null ? null : await loadNotice(store, noticeId)
  if (notice === null) throw new ResultMissingError(`there is no notice ${noticeId}`)
  return notice
}
