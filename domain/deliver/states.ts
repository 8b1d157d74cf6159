import { type DeliveryState, deliveryStates, type SendOutcome } from './delivery.ts'

/**
 * The allowed transitions of a delivery. Any other is refused, by the database too: a trigger that a test holds against
 * this table. `ambiguous` leaves when a person settles it or when the server's late reply to that very attempt arrives;
 * `sent` leaves only when the mail comes back. What failed or came back stays so until a person has it sent again, or not at all; what
 * came back from where the reader's server sent it on may have arrived, as a person finds out.
 */
export const transitions: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  suppressed: ['queued'],
  queued: ['sending', 'suppressed'],
  // Back to `queued` when the process died, or the server was out of reach, before anything was handed over.
  sending: ['sent', 'deferred', 'failed', 'ambiguous', 'queued'],
  sent: ['bounced'],
  deferred: ['sending', 'failed', 'suppressed'],
  failed: ['queued', 'suppressed'],
  ambiguous: ['sent', 'deferred', 'failed', 'queued', 'bounced'],
  bounced: ['queued', 'suppressed', 'sent'],
}

/** A transition that the table doesn't allow: a bug in the caller. */
export class DeliveryTransitionError extends Error {
  override readonly name = 'DeliveryTransitionError'

  constructor(from: DeliveryState, to: DeliveryState) {
    super(`A delivery can't go from "${from}" to "${to}"`)
  }
}

export function canMove(from: DeliveryState, to: DeliveryState): boolean {
  return transitions[from].includes(to)
}

/** The states from which a delivery may go to `to`: what a statement that moves it there has to find. */
export function statesBefore(to: DeliveryState): DeliveryState[] {
  return deliveryStates.filter((from) => canMove(from, to))
}

/** Returns `to` when the table allows the transition. @throws DeliveryTransitionError */
export function moved(from: DeliveryState, to: DeliveryState): DeliveryState {
  if (!canMove(from, to)) throw new DeliveryTransitionError(from, to)
  return to
}

/** The state after one attempt. */
export function stateAfter(outcome: SendOutcome): DeliveryState {
  return moved('sending', outcome.kind)
}

/**
 * The state of a delivery whose process died while sending: once the message was being handed over nobody
 * can know, before that nothing went out.
 */
export function stateAfterInterruption(handedOver: boolean): DeliveryState {
  return moved('sending', handedOver ? 'ambiguous' : 'queued')
}

/** Whether the state is final unless a person or a late reply changes it. */
export function isSettled(state: DeliveryState): boolean {
  switch (state) {
    case 'queued':
    case 'sending':
    case 'deferred':
      return false
    case 'suppressed':
    case 'sent':
    case 'failed':
    case 'ambiguous':
    case 'bounced':
      return true
  }
}

/** For lists: what needs a person first, then what is under way, then what is done. */
export const statesByUrgency: readonly DeliveryState[] = [
  'ambiguous',
  'failed',
  'bounced',
  'deferred',
  'sending',
  'queued',
  'suppressed',
  'sent',
]

/** The states of mails that would leave by themselves: what is taken back where they are not to be sent any more. */
export const waitingStates: readonly DeliveryState[] = statesBefore('suppressed').filter(
  (state) => !isSettled(state),
)

/** The states of mails that are neither sent nor given up. */
export const unsettledStates: readonly DeliveryState[] = deliveryStates.filter((state) => !isSettled(state))
