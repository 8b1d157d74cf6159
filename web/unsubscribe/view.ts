import type { MailKind } from '../../domain/deliver/unsubscribe.ts'
import { unsubscribePath } from '../../domain/page-paths.ts'
import type { Unsubscribable } from '../../queries/deliveries/unsubscribe.ts'
import { type Html, html } from '../page/html.ts'

const kindsInWords: Readonly<Record<MailKind, string>> = {
  reports: 'reports',
  reviews: 'requests for reviews',
  'drift notices': 'notices of drift',
  'expiry notices': 'warnings of secrets that expire',
}

/** Only its button stops anything. */
export function askView({ email, mails }: Unsubscribable, token: string): Html {
  return html`<section class="card narrow">
<h1>No more ${kindsInWords[mails]}?</h1>
<p>They are mailed to <strong>${email}</strong>. Other mails still come, and so do links to sign in.</p>
<form method="post" action="${unsubscribePath(token)}">
<button class="wide" name="List-Unsubscribe" value="One-Click">Stop them</button></form>
</section>`
}

/** With the way back, for a click that wasn't meant. */
export function doneView({ email, mails }: Unsubscribable, token: string): Html {
  return html`<section class="card narrow">
<h1>Stopped</h1>
<p><strong>${email}</strong> gets no more ${kindsInWords[mails]}. Whoever keeps Plumbline is told.</p>
<form method="post" action="${unsubscribePath(token)}">
<button class="wide plain" name="again" value="yes">Send them again</button></form>
</section>`
}

export function againView({ email, mails }: Unsubscribable): Html {
  return html`<section class="card narrow">
<h1>They come again</h1>
<p>The next ${kindsInWords[mails]} are mailed to <strong>${email}</strong>. What was held back meanwhile is not sent by itself.</p>
</section>`
}

/** The same for a link that is forged, and for one whose reader has another address by now. */
export const unknownLinkView: Html = html`<section class="card narrow">
<h1>This link stops nothing</h1>
<p>Use the link of the latest mail that you got, whole, or ask whoever keeps Plumbline.</p>
</section>`
