import { afterEach, beforeAll, expect, test } from 'vitest'
import { sendDue } from '../../../activities/deliver/send-due.ts'
import type { MailDependencies } from '../../../activities/dependencies.ts'
import { countDeliveries, listDeliveries } from '../../../adapters/store/deliver/deliveries.ts'
import { queueDeliveries } from '../../../adapters/store/deliver/queue/queue.ts'
import { markInterrupted } from '../../../adapters/store/deliver/send/interrupted.ts'
import { saveEdition } from '../../../adapters/store/report/editions.ts'
import { type Store, StoreUnavailableError } from '../../../adapters/store/sql/client.ts'
import { leaseMs } from '../../../domain/deliver/pace.ts'
import { anEdition, nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'
import { mailDependencies } from './mail-dependencies.ts'

const store = storeForThisFile()
beforeAll(() => store().pool.query('create table away (since timestamptz)'))
afterEach(() => comesBack())

/** What the database may say from one statement to the next, and what we say then. */
const troubles = [
  ['57P01', 'the server is being stopped'],
  ['53100', 'disk is full'],
  ['25006', 'it is read-only'],
  ['57014', 'took too long and was cancelled'],
  ['40001', 'others held what we need'],
  ['terminated', 'the server is being stopped'],
] as const
type Trouble = (typeof troubles)[number][0]

/** When it goes away: before a mail's bytes, or after the relay's reply. */
const notedRow = 'new.handed_over and new.outcome is null'
const endedRow = 'new.outcome is not null'

async function goesAway(trouble: Trouble, atRow: string): Promise<void> {
  const does =
    trouble === 'terminated'
      ? 'perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1);'
      : `raise exception 'away' using errcode = '${trouble}';`
  for (const statement of [
    'insert into away values (now())',
    `create or replace function go_away() returns trigger language plpgsql as
       $$ begin if exists (select from away) then ${does} end if; return new; end $$`,
    `create or replace trigger away before update on delivery_attempts
       for each row when (${atRow}) execute function go_away()`,
  ])
    await store().pool.query(statement)
}

/** Senders call it side by side: a trigger that each of them dropped would end in a deadlock with what they write. */
async function comesBack(): Promise<void> {
  await store().pool.query('delete from away')
}

const readers = ['ada', 'grace', 'mary'].map((name) => `${name}@company.example`)
let editions = 0

/** Three mails, and a relay that takes each mail that comes. `betweenTries` stands for the time until the database is tried again. */
async function aDelivery(betweenTries: (ms: number) => Promise<void>, recordStore: Store = store()) {
  editions += 1
  const editionId = `edition-${editions}`
  await saveEdition(store(), anEdition(editionId, { quarter: `${2000 + editions}-Q1` }))
  await queueDeliveries(
    store(),
    readers.map((recipientEmail) => ({
      ...{ editionId, recipientEmail },
      recipientName: 'Ada Example',
      suppressedBecause: null,
    })),
    nowAt,
  )
  const mailIds = [editionId]
  const taken: string[] = []
  const dependencies: MailDependencies = {
    ...mailDependencies({
      store: store(),
      mailer: {
        async send({ envelope }, { onHandingOver }) {
          await onHandingOver()
          taken.push(envelope.to)
          return { kind: 'sent', reply: '250 queued' }
        },
        close: () => Promise.resolve(),
      },
      now: () => nowAt,
    }),
    recordStore,
    // Turns are some milliseconds off.
    sleep: async (ms) => {
      if (ms >= 250) await betweenTries(ms)
    },
  }
  return {
    taken,
    mailIds,
    send: (signal = new AbortController().signal) => sendDue(dependencies, mailIds, signal),
    counts: () => countDeliveries(store(), { mailIds }),
  }
}

test.each(troubles)(
  'what the relay said is written once the database is back (%s): nothing is in doubt, and nobody has a mail twice',
  async (trouble) => {
    const delivery = await aDelivery(comesBack)
    await goesAway(trouble, endedRow)
    expect(await delivery.send()).toBe(3)
    expect(await delivery.counts()).toMatchObject({ sent: 3, ambiguous: 0, sending: 0 })
    expect(delivery.taken.toSorted()).toEqual(readers)
  },
)

test.each(troubles)(
  'a mail whose handing over the database could not note (%s) is queued again, says why, and is sent once',
  async (trouble, says) => {
    const delivery = await aDelivery(comesBack)
    await goesAway(trouble, notedRow)
    await expect(delivery.send()).rejects.toThrow(says)
    await comesBack()
    expect(await delivery.counts()).toMatchObject({ queued: 3, sending: 0 })
    expect(delivery.taken).toEqual([])
    const [one] = await listDeliveries(store(), { mailIds: delivery.mailIds })
    expect(one?.lastReply).toContain(says)
    expect(await delivery.send()).toBe(3)
    expect(delivery.taken.toSorted()).toEqual(readers)
  },
)

/** The store behind a connection that closes after a statement was done and before its answer came, the first time that it is so. */
function losesAnswer(statement: RegExp): Store {
  let isLost = false
  const { prepared } = store()
  return {
    ...store(),
    prepared: {
      async query(sql, values) {
        const answer = await prepared.query(sql, values)
        if (isLost || !statement.test(sql)) return answer
        isLost = true
        throw new StoreUnavailableError('The database is unavailable: the answer was lost.')
      },
    },
  }
}

test('a mail whose handing over was noted, and nobody told so, is in no doubt: it is queued again', async () => {
  const delivery = await aDelivery(comesBack, losesAnswer(/set handed_over = true/))
  await expect(delivery.send()).rejects.toThrow('the answer was lost')
  const { queued, sent, ambiguous, sending } = await delivery.counts()
  expect([queued + sent, ambiguous, sending]).toEqual([3, 0, 0])
  await delivery.send()
  expect(await delivery.counts()).toMatchObject({ sent: 3 })
  expect(delivery.taken.toSorted()).toEqual(readers)
})

test('an outcome that was written, and nobody told so, is written no second time', async () => {
  const delivery = await aDelivery(comesBack, losesAnswer(/json_to_recordset/))
  expect(await delivery.send()).toBe(3)
  expect(await delivery.counts()).toMatchObject({ sent: 3, sending: 0 })
  expect(delivery.taken.toSorted()).toEqual(readers)
})

test('a database that stays away ends the run, and what the relay took is in doubt, not sent again', async () => {
  let waitedMs = 0
  const delivery = await aDelivery(async (ms) => {
    waitedMs += ms
  })
  await goesAway('53100', endedRow)
  await expect(delivery.send()).rejects.toBeInstanceOf(StoreUnavailableError)
  expect(waitedMs / delivery.taken.length).toBeGreaterThanOrEqual(230_000)
  await comesBack()
  await markInterrupted(store(), {
    nowAt,
    staleBeforeAt: nowAt + leaseMs,
    mailIds: delivery.mailIds,
  })
  expect(await delivery.counts()).toMatchObject({ ambiguous: 3, sending: 0, queued: 0 })
  expect(await delivery.send()).toBe(0)
  expect(delivery.taken.toSorted()).toEqual(readers)
})

test('a sender that is to stop does not wait for the database', async () => {
  const stopping = new AbortController()
  let waits = 0
  const delivery = await aDelivery(() => {
    waits += 1
    stopping.abort(new Error('stopped'))
    return comesBack()
  })
  await goesAway('57P01', endedRow)
  await expect(delivery.send(stopping.signal)).rejects.toThrow('stopped')
  expect(waits).toBeLessThanOrEqual(readers.length)
  expect(await delivery.counts()).toMatchObject({ sent: 3, sending: 0 })
})
