import { buildMessage, MailAddressError } from '../adapters/mail/message.ts'
import { MailUnavailableError } from '../adapters/mail/outcome.ts'
import type { ClaimedDelivery } from '../adapters/store/deliver/claim.ts'
import { loadNotice } from '../adapters/store/deliver/notices.ts'
import {
  DeliveryClaimLostError,
  giveBack,
  markHandingOver,
  recordOutcome,
} from '../adapters/store/deliver/outcomes.ts'
import { loadEdition } from '../adapters/store/report/editions.ts'
import type { Store } from '../adapters/store/sql/client.ts'
import type { Delivery } from '../domain/deliver/delivery.ts'
import type { Notice } from '../domain/deliver/notice.ts'
import { afterNoSession, recordedOutcome, refusedAddress } from '../domain/deliver/outcome.ts'
import type { Edition } from '../domain/report/content/edition.ts'
import type { MailDependencies } from './dependencies.ts'
import { ResultMissingError } from './errors.ts'

/**
 * Sends one mail, from its claim to its recorded outcome.
 * @returns whether it was sent
 * @throws MailUnavailableError when the relay can't be reached; the mail is given back
 */
export async function sendOne(
  { recordStore: store, mailer, mail, now }: MailDependencies,
  { delivery, attemptId, deferrals }: ClaimedDelivery,
  signal: AbortSignal,
): Promise<boolean> {
  const claim = { deliveryId: delivery.deliveryId, attemptId }
  try {
    const message = await buildMessage(await contentOf(store, delivery), delivery, mail)
    const outcome = await mailer.send(message, {
      onHandingOver: () => markHandingOver(store, claim),
      signal,
    })
    const nowAt = now()
    await recordOutcome(store, { ...claim, ...recordedOutcome(outcome, deferrals, nowAt), nowAt })
    return outcome.kind === 'sent'
  } catch (error) {
    // Our lease expired and another worker settled the row; nothing was handed over.
    if (error instanceof DeliveryClaimLostError) return false
    const nowAt = now()
    if (error instanceof MailAddressError) {
      await recordOutcome(store, { ...claim, ...refusedAddress(error.message), nowAt })
      return false
    }
    if (error instanceof MailUnavailableError) {
      const notBeforeAt = afterNoSession(signal.aborted ? 'we stop' : 'relay unreachable', nowAt)
      await giveBack(store, { ...claim, reply: error.message, nowAt, notBeforeAt })
      if (signal.aborted) return false
    }
    throw error
  }
}

/** What the mail brings: its edition, or its notice. @throws ResultMissingError */
async function contentOf(store: Store, { editionId, noticeId }: Delivery): Promise<Edition | Notice> {
  if (editionId !== null) return await editionOf(store, editionId)
  const notice = noticeId === null ? null : await loadNotice(store, noticeId)
  if (notice === null) throw new ResultMissingError(`there is no notice ${noticeId}`)
  return notice
}

/** @throws ResultMissingError */
export async function editionOf(store: Store, editionId: string): Promise<Edition> {
  const edition = await loadEdition(store, editionId)
  if (edition === null) throw new ResultMissingError(`there is no edition ${editionId}`)
  return edition
}
