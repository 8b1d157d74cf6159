import { expect, test } from 'vitest'
import { countDeliveries, listDeliveries } from '../../adapters/store/deliver/deliveries.ts'
import { queueDeliveries } from '../../adapters/store/deliver/queue/queue.ts'
import { loadAttempts } from '../../adapters/store/deliver/send/attempts.ts'
import { saveEdition } from '../../adapters/store/report/editions.ts'
import { startSlowRelay } from '../../bench/crash/slow-relay.ts'
import { edition, reader } from '../../bench/mail/mails.ts'
import { mailsSince, mailsToSend } from '../../queries/deliveries/deliveries.ts'
import { startDelivery } from '../../worker/runs/start-delivery.ts'
import { mainTaskQueue } from '../../workflows/ids.ts'
import { watchSlowdown } from '../setup/slowdown.ts'
import { waitUntil } from '../setup/wait-until.ts'
import { openAway } from './away.ts'
import { startChildWorker } from './child-worker.ts'

const quarter = '2026-Q2'
const mails = 800
/** What a supervisor, or a person at a terminal, waits for. */
const stopMs = 15_000
/** How many times slower than an idle machine one is on which an answer of 0.3 s may take the nine that a stopping sender waits. */
const lateFrom = 10

test('a delivery that two workers send counts the mails of both, and hands everything back soon after it is cancelled', async () => {
  let waits = 0.5
  await using relay = await startSlowRelay(() => waits, 300)
  await using away = await openAway(relay.url)
  const { store, client } = away
  const environment = { ...away.environment, MAIL_PER_MINUTE: '60000' }
  await using _one = await startChildWorker(environment)
  await using _two = await startChildWorker(environment)
  await saveEdition(store, { ...edition('two-senders'), quarter })
  const rows = Array.from({ length: mails }, (_, n) => {
    const { name, email } = reader(n)
    return { editionId: 'two-senders', recipientEmail: email, recipientName: name, suppressedBecause: null }
  })
  const startedAt = Date.now()
  await queueDeliveries(store, rows, startedAt)
  const deliver = async () =>
    startDelivery(
      { client, store, taskQueue: mainTaskQueue },
      { quarter, editionIds: await mailsToSend(store, quarter), madeBy: 'test', nowAt: Date.now() },
    )

  const cancelled = await deliver()
  await waitUntil(async () => (await openSenders(store)).size === 2)
  using busy = watchSlowdown()
  const toldAt = Date.now()
  await cancelled.cancel()
  await expect(cancelled.result()).rejects.toThrow()
  // The workflow ends at once; its senders finish the mails on their connections, and give back the rest.
  await waitUntil(async () => (await openSenders(store)).size === 0)
  expect(Date.now() - toldAt).toBeLessThan(stopMs * busy.worst())

  const byState = await countDeliveries(store)
  // An answer that comes later than a stopping sender waits leaves its mail in doubt: only a machine this busy is that late.
  const inDoubt = busy.worst() < lateFrom ? 0 : byState.ambiguous
  expect(byState).toMatchObject({ sending: 0, ambiguous: inDoubt })
  expect(byState.sent).toBeLessThanOrEqual(relay.taken.length)
  expect(byState.sent).toBeGreaterThanOrEqual(relay.taken.length - inDoubt)
  expect(await mailsSince(store, quarter, startedAt)).toEqual({
    sent: byState.sent,
    open: mails - byState.sent - inDoubt,
    underWay: 0,
    inDoubt,
    failed: 0,
  })
  expect(relay.taken.length).toBeLessThan(mails)

  waits = 0
  await (await deliver()).result()
  expect((await countDeliveries(store)).sent).toBe(mails - inDoubt)
  expect(new Set(relay.taken).size).toBe(relay.taken.length)
  expect(relay.taken.length).toBeLessThanOrEqual(mails)
  expect(relay.taken.length).toBeGreaterThanOrEqual(mails - inDoubt)
})

type Store = Parameters<typeof listDeliveries>[0]

/** The workers that hold claims. */
async function openSenders(store: Store): Promise<ReadonlySet<string>> {
  const open = await listDeliveries(store, { quarter, state: 'sending' })
  const attempts = await loadAttempts(
    store,
    open.map(({ deliveryId }) => deliveryId),
  )
  return new Set(attempts.filter(({ endedAt }) => endedAt === null).map(({ worker }) => worker))
}
