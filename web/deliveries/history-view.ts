import type { DeliveryState } from '../../domain/deliver/delivery.ts'
import { isSettled } from '../../domain/deliver/states.ts'
import type { DeliveryWithHistory } from '../../queries/deliveries/deliveries.ts'
import { returnText } from '../../wording/deliver/returned-mail-text.ts'
import { decisionText } from '../../wording/deliver/settlement-text.ts'
import { deliveryStateText } from '../../wording/deliver/state-text.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import type { State } from '../page/parts.ts'
import { time } from '../page/times.ts'

const severity: Readonly<Record<DeliveryState, State | null>> = {
  ambiguous: 'problem',
  failed: 'problem',
  bounced: 'problem',
  deferred: 'warning',
  sending: null,
  queued: null,
  suppressed: null,
  sent: 'ok',
}

/** A mail's state in words, with a colour beside where it is good or bad. */
export function deliveryMark(state: DeliveryState): Html {
  const mark = severity[state]
  return mark === null
    ? html`<span class="quiet small">${deliveryStateText[state]}</span>`
    : html`<span class="state ${mark}">${deliveryStateText[state]}</span>`
}

/** Before when a mail that waits isn't sent; null where it may be at once. */
export function waitView({ state, notBeforeAt }: DeliveryWithHistory['delivery']): Html | null {
  if (notBeforeAt === null || isSettled(state)) return null
  return html`<p class="quiet small">Not before ${time(notBeforeAt)}</p>`
}

/** Every attempt, every decision and every report of a mail server, oldest first. */
export function historyView({ attempts, settlements, returns }: DeliveryWithHistory): Html | null {
  const lines = [
    ...attempts.map((each) => ({ at: each.claimedAt, line: attemptLine(each) })),
    ...settlements.map((each) => ({ at: each.settledAt, line: settlementLine(each) })),
    ...returns.map((each) => ({ at: each.readAt, line: returnLine(each) })),
  ].sort((a, b) => a.at - b.at)
  if (lines.length === 0) return null
  return html`<ol class="history">${lines.map(({ line }) => html`<li>${line}</li>`)}</ol>`
}

function attemptLine({ claimedAt, outcome, smtpCode, reply }: DeliveryWithHistory['attempts'][number]): Html {
  const words = outcome === null ? 'under way' : outcome === 'ambiguous' ? 'in doubt' : outcome
  const said = reply ?? smtpCode?.toString() ?? null
  return html`${time(claimedAt)}: ${words}${said === null ? null : html`, ${outsideSentence(said)}`}`
}

function settlementLine(settlement: DeliveryWithHistory['settlements'][number]): Html {
  const { settledAt, settledBy, decision, because, emailBefore, emailAfter } = settlement
  const mended = emailAfter === emailBefore ? null : html` (to ${outside(emailAfter)})`
  return html`${time(settledAt)}: ${outside(settledBy)} said “${decisionText[decision]}”${mended}, because ${outsideSentence(because)}`
}

function returnLine({ readAt, words, ...returned }: DeliveryWithHistory['returns'][number]): Html {
  return html`${time(readAt)}: ${returnText(returned)}${words === '' ? null : html`, ${outsideSentence(words)}`}`
}
