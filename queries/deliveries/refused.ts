import { listDeliveries } from '../../adapters/store/deliver/deliveries.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { isAboutSender } from '../../domain/deliver/refusals.ts'

/** How many mails wait because the relay refuses us, whoever their readers are, and its words for one of them; null for none. */
export async function mailsRefusedWithUs(
  store: Store,
): Promise<{ readonly mails: number; readonly reply: string } | null> {
  const replies = (await listDeliveries(store, { state: 'deferred' }))
    .map(({ lastReply }) => lastReply ?? '')
    .filter(isAboutSender)
  const [reply] = replies
  return reply === undefined ? null : { mails: replies.length, reply }
}
