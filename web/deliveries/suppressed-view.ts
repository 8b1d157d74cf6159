import { longestReason } from '../../domain/deliver/settlement.ts'
import type { suppressedAddresses } from '../../queries/deliveries/suppressed.ts'
import { formStart } from '../page/form.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { time } from '../page/parts.ts'

type Suppressed = Awaited<ReturnType<typeof suppressedAddresses>>

/** Who complained or unsubscribed, with the way back; null where nobody did. */
export function suppressedView(suppressed: Suppressed, formToken: string): Html | null {
  if (suppressed.length === 0) return null
  return html`<section class="group" id="left-out"><h2>Left out</h2>
<p class="quiet">They complained of a mail, or unsubscribed. What is queued for them is suppressed; links to sign in still reach them.</p>
<ul class="rows">${suppressed.map((each) => suppressedRow(each, formToken))}</ul></section>`
}

function suppressedRow({ addressKey, mails, suppressedAt, because }: Suppressed[number], formToken: string) {
  return html`<li>
<p class="bar"><span class="title">${outside(addressKey)}</span><span>${mails === 'all' ? 'no mails' : `no ${mails}`}</span></p>
<p class="quiet small">Since ${time(suppressedAt)}: ${outsideSentence(because)}</p>
<details><summary>Mail them again</summary>
${formStart('/suppressed-addresses', formToken)}<input type="hidden" name="email" value="${addressKey}"><input type="hidden" name="mails" value="${mails}">
<label>Why, and who asked for it?<textarea name="because" rows="2" required maxlength="${longestReason}"></textarea></label>
<button class="plain">Mail them again</button></form></details>
</li>`
}
