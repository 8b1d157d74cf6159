import { decisionsFor, type SettlementDecision } from '../../domain/deliver/settlement.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import type { DeliveryWithHistory } from '../../queries/deliveries/deliveries.ts'
import { formerReaderText } from '../../wording/deliver/settlement-text.ts'
import { field, option } from '../page/form/field.ts'
import { formStart } from '../page/form/form.ts'
import { problemSummary } from '../page/form/problems.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { stateMark } from '../page/parts.ts'
import { deliveryPath } from '../page/paths.ts'
import { deliveryMark, historyView, waitView } from './history-view.ts'
import { type RefusedReason, reasonField } from './reason-field.ts'
import { sendForm } from './send-page.ts'

interface Form {
  readonly formToken: string
  /** The address of a reader whom the plan no longer lists for such mails; null where it does. */
  readonly formerReader: string | null
  /** A decision that was not taken. */
  readonly refused: (RefusedReason & { readonly address: string }) | null
}

/** One mail with its history, and a form for each decision that may be made. */
export function deliveryView(found: DeliveryWithHistory, form: Form): Html {
  const { formToken, refused } = form
  const { deliveryId, state, subject, recipientName, recipientEmail, quarter } = found.delivery
  const decisions = decisionsFor(state)
  return html`<header><p class="no-print small"><a href="/deliveries">All mails</a></p>
<h1>${outside(subject)}</h1>
<p class="quiet">${longQuarter(quarter)}, to ${outside(recipientName)} (${outside(recipientEmail)})</p></header>
${problemSummary('Nothing was changed', refused?.problems ?? [])}
<section class="card"><h2>Delivery</h2>
<p>${deliveryMark(state)}</p>
${waitView(found.delivery)}${state === 'queued' ? html`<p>The next delivery of its quarter sends it. To send it now, use the button or <code>plumbline deliveries send</code>.</p>${sendForm(quarter, formToken)}` : null}
${historyView(found) ?? html`<p class="quiet">It has not been tried yet.</p>`}
<p class="quiet small">In the relay’s log, its Message-ID begins with ${deliveryId}.</p></section>
${decisions.map((decision) => decisionForm(decision, deliveryId, form))}`
}

const texts: Readonly<Record<SettlementDecision, { heading: string; because: string; button: string }>> = {
  arrived: {
    heading: 'It arrived',
    because: 'What shows that it arrived?',
    button: 'It arrived',
  },
  'send again': {
    heading: 'Send it again',
    because: 'Why should it be sent again?',
    button: 'Send it again',
  },
  suppress: { heading: 'Do not send it', because: 'Why should it not be sent?', button: 'Do not send it' },
}

/** The control for a decision's reason. */
export function becauseId(decision: SettlementDecision): string {
  return `because-${decision.replace(' ', '-')}`
}

function decisionForm(
  decision: SettlementDecision,
  deliveryId: string,
  { formToken, formerReader, refused }: Form,
): Html {
  const { heading, because, button } = texts[decision]
  const id = becauseId(decision)
  return html`<section class="card no-print"><h2>${heading}</h2>
${formStart(deliveryPath(deliveryId), formToken)}<input type="hidden" name="decision" value="${decision}">
${reasonField({ id, label: because, refused })}
${decision === 'send again' ? addressField(refused) : null}${decision === 'send again' && formerReader !== null ? formerReaderField(formerReader) : null}
<button class="plain">${button}</button></form></section>`
}

function formerReaderField(email: string): Html {
  return html`<p>${stateMark('warning', 'no reader any more')} ${outsideSentence(formerReaderText(email))}</p>
${option({ kind: 'checkbox', name: 'former-reader', value: 'yes', isChecked: false, label: 'Send it all the same' })}`
}

function addressField(refused: Form['refused']): Html {
  const described = { name: 'address', label: 'To another address, if this one is wrong' }
  return field(
    { ...described, problems: refused?.problems ?? [] },
    (attributes) =>
      html`<input${attributes} type="email" autocomplete="off" value="${refused?.address ?? ''}">`,
  )
}
