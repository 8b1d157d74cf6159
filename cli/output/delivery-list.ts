import type { ListedDelivery } from '../../adapters/store/deliver/deliveries.ts'
import { isSettled } from '../../domain/deliver/states.ts'
import { isoOf } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { grouped } from '../../domain/text/numbers.ts'
import { plainText } from '../../domain/text/plain-text.ts'
import type { MailsSince } from '../../queries/deliveries/deliveries.ts'
import { counted } from '../../wording/counted.ts'
import { columns } from './columns.ts'

/** One line per delivery: recipient, subject, attempts, and the relay's last reply if it wasn't sent. */
export function deliveryRows(deliveries: readonly ListedDelivery[]): string[] {
  return columns(
    deliveries.map((each) => [
      `  ${each.recipientName} <${each.recipientEmail}>`,
      plainText(each.subject),
      counted(each.attempts, 'attempt'),
      each.state === 'sent' ? '' : notSentText(each),
    ]),
  )
}

function notSentText({ state, notBeforeAt, lastReply }: ListedDelivery): string {
  const waits = notBeforeAt === null || isSettled(state) ? [] : [`not before ${isoOf(notBeforeAt)}`]
  return [...waits, ...(lastReply === null ? [] : [plainText(lastReply)])].join('; ')
}

/** A delivery as `--json` shows it. */
export function deliveryJson(each: ListedDelivery) {
  return {
    deliveryId: each.deliveryId,
    editionId: each.editionId,
    noticeId: each.noticeId,
    quarter: each.quarter,
    kind: each.kind,
    subject: each.subject,
    recipient: { name: each.recipientName, email: each.recipientEmail },
    state: each.state,
    attempts: each.attempts,
    queuedAt: isoOf(each.queuedAt),
    notBeforeAt: each.notBeforeAt === null ? null : isoOf(each.notBeforeAt),
    sentAt: each.sentAt === null ? null : isoOf(each.sentAt),
    lastReply: each.lastReply,
  }
}

/** How far a sending has come. */
export function sendingProgressText({ sent, open, inDoubt, failed }: MailsSince, quarter: QuarterId): string {
  const others = inDoubt + failed
  const rest = others === 0 ? '' : `, ${grouped(others)} in doubt or failed`
  return `${grouped(sent)} of ${counted(sent + open + others, 'mail')} of ${quarter} sent${rest}`
}

/** What a sending that Ctrl-C ended has done. */
export function sendingCancelledText({ sent, open, underWay, inDoubt }: MailsSince): string {
  // A relay may still take those that it was offered.
  if (sent === 0 && underWay === 0 && inDoubt === 0) return 'cancelled: no mail was sent'
  const sentText =
    sent === 0
      ? 'cancelled before a mail had been sent'
      : `cancelled after ${counted(sent, 'mail')} had been sent`
  const doubtText = inDoubt === 0 ? '' : `; ${grouped(inDoubt)} in doubt: plumbline deliveries`
  const after = `${sentText}${doubtText}`
  if (open === 0) return `${after}; none is left to send`
  const rest = underWay > 0 ? 'what is left' : `the other ${grouped(open)}`
  return `${after}; run the same command again to send ${rest}: nobody gets one twice`
}
