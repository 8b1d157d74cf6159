import { expect, test } from 'vitest'
import type { MailDependencies } from '../../activities/dependencies.ts'
import { sendDue } from '../../activities/send-due.ts'
import type { Mailer } from '../../adapters/mail/mailer.ts'
import { MailUnavailableError } from '../../adapters/mail/outcome.ts'
import { countDeliveries, listDeliveries } from '../../adapters/store/deliver/deliveries.ts'
import { queueDeliveries } from '../../adapters/store/deliver/queue.ts'
import { saveEdition } from '../../adapters/store/report/editions.ts'
import type { Audience } from '../../domain/plan/plan.ts'
import { anEdition, nowAt, storeForThisFile } from '../adapters/store/test-store.ts'

const store = storeForThisFile()

/** Queues an edition for so many readers. */
async function queued(editionId: string, readers: number, audience: Audience = 'executive'): Promise<string> {
  await saveEdition(
    store(),
    anEdition(editionId, { audience, quarter: editionId, text: `text of ${editionId}` }),
  )
  const rows = Array.from({ length: readers }, (_, reader) => ({
    editionId,
    recipientEmail: `reader-${reader}@company.example`,
    recipientName: `Reader ${reader}`,
    suppressedBecause: null,
  }))
  await queueDeliveries(store(), rows, nowAt)
  return editionId
}

function dependencies(send: Mailer['send'], connections = 4): MailDependencies {
  const unused = (): never => {
    throw new Error('a delivery needs none')
  }
  return {
    store: store(),
    recordStore: store(),
    mailer: { send, close: () => Promise.resolve() },
    connections,
    mail: { from: 'plumbline@company.example', replyTo: null, messageIdDomain: 'company.example' },
    publicOrigin: null,
    openTracker: unused,
    now: () => nowAt,
    betweenSlices: () => Promise.resolve(),
    workerName: 'worker-1',
    codeVersion: 'test',
  }
}

const never = new AbortController().signal
const counts = (editionIds: readonly string[]) => countDeliveries(store(), { mailIds: editionIds })

test('each reader of each edition gets that edition, once', async () => {
  const editionIds = ['edition-1', 'edition-2', 'edition-3']
  for (const editionId of editionIds) await queued(editionId, 30)
  const got: string[] = []
  const send: Mailer['send'] = async (message, { onHandingOver }) => {
    await onHandingOver()
    got.push(`${/text of (\S+)/.exec(message.raw.toString())?.[1]} ${message.envelope.to}`)
    return { kind: 'sent', reply: '250 Ok' }
  }
  expect(await sendDue(dependencies(send), editionIds, never)).toBe(90)
  expect(new Set(got).size).toBe(90)
  expect(got).toHaveLength(90)
  expect(await counts(editionIds)).toMatchObject({ sent: 90, queued: 0, sending: 0 })
})

test('a relay that takes fewer connections than we would open gets every mail over those', async () => {
  const editionId = await queued('edition-4', 40)
  let open = 0
  const send: Mailer['send'] = async (_, { onHandingOver }) => {
    if (open >= 2) throw new MailUnavailableError('421 too many connections')
    open += 1
    await onHandingOver()
    open -= 1
    return { kind: 'sent', reply: '250 Ok' }
  }
  const sent = await sendDue(dependencies(send), [editionId], never)
  expect(sent).toBeGreaterThan(30)
  expect(await counts([editionId])).toMatchObject({ sent, queued: 40 - sent, sending: 0 })
})

test('a relay that goes away ends the run with its reason, and what was claimed ahead is queued again', async () => {
  const editionId = await queued('edition-5', 60)
  let taken = 0
  const send: Mailer['send'] = async (_, { onHandingOver }) => {
    if (taken === 20) throw new MailUnavailableError('the relay is away')
    taken += 1
    await onHandingOver()
    return { kind: 'sent', reply: '250 Ok' }
  }
  await expect(sendDue(dependencies(send), [editionId], never)).rejects.toThrow('the relay is away')
  expect(await counts([editionId])).toMatchObject({ sent: 20, queued: 40, sending: 0 })
})

test('a run told to stop finishes what is under way and gives the rest back at once', async () => {
  const editionId = await queued('edition-6', 60)
  const stopping = new AbortController()
  let taken = 0
  const send: Mailer['send'] = async (_, { onHandingOver }) => {
    await onHandingOver()
    taken += 1
    if (taken === 12) stopping.abort(new Error('stopped'))
    return { kind: 'sent', reply: '250 Ok' }
  }
  await expect(sendDue(dependencies(send), [editionId], stopping.signal)).rejects.toThrow('stopped')
  const { sent, queued: left, sending } = await counts([editionId])
  expect([sent, sent + left, sending]).toEqual([taken, 60, 0])
  expect(left).toBeGreaterThan(20)
  const untried = await listDeliveries(store(), { mailIds: [editionId], state: 'queued' })
  expect(untried.map(({ lastReply }) => lastReply)).toContain(
    'The sending process stopped before it came to this mail; it was queued again.',
  )
})
