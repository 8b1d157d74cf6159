import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { heldUpMails } from '../../queries/deliveries/deliveries.ts'
import { quietReaders } from '../../queries/deliveries/quiet-hours.ts'
import { quietReadersText } from '../../wording/quiet-hours-text.ts'
import type { Trouble } from '../../worker/temporal/pending-failures.ts'

/** Why mails of a quarter wait, while none is under way: for the relay, or for the end of their readers' quiet hours. */
export async function whyMailsWait(store: Store, quarter: QuarterId, nowAt: Instant): Promise<Trouble[]> {
  const mails = await heldUpMails(store, quarter, nowAt)
  const deferred = mails.find(({ state }) => state === 'deferred')
  const waiting = mails.map(({ recipientEmail }) => recipientEmail)
  return [
    ...(deferred === undefined
      ? []
      : [{ part: 'mail', message: `deferred by the relay: ${deferred.lastReply ?? ''}` }]),
    ...(await quietReaders(store, waiting, nowAt)).map((readers) => ({
      part: 'mail',
      message: `quiet hours ${quietReadersText(readers)}`,
    })),
  ]
}
