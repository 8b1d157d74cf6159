import type { suppressedAddresses } from '../../queries/deliveries/suppressed.ts'
import { formStart } from '../page/form/form.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { time } from '../page/times.ts'
import { type RefusedReason, reasonField } from './reason-field.ts'

type Suppressed = Awaited<ReturnType<typeof suppressedAddresses>>

interface Form {
  readonly formToken: string
  readonly refused: RefusedReason | null
}

/** Who complained or unsubscribed, with the way back; null where nobody did. */
export function suppressedView(suppressed: Suppressed, form: Form): Html | null {
  if (suppressed.length === 0) return null
  return html`<section class="group" id="left-out"><h2>Left out</h2>
<p class="quiet">They complained about a mail or unsubscribed. Mails queued for them are suppressed; sign-in links still reach them.</p>
<ul class="rows">${suppressed.map((each) => suppressedRow(each, form))}</ul></section>`
}

/** The control for why an address is mailed again. */
export function allowReasonId({ email, mails }: { readonly email: string; readonly mails: string }): string {
  return `allow-${mails}-${encodeURIComponent(email)}`
}

function suppressedRow(
  { addressKey, mails, suppressedAt, because }: Suppressed[number],
  { formToken, refused }: Form,
): Html {
  const id = allowReasonId({ email: addressKey, mails })
  return html`<li>
<p class="bar"><span class="title">${outside(addressKey)}</span><span>${mails === 'all' ? 'no mails' : `no ${mails}`}</span></p>
<p class="quiet small">Since ${time(suppressedAt)}: ${outsideSentence(because)}</p>
<details${refused?.reasonId === id ? html` open` : null}><summary>Mail them again</summary>
${formStart('/suppressed-addresses', formToken)}<input type="hidden" name="email" value="${addressKey}"><input type="hidden" name="mails" value="${mails}">
${reasonField({ id, label: 'Why, and who asked for it?', refused })}
<button class="plain">Mail them again</button></form></details>
</li>`
}
