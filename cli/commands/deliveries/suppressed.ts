import { z } from 'zod'
import { isoOf } from '../../../domain/instant.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import { allowReader, suppressedAddresses } from '../../../queries/deliveries/suppressed.ts'
import { defineAction } from '../../frame/action.ts'
import { NegativeResultError, UsageError } from '../../frame/errors.ts'
import { actorOf } from '../../output/author.ts'
import { columns } from '../../output/columns.ts'

const input = z.object({
  allow: z.string().optional(),
  because: z.string().optional(),
  author: z.string().optional(),
})

/** `plumbline deliveries suppressed`. */
export const suppressed = defineAction(input, async (session, { allow, because = '', author }) => {
  const store = await session.store()
  if (allow !== undefined) {
    const given = { email: allow, mails: null, because, actor: actorOf(author), nowAt: session.now() }
    switch (await allowReader(store, given)) {
      case 'allowed':
        return { json: { allowed: allow }, lines: [`${plainText(allow)} gets mails again.`] }
      case 'not suppressed':
        throw new NegativeResultError(
          `${plainText(allow)} is not suppressed: plumbline deliveries suppressed`,
        )
      case 'no reason':
        throw new UsageError('add --because with the reason')
      case 'reason too long':
        throw new UsageError('the reason is longer than 1000 characters')
    }
  }
  const addresses = await suppressedAddresses(store)
  return {
    json: {
      addresses: addresses.map((each) => ({
        email: each.addressKey,
        mails: each.mails,
        since: isoOf(each.suppressedAt),
        because: each.because,
        deliveryId: each.deliveryId,
      })),
    },
    lines:
      addresses.length === 0
        ? ['Nobody complained or unsubscribed; nobody is left out.']
        : columns(
            addresses.map(({ addressKey, mails, suppressedAt, because: why }) => [
              plainText(addressKey),
              mails,
              isoOf(suppressedAt),
              plainText(why),
            ]),
          ),
  }
})
