import { decisionsFor, longestReason, type SettlementDecision } from '../../domain/deliver/settlement.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import type { DeliveryWithHistory } from '../../queries/deliveries/deliveries.ts'
import { formStart } from '../page/form.ts'
import { type Html, html, outside } from '../page/html.ts'
import { deliveryMark, historyView, waitView } from './history-view.ts'
import { deliveryPath } from './paths.ts'

interface Form {
  readonly formToken: string
  /** Why a decision was not taken; null where none was sent. */
  readonly problem: string | null
}

/** One mail with its history, and a form for each decision that may be made. */
export function deliveryView(found: DeliveryWithHistory, { formToken, problem }: Form): Html {
  const { deliveryId, state, subject, recipientName, recipientEmail, quarter } = found.delivery
  const decisions = decisionsFor(state)
  return html`<header><p class="no-print small"><a href="/deliveries">All mails</a></p>
<h1>${outside(subject)}</h1>
<p class="quiet">${longQuarter(quarter)}, to ${outside(recipientName)} (${outside(recipientEmail)})</p></header>
${problem === null ? null : html`<section class="card" role="alert"><h2>Nothing was changed</h2><p>${problem}</p></section>`}
<section class="card"><h2>Delivery</h2>
<p>${deliveryMark(state)}</p>
${waitView(found.delivery)}${state === 'queued' ? html`<p>The next delivery of its quarter sends it; <code>plumbline deliveries send</code> does it now.</p>` : null}
${historyView(found) ?? html`<p class="quiet">It was not tried yet.</p>`}
<p class="quiet small">In the relay’s log its Message-ID begins with ${deliveryId}.</p></section>
${decisions.map((decision) => decisionForm(decision, { deliveryId, formToken }))}`
}

const texts: Readonly<Record<SettlementDecision, { heading: string; because: string; button: string }>> = {
  arrived: {
    heading: 'It arrived',
    because: 'What shows that it arrived?',
    button: 'It arrived',
  },
  'send again': {
    heading: 'Send it again',
    because: 'Why is it to be sent again?',
    button: 'Send it again',
  },
  suppress: { heading: 'Do not send it', because: 'Why is it not to be sent?', button: 'Do not send it' },
}

function decisionForm(
  decision: SettlementDecision,
  { deliveryId, formToken }: { readonly deliveryId: string; readonly formToken: string },
): Html {
  const { heading, because, button } = texts[decision]
  return html`<section class="card no-print"><h2>${heading}</h2>
${formStart(deliveryPath(deliveryId), formToken)}<input type="hidden" name="decision" value="${decision}">
<label>${because}<textarea name="because" rows="2" required maxlength="${longestReason}"></textarea></label>
${decision === 'send again' ? html`<label>To another address, if this one is wrong<input name="address" type="email" autocomplete="off"></label>` : null}
<button class="plain">${button}</button></form></section>`
}
