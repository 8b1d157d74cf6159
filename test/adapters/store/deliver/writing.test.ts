import { expect, test } from 'vitest'
import { z } from 'zod'
import { queueDeliveries } from '../../../../adapters/store/deliver/queue/queue.ts'
import { markHandingOver, recordOutcome } from '../../../../adapters/store/deliver/send/outcomes.ts'
import type { Store } from '../../../../adapters/store/sql/client.ts'
import { selectRow } from '../../../../adapters/store/sql/rows.ts'
import { nowAt, storeForThisFile } from '../test-store.ts'
import { claimOne } from './claim-one.ts'
import { editionPerTest } from './edition-per-test.ts'

const store = storeForThisFile()
const editionIds = editionPerTest(store)

async function claimed() {
  const reader = { recipientEmail: 'ada@company.example', recipientName: 'Ada', suppressedBecause: null }
  await queueDeliveries(store(), [{ ...reader, editionId: editionIds()[0] ?? '' }], nowAt)
  const request = { nowAt, leaseMs: 60_000, mailIds: editionIds(), worker: 'worker-1' }
  const next = await claimOne(store(), request)
  if (next === null) throw new Error('nothing was due')
  return { deliveryId: next.delivery.deliveryId, attemptId: next.attemptId }
}

const sent = { outcome: { kind: 'sent', reply: '250 ok' }, nowAt } as const

const settingRow = z.object({ setting: z.string() })
const settingNow = "select current_setting('synchronous_commit') as setting"

test.each([
  ['off', 'local'],
  ['remote_apply', 'remote_apply'],
])(
  'what is written around a mail’s bytes is on the disk at once, and for itself alone: a server set to "%s" commits it with "%s"',
  async (set, used) => {
    const claim = await claimed()
    const client = await store().connect()
    try {
      await client.query(`set synchronous_commit = ${set}`)
      for (const write of [
        (on: Store) => markHandingOver(on, claim),
        (on: Store) => recordOutcome(on, { ...claim, ...sent }),
      ]) {
        await client.query('begin')
        await write({ ...store(), prepared: client })
        expect(await selectRow(client, settingRow, settingNow)).toEqual({ setting: used })
        await client.query('commit')
        expect(await selectRow(client, settingRow, settingNow)).toEqual({ setting: set })
      }
    } finally {
      client.release(true)
    }
  },
)

test('a delivery’s row is written anew in its page, with no entry in any index', async () => {
  const claim = await claimed()
  const client = await store().connect()
  try {
    await client.query('begin')
    await recordOutcome({ ...store(), prepared: client }, { ...claim, ...sent })
    const updates = await selectRow(
      client,
      z.object({ updates: z.coerce.number(), elsewhere: z.coerce.number() }),
      `select n_tup_upd as updates, n_tup_upd - n_tup_hot_upd as elsewhere
       from pg_stat_xact_user_tables where relname = 'deliveries'`,
    )
    expect(updates?.updates).toBeGreaterThan(0)
    expect(updates?.elsewhere).toBe(0)
    await client.query('commit')
  } finally {
    client.release(true)
  }
})
