import { expect, test } from 'vitest'
import { listDeliveries } from '../../../../adapters/store/deliver/deliveries.ts'
import { queueDeliveries } from '../../../../adapters/store/deliver/queue/queue.ts'
import { markInterrupted } from '../../../../adapters/store/deliver/send/interrupted.ts'
import { giveBack, markHandingOver, recordOutcome } from '../../../../adapters/store/deliver/send/outcomes.ts'
import { type DeliveryState, deliveryStates, type SendOutcome } from '../../../../domain/deliver/delivery.ts'
import { canMove, transitions } from '../../../../domain/deliver/states.ts'
import { nowAt, storeForThisFile } from '../test-store.ts'
import { claimOne } from './claim-one.ts'
import { editionPerTest } from './edition-per-test.ts'

const store = storeForThisFile()
const leaseMs = 60_000
const editionIds = editionPerTest(store)

async function queued(suppressedBecause: string | null = null): Promise<void> {
  const [editionId = ''] = editionIds()
  const row = { editionId, recipientEmail: 'ada@company.example', recipientName: 'Ada', suppressedBecause }
  await queueDeliveries(store(), [row], nowAt)
}

async function claimed() {
  const claim = await claimOne(store(), { nowAt, leaseMs, mailIds: editionIds(), worker: 'worker-1' })
  if (claim === null) throw new Error('nothing was due')
  return { deliveryId: claim.delivery.deliveryId, attemptId: claim.attemptId }
}

async function stateNow(): Promise<DeliveryState | undefined> {
  const [delivery] = await listDeliveries(store(), { mailIds: editionIds() })
  return delivery?.state
}

/** Whatever statement moves it: a bare update, as one written tomorrow may be. */
function moveTo(state: DeliveryState): Promise<unknown> {
  return store().pool.query(
    `update deliveries set state = $2,
       lease_until_at = case when $2 = 'sending' then now() + interval '1 minute' end
     where edition_id = $1`,
    [editionIds()[0], state],
  )
}

/** The steps that lead to each state from the first one. */
const paths: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  queued: [],
  suppressed: ['suppressed'],
  sending: ['sending'],
  sent: ['sending', 'sent'],
  deferred: ['sending', 'deferred'],
  failed: ['sending', 'failed'],
  ambiguous: ['sending', 'ambiguous'],
  bounced: ['sending', 'sent', 'bounced'],
}

const pairs = deliveryStates.flatMap((from) =>
  deliveryStates.filter((to) => to !== from).map((to) => ({ from, to, allowed: canMove(from, to) })),
)

test.each(pairs)(
  'the database lets a delivery go from $from to $to: $allowed',
  async ({ from, to, allowed }) => {
    await queued()
    for (const step of paths[from]) await moveTo(step)
    const moved = moveTo(to)
    if (allowed) await moved
    else await expect(moved).rejects.toThrow(`A delivery can't go from "${from}" to "${to}"`)
    expect(await stateNow()).toBe(allowed ? to : from)
  },
)

test.each(deliveryStates)(
  'a delivery begins queued or suppressed, and not as %s otherwise',
  async (state) => {
    const begun = store().pool.query(
      `insert into deliveries (edition_id, recipient_email, planned_email, recipient_name, state, queued_at, lease_until_at)
     values ($1, 'ben@company.example', 'ben@company.example', 'Ben', $2, now(), case when $2 = 'sending' then now() end)`,
      [editionIds()[0], state],
    )
    if (state === 'queued' || state === 'suppressed') await begun
    else await expect(begun).rejects.toThrow(`A delivery can't begin as "${state}"`)
  },
)

const outcomes: readonly SendOutcome[] = [
  { kind: 'sent', reply: '250' },
  { kind: 'deferred', smtpCode: 450, reply: '450' },
  { kind: 'failed', smtpCode: 550, reply: '550' },
  { kind: 'ambiguous', reply: '' },
]

test.each(deliveryStates)(
  'a delivery is claimed from %s exactly where the table lets it be sent',
  async (from) => {
    await queued()
    for (const step of paths[from]) await moveTo(step)
    const claim = await claimOne(store(), { nowAt, leaseMs, mailIds: editionIds(), worker: 'worker-1' })
    expect(claim !== null).toBe(transitions[from].includes('sending'))
  },
)

test.each(outcomes)('an attempt that ended $kind leaves its delivery so, once', async (outcome) => {
  await queued()
  const claim = await claimed()
  expect(await recordOutcome(store(), { ...claim, outcome, nowAt })).toBe(true)
  expect(await stateNow()).toBe(outcome.kind)
  for (const again of outcomes) {
    const settles = outcome.kind === 'ambiguous' && canMove('ambiguous', again.kind)
    if (settles) continue
    expect(await recordOutcome(store(), { ...claim, outcome: again, nowAt })).toBe(false)
    expect(await stateNow()).toBe(outcome.kind)
  }
})

test.each(outcomes)(
  'a late reply to the attempt in doubt, $kind, moves it only along the table',
  async (outcome) => {
    await queued()
    const claim = await claimed()
    await markHandingOver(store(), claim)
    const lateAt = nowAt + leaseMs
    await markInterrupted(store(), { nowAt: lateAt, staleBeforeAt: lateAt, mailIds: editionIds() })
    expect(await stateNow()).toBe('ambiguous')
    const moves = canMove('ambiguous', outcome.kind)
    expect(await recordOutcome(store(), { ...claim, outcome, nowAt: lateAt })).toBe(moves)
    expect(await stateNow()).toBe(outcome.kind)
  },
)

test('a delivery given back, or interrupted before it was handed over, is queued again', async () => {
  await queued()
  await giveBack(store(), { ...(await claimed()), reply: 'unreachable', nowAt })
  expect(await stateNow()).toBe('queued')
  await claimed()
  const lateAt = nowAt + leaseMs
  await markInterrupted(store(), { nowAt: lateAt, staleBeforeAt: lateAt, mailIds: editionIds() })
  expect(await stateNow()).toBe('queued')
})

test('a suppressed delivery is not claimed', async () => {
  await queued('asked for no mails')
  expect(await stateNow()).toBe('suppressed')
  await expect(claimed()).rejects.toThrow('nothing was due')
})
