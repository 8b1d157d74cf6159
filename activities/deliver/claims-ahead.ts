import { dueAddresses, holdDeliveries } from '../../adapters/store/deliver/quiet-hours.ts'
import { suppressStopped } from '../../adapters/store/deliver/returned/suppressed-addresses.ts'
import type { ClaimedDelivery } from '../../adapters/store/deliver/send/claim.ts'
import { type ClaimInTurn, claimInTurn } from '../../adapters/store/deliver/send/claim-in-turn.ts'
import { giveBack } from '../../adapters/store/deliver/send/outcomes.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import { leaseMs, nextClaimSize } from '../../domain/deliver/pace.ts'
import { type QuietPlan, quietWaits } from '../../domain/deliver/quiet-hours.ts'
import type { Instant } from '../../domain/instant.ts'
import type { MailDependencies } from '../dependencies.ts'

/** What one run sends, in the order in which it is to go out. */
export interface ClaimsAhead {
  /** The next delivery, claimed for its caller, once it is its turn; null where none is due any more, or the run's time is over. */
  next(): Promise<ClaimedDelivery | null>
  /** Gives back what was claimed and not taken. */
  giveBackRest(): Promise<void>
}

/** Which mails to claim, for how many senders, and what tells them to stop. */
interface Claiming {
  readonly mailIds: readonly string[]
  readonly senders: number
  readonly cancelled: AbortSignal
  /** From then on none is claimed. */
  readonly untilAt: Instant
}

/**
 * Claims deliveries in sets that are sent within seconds, at the pace that all processes share; the first has one for each sender, in
 * case the relay is away. Those to readers whose quiet hours it is are left to wait until these end, and those to readers who have
 * stopped such mails are suppressed.
 */
export function claimsAhead(
  { recordStore: store, now, sleep, pacing, workerName: worker }: MailDependencies,
  { mailIds, senders, cancelled, untilAt }: Claiming,
): ClaimsAhead {
  let rest: ClaimInTurn[] = []
  let claiming: Promise<void> | null = null
  let limit = senders
  let lastAt: Instant | null = null
  let noneIsDue = false
  let plan: QuietPlan | null | undefined

  async function waitUntil(at: Instant): Promise<void> {
    const ms = Math.ceil(at - now())
    if (ms > 0) await sleep(ms, cancelled)
  }

  /** The addresses that may be mailed now; undefined where there are no quiet hours. */
  async function awakeAddresses(nowAt: Instant): Promise<string[] | undefined> {
    if (plan === undefined) plan = (await currentPlan(store))?.plan ?? null
    if (plan?.quietHours === undefined) return
    const waitOf = quietWaits(plan, nowAt)
    const readers = (await dueAddresses(store, { nowAt, mailIds })).map((email) => ({
      email,
      untilAt: waitOf(email)?.untilAt ?? null,
    }))
    const waits = readers.flatMap(({ email, untilAt }) => (untilAt === null ? [] : [{ email, untilAt }]))
    await holdDeliveries(store, { nowAt, mailIds }, waits)
    return readers.filter(({ untilAt }) => untilAt === null).map(({ email }) => email)
  }

  async function claimSet(): Promise<void> {
    const nowAt = now()
    if (lastAt !== null) limit = nextClaimSize(limit, { tookMs: nowAt - lastAt, senders })
    await suppressStopped(store, mailIds)
    const onlyTo = await awakeAddresses(nowAt)
    const request = { nowAt, leaseMs, mailIds, limit, worker, ...(onlyTo !== undefined && { onlyTo }) }
    const { claims, claimAgainAt } = await claimInTurn(store, request, pacing)
    rest = claims.toReversed()
    noneIsDue = rest.length === 0 && claimAgainAt === null
    // The time until then says nothing of how fast a set is sent.
    lastAt = claimAgainAt === null ? nowAt : null
    if (claimAgainAt !== null) await waitUntil(claimAgainAt)
  }

  return {
    async next() {
      while (rest.length === 0 && !noneIsDue && !cancelled.aborted && now() < untilAt) {
        claiming =
          claiming ??
          claimSet().finally(() => {
            claiming = null
          })
        await claiming
      }
      const next = rest.pop()
      if (next === undefined) return null
      await waitUntil(next.turnAt)
      if (!cancelled.aborted) return next.claimed
      rest.push(next)
      return null
    },
    async giveBackRest() {
      const nowAt = now()
      const reply = 'The sending process stopped before it came to this mail; it was queued again.'
      const back = rest
        .splice(0)
        .map(({ claimed: { delivery, attemptId } }) =>
          giveBack(store, { deliveryId: delivery.deliveryId, attemptId, reply, nowAt }),
        )
      await Promise.all(back)
    },
  }
}
