import type { MailKind } from '../../domain/deliver/unsubscribe.ts'
import { unsubscribePath } from '../../domain/page-paths.ts'
import type { Unsubscribable } from '../../queries/deliveries/unsubscribe.ts'
import { type Html, html } from '../page/html.ts'

const kindsInWords: Readonly<Record<MailKind, string>> = {
  reports: 'reports',
  reviews: 'requests for reviews',
  'drift notices': 'notices of drift',
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

export function doneView({ email, mails }: Unsubscribable): Html {
  return html`<section class="card narrow">
<h1>Stopped</h1>
<p><strong>${email}</strong> gets no more ${kindsInWords[mails]}. Whoever keeps Plumbline is told, and can undo it.</p>
</section>`
}

/** The same for a link that is forged, and for one whose reader has another address by now. */
export const unknownLinkView: Html = html`<section class="card narrow">
<h1>This link stops nothing</h1>
<p>Use the link of the latest mail that you got, whole, or ask whoever keeps Plumbline.</p>
</section>`
