import { MailAddressError } from '../../adapters/mail/message.ts'
import { MailUnavailableError } from '../../adapters/mail/outcome.ts'
import type { ClaimedDelivery } from '../../adapters/store/deliver/send/claim.ts'
import {
  DeliveryClaimLostError,
  giveBack,
  markHandingOver,
  recordOutcome,
} from '../../adapters/store/deliver/send/outcomes.ts'
import { StoreUnavailableError } from '../../adapters/store/sql/client.ts'
import {
  afterNoSession,
  type RecordedOutcome,
  recordedOutcome,
  refusedAddress,
} from '../../domain/deliver/outcome.ts'
import type { MailDependencies } from '../dependencies.ts'
import type { PreparedMails } from './prepared-mails.ts'
import { untilStored } from './until-stored.ts'

/** How an attempt ended for its sender. `we are refused`: so would the next mails be. */
export type SendEnd = 'sent' | 'not sent' | 'we are refused'

/** What sending a mail and writing down its end needs. */
type OneMailSender = Pick<MailDependencies, 'recordStore' | 'mailer' | 'sleep' | 'now'>

/**
 * Sends one mail, from its claim to its recorded outcome.
 * @throws MailUnavailableError when the relay can't be reached; the mail is given back
 * @throws StoreUnavailableError when the database is away; the mail is given back where nothing was handed over
 */
export async function sendOne(
  sender: OneMailSender,
  mails: PreparedMails,
  claimed: ClaimedDelivery,
  signal: AbortSignal,
): Promise<SendEnd> {
  const { recordStore: store, sleep, now } = sender
  const claim = { deliveryId: claimed.delivery.deliveryId, attemptId: claimed.attemptId }
  const end = await attempt(sender, mails, claimed, signal)
  if (end.kind === 'claim lost') return 'not sent'
  const nowAt = now()
  if (end.kind === 'answered') {
    const { isAboutSender = false, ...recorded } = end.recorded
    await untilStored(() => recordOutcome(store, { ...claim, ...recorded, nowAt }), sleep, signal)
    if (isAboutSender) return 'we are refused'
    return recorded.outcome.kind === 'sent' ? 'sent' : 'not sent'
  }
  const { error } = end
  const notBeforeAt =
    error instanceof MailUnavailableError &&
    afterNoSession(signal.aborted ? 'we stop' : 'relay unreachable', nowAt)
  const back = { ...claim, reply: error.message, nowAt, ...(notBeforeAt !== false && { notBeforeAt }) }
  await untilStored(() => giveBack(store, back), sleep, signal)
  if (signal.aborted && error instanceof MailUnavailableError) return 'not sent'
  throw error
}

/** How an attempt ended. `not offered`: nothing was handed over. */
type AttemptEnd =
  | { readonly kind: 'answered'; readonly recorded: RecordedOutcome }
  | { readonly kind: 'not offered'; readonly error: MailUnavailableError | StoreUnavailableError }
  | { readonly kind: 'claim lost' }

async function attempt(
  { recordStore: store, mailer, now }: OneMailSender,
  mails: PreparedMails,
  { delivery, attemptId, deferrals, datedAt }: ClaimedDelivery,
  signal: AbortSignal,
): Promise<AttemptEnd> {
  try {
    const message = await (await mails(delivery)).messageFor({ ...delivery, datedAt })
    const outcome = await mailer.send(message, {
      onHandingOver: () => markHandingOver(store, { deliveryId: delivery.deliveryId, attemptId }),
      signal,
    })
    return { kind: 'answered', recorded: recordedOutcome(outcome, deferrals, now()) }
  } catch (error) {
    // Our lease expired and another worker settled the row; nothing was handed over.
    if (error instanceof DeliveryClaimLostError) return { kind: 'claim lost' }
    if (error instanceof MailAddressError)
      return { kind: 'answered', recorded: refusedAddress(error.message) }
    // The database may have noted that the bytes go out although its answer was lost, and they did not go.
    if (error instanceof MailUnavailableError || error instanceof StoreUnavailableError)
      return { kind: 'not offered', error }
    throw error
  }
}
