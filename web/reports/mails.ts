import type { DeliveryState } from '../../domain/deliver/delivery.ts'
import type { Instant } from '../../domain/instant.ts'
import { mailsInWords } from '../../wording/report/edition-text.ts'
import { type Html, html } from '../page/html.ts'
import { time } from '../page/times.ts'

/** How an edition's mails stand, and when the first of them was sent. */
export function mailsView(states: readonly DeliveryState[], firstSentAt: Instant | null): Html {
  if (firstSentAt === null) return html`${mailsInWords(states)}`
  return states.length === 1
    ? html`${mailsInWords(states)} on ${time(firstSentAt)}`
    : html`${mailsInWords(states)}, the first on ${time(firstSentAt)}`
}
