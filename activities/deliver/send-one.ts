import { MailAddressError } from '../../adapters/mail/message.ts'
import { MailUnavailableError } from '../../adapters/mail/outcome.ts'
import type { ClaimedDelivery } from '../../adapters/store/deliver/send/claim.ts'
import {
  DeliveryClaimLostError,
  giveBack,
  markHandingOver,
  recordOutcome,
} from '../../adapters/store/deliver/send/outcomes.ts'
import { afterNoSession, recordedOutcome, refusedAddress } from '../../domain/deliver/outcome.ts'
import type { MailDependencies } from '../dependencies.ts'
import type { PreparedMails } from './prepared-mails.ts'

/** How an attempt ended for its sender. `we are refused`: so would the next mails be. */
export type SendEnd = 'sent' | 'not sent' | 'we are refused'

/**
 * Sends one mail, from its claim to its recorded outcome.
 * @throws MailUnavailableError when the relay can't be reached; the mail is given back
 */
export async function sendOne(
  { recordStore: store, mailer, now }: Pick<MailDependencies, 'recordStore' | 'mailer' | 'now'>,
  mails: PreparedMails,
  { delivery, attemptId, deferrals, datedAt }: ClaimedDelivery,
  signal: AbortSignal,
): Promise<SendEnd> {
  const claim = { deliveryId: delivery.deliveryId, attemptId }
  try {
    const message = await (await mails(delivery)).messageFor({ ...delivery, datedAt })
    const outcome = await mailer.send(message, {
      onHandingOver: () => markHandingOver(store, claim),
      signal,
    })
    const nowAt = now()
    const { isAboutSender = false, ...recorded } = recordedOutcome(outcome, deferrals, nowAt)
    await recordOutcome(store, { ...claim, ...recorded, nowAt })
    if (isAboutSender) return 'we are refused'
    return outcome.kind === 'sent' ? 'sent' : 'not sent'
  } catch (error) {
    // Our lease expired and another worker settled the row; nothing was handed over.
    if (error instanceof DeliveryClaimLostError) return 'not sent'
    const nowAt = now()
    if (error instanceof MailAddressError) {
      await recordOutcome(store, { ...claim, ...refusedAddress(error.message), nowAt })
      return 'not sent'
    }
    if (error instanceof MailUnavailableError) {
      const notBeforeAt = afterNoSession(signal.aborted ? 'we stop' : 'relay unreachable', nowAt)
      await giveBack(store, { ...claim, reply: error.message, nowAt, notBeforeAt })
      if (signal.aborted) return 'not sent'
    }
    throw error
  }
}
