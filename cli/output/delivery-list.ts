import type { ListedDelivery } from '../../adapters/store/deliver/deliveries.ts'
import { isoOf } from '../../domain/instant.ts'
import { plainText } from '../../domain/plain-text.ts'
import { counted } from '../../wording/counted.ts'
import { columns } from './columns.ts'

/** One line per delivery: recipient, subject, attempts, and the relay's last reply if it wasn't sent. */
export function deliveryRows(deliveries: readonly ListedDelivery[]): string[] {
  return columns(
    deliveries.map((each) => [
      `  ${each.recipientName} <${each.recipientEmail}>`,
      plainText(each.subject),
      counted(each.attempts, 'attempt'),
      each.state === 'sent' ? '' : plainText(each.lastReply ?? ''),
    ]),
  )
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
    sentAt: each.sentAt === null ? null : isoOf(each.sentAt),
    lastReply: each.lastReply,
  }
}
