import { type Instant, minuteMs } from '../instant.ts'
import type { DeliveryState } from './delivery.ts'
import { statesBefore } from './states.ts'

/** What a person may decide about a mail: it did arrive, it is to be sent again, or it is not to be sent. */
export const settlementDecisions = ['arrived', 'send again', 'suppress'] as const

export type SettlementDecision = (typeof settlementDecisions)[number]

/** Where each decision leaves a mail. */
const stateAfterDecision: Readonly<Record<SettlementDecision, DeliveryState>> = {
  arrived: 'sent',
  'send again': 'queued',
  suppress: 'suppressed',
}

/**
 * How long after its claim an attempt in doubt may still be answered: its sender, taken for dead, waits ten minutes for the relay
 * (RFC 5321 4.5.3.2.6), and then four for a database that is away. A mail that is sent again before may arrive twice.
 */
export const answerMayComeMs = 15 * minuteMs

/** A reason is a sentence or two. */
export const longestReason = 1000

export type RefusedReason = 'no reason' | 'reason too long'

/** The reason that somebody gives, without blanks around it, and why it can't be taken; null where it can. */
export function reasonOf(given: string): {
  readonly because: string
  readonly refused: RefusedReason | null
} {
  const because = given.trim()
  if (because === '') return { because, refused: 'no reason' }
  return { because, refused: because.length > longestReason ? 'reason too long' : null }
}

/** What a decision depends on. */
export interface Standing {
  readonly state: DeliveryState
  /** When the last attempt was claimed; null before the first. */
  readonly lastClaimedAt: Instant | null
}

export type Settlement =
  | { readonly kind: 'allowed'; readonly state: DeliveryState }
  /** The transition table, or an attempt that is under way, doesn't allow it. */
  | { readonly kind: 'not possible'; readonly state: DeliveryState }
  /** The relay may still answer. */
  | { readonly kind: 'too early'; readonly notBeforeAt: Instant }

/** The states in which a person may decide so: the transition table's, except that nobody moves what is being sent. */
export function statesToSettle(decision: SettlementDecision): DeliveryState[] {
  return statesBefore(stateAfterDecision[decision]).filter((state) => state !== 'sending')
}

/** What a person may decide about a mail in this state. */
export function decisionsFor(state: DeliveryState): SettlementDecision[] {
  return settlementDecisions.filter((decision) => statesToSettle(decision).includes(state))
}

/** Whether a person may decide so about a mail now, and where that leaves it. */
export function settlementOf(
  { state, lastClaimedAt }: Standing,
  decision: SettlementDecision,
  nowAt: Instant,
): Settlement {
  if (!statesToSettle(decision).includes(state)) return { kind: 'not possible', state }
  const notBeforeAt = (lastClaimedAt ?? Number.NEGATIVE_INFINITY) + answerMayComeMs
  if (state === 'ambiguous' && decision === 'send again' && nowAt < notBeforeAt)
    return { kind: 'too early', notBeforeAt }
  return { kind: 'allowed', state: stateAfterDecision[decision] }
}
