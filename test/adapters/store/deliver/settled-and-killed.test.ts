import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listDeliveries } from '../../../../adapters/store/deliver/deliveries.ts'
import { queueDeliveries } from '../../../../adapters/store/deliver/queue/queue.ts'
import { makeSettlement } from '../../../../adapters/store/deliver/returned/settlements.ts'
import type { ClaimedDelivery } from '../../../../adapters/store/deliver/send/claim.ts'
import { markInterrupted } from '../../../../adapters/store/deliver/send/interrupted.ts'
import {
  DeliveryClaimLostError,
  markHandingOver,
  recordOutcome,
} from '../../../../adapters/store/deliver/send/outcomes.ts'
import { saveEdition } from '../../../../adapters/store/report/editions.ts'
import { answerMayComeMs, type SettlementDecision } from '../../../../domain/deliver/settlement.ts'
import { anEdition, nowAt, storeForThisFile } from '../test-store.ts'
import { claimOne } from './claim-one.ts'

const store = storeForThisFile()

/** One mail, the process that sends it, the relay's own record of what it took, and a person. */
class OneMail {
  /** How often the relay took it, and how often a person said to send it again. */
  taken = 0
  sentAgain = 0
  readonly editionId: string
  #clock = nowAt
  #held: ClaimedDelivery | null = null
  #handedOver = false
  /** Taken by the relay; the reply is still under way. */
  readonly #unanswered: ClaimedDelivery[] = []

  constructor(editionId: string) {
    this.editionId = editionId
  }

  readonly steps: Readonly<Record<string, () => Promise<unknown>>> = {
    claim: async () => {
      this.#held ??= await claimOne(store(), {
        nowAt: this.#clock,
        leaseMs: 1_000,
        mailIds: [this.editionId],
        worker: 'worker-1',
      })
    },
    'hand over': async () => {
      if (this.#held === null || this.#handedOver) return
      this.#handedOver = await markHandingOver(store(), claimOf(this.#held)).then(
        () => true,
        (error: unknown) => {
          expect(error).toBeInstanceOf(DeliveryClaimLostError)
          return false
        },
      )
      if (!this.#handedOver) this.#held = null
    },
    'the relay takes it': async () => {
      if (this.#held === null || !this.#handedOver) return
      this.taken += 1
      this.#unanswered.push(this.#held)
      this.#die()
    },
    'its reply comes': async () => {
      const claim = this.#unanswered.shift()
      if (claim === undefined) return
      const outcome = { kind: 'sent', reply: '250' } as const
      await recordOutcome(store(), { ...claimOf(claim), outcome, nowAt: this.#clock })
    },
    'the sender dies': async () => this.#die(),
    'its death is noticed': () =>
      markInterrupted(store(), {
        nowAt: this.#clock,
        staleBeforeAt: this.#clock,
        mailIds: [this.editionId],
      }),
    arrived: () => this.#settle('arrived'),
    'send again': () => this.#settle('send again'),
    suppress: () => this.#settle('suppress'),
  }

  async take(step: string): Promise<void> {
    this.#clock += answerMayComeMs
    await this.steps[step]?.()
  }

  #die(): void {
    this.#held = null
    this.#handedOver = false
  }

  async #settle(decision: SettlementDecision): Promise<void> {
    const [delivery] = await listDeliveries(store(), { mailIds: [this.editionId] })
    const settled = await makeSettlement(store(), {
      deliveryId: delivery?.deliveryId ?? '',
      decision,
      because: 'this test',
      mendedEmail: null,
      actor: 'admin@company.example',
      nowAt: this.#clock,
    })
    // What was suppressed before it was sent may be sent: that is no second time.
    if (settled.kind === 'settled' && decision === 'send again' && settled.before !== 'suppressed')
      this.sentAgain += 1
  }
}

function claimOf({ delivery: { deliveryId }, attemptId }: ClaimedDelivery) {
  return { deliveryId, attemptId }
}

let mails = 0

async function queuedMail(): Promise<OneMail> {
  mails += 1
  const mail = new OneMail(`edition-${mails}`)
  await saveEdition(store(), anEdition(mail.editionId, { quarter: `${2000 + mails}-Q1` }))
  const row = { recipientEmail: 'ada@company.example', recipientName: 'Ada', suppressedBecause: null }
  await queueDeliveries(store(), [{ ...row, editionId: mail.editionId }], nowAt)
  return mail
}

const stepNames = Object.keys(new OneMail('none').steps)

test('whoever dies whenever, a relay takes a mail once more only after a person said to send it again', async () => {
  const takenAtMost: number[] = []
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...stepNames), { minLength: 8, maxLength: 40 }),
      async (steps) => {
        const mail = await queuedMail()
        for (const step of steps) {
          await mail.take(step)
          expect(mail.taken).toBeLessThanOrEqual(1 + mail.sentAgain)
        }
        takenAtMost.push(mail.taken)
      },
    ),
    { numRuns: 80, seed: 11 },
  )
  // Else nothing was looked at.
  expect(Math.max(...takenAtMost)).toBeGreaterThan(0)
})
