import { expect, test } from 'vitest'
import type { Handled, MailSource } from '../../../adapters/mail/returned/source.ts'
import { listDeliveries } from '../../../adapters/store/deliver/deliveries.ts'
import { queueDeliveries } from '../../../adapters/store/deliver/queue/queue.ts'
import { markHandingOver } from '../../../adapters/store/deliver/send/outcomes.ts'
import { saveEdition } from '../../../adapters/store/report/editions.ts'
import { readReturnedMails } from '../../../worker/background/returned-mails.ts'
import { claimOne } from '../../adapters/store/deliver/claim-one.ts'
import { anEdition, nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'
import { postfixBounce } from '../../builders/returned-mails.ts'

const store = storeForThisFile()
const leaseMs = 30_000

/** A mailbox that is read no further than the first mail that is left unread. */
function mailboxOf(mails: Buffer[]): MailSource {
  return {
    name: 'a mailbox',
    async read(handle) {
      for (let handled: Handled = 'done'; handled === 'done' && mails.length > 0; ) {
        const [mail = null] = mails
        handled = await handle(mail)
        if (handled === 'done') mails.shift()
      }
    },
  }
}

async function underWay(email: string): Promise<Buffer> {
  const row = { editionId: 'edition-1', recipientEmail: email, recipientName: 'Ben', suppressedBecause: null }
  await queueDeliveries(store(), [row], nowAt)
  const claim = await claimOne(store(), { nowAt, leaseMs, onlyTo: [email], worker: 'worker-1' })
  if (claim === null) throw new Error('nothing was due')
  const { deliveryId } = claim.delivery
  await markHandingOver(store(), { deliveryId, attemptId: claim.attemptId })
  return postfixBounce({ messageId: `<${deliveryId}@company.example>`, to: email })
}

test('a bounce of a mail whose sender died is read once its claim is over, and holds up the next ones no longer', async () => {
  await saveEdition(store(), anEdition('edition-1'))
  const mailbox = mailboxOf([await underWay('ada@company.example'), await underWay('ben@company.example')])
  const read = (at: number) => readReturnedMails(mailbox, { store: store(), now: () => at })
  expect(await read(nowAt + leaseMs - 1)).toMatchObject({ bounced: 0 })
  expect((await listDeliveries(store())).map(({ state }) => state)).toEqual(['sending', 'sending'])
  expect(await read(nowAt + leaseMs)).toMatchObject({ bounced: 2 })
  expect((await listDeliveries(store())).map(({ state }) => state)).toEqual(['bounced', 'bounced'])
})
