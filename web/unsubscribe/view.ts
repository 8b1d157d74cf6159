import type { MailKind } from '../../domain/deliver/readers/unsubscribe.ts'
import { unsubscribePath } from '../../domain/page-paths.ts'
import type { Unsubscribable } from '../../queries/deliveries/unsubscribe.ts'
import { type Html, html } from '../page/html.ts'

const kindsInWords: Readonly<Record<MailKind, string>> = {
  reports: 'reports',
  reviews: 'review requests',
  'drift notices': 'drift notices',
  'expiry notices': 'expiry notices',
}

/** Only its button stops anything. */
export function askView({ email, mails }: Unsubscribable, token: string): Html {
  return html`<section class="card narrow">
<h1>No more ${kindsInWords[mails]}?</h1>
<p>They are mailed to <strong>${email}</strong>. Other mails and sign-in links still come.</p>
<form method="post" action="${unsubscribePath(token)}">
<button class="wide" name="List-Unsubscribe" value="One-Click">Stop them</button></form>
</section>`
}

/** With the way back, for a click that wasn't meant. */
export function doneView({ email, mails }: Unsubscribable, token: string): Html {
  return html`<section class="card narrow">
<h1>Stopped</h1>
<p><strong>${email}</strong> gets no more ${kindsInWords[mails]}. Plumbline’s admins are told.</p>
<form method="post" action="${unsubscribePath(token)}">
<button class="wide plain" name="again" value="yes">Send them again</button></form>
</section>`
}

export function againView({ email, mails }: Unsubscribable): Html {
  return html`<section class="card narrow">
<h1>Turned on again</h1>
<p>The next ${kindsInWords[mails]} are mailed to <strong>${email}</strong>. Those held back meanwhile are not sent.</p>
</section>`
}

/** The same for a link that is forged, and for one whose reader has another address by now. */
export const unknownLinkView: Html = html`<section class="card narrow">
<h1>This link doesn’t work</h1>
<p>Use the whole link from your latest mail, or ask a Plumbline admin.</p>
</section>`

/** For who follows the link of a mail's copy, on a page or in a file. */
export const copyView: Html = html`<section class="card narrow">
<h1>This is a copy of a mail</h1>
<p>Its link stops nothing. The same link in the mail that reached you does, for you alone; a Plumbline admin can stop mails to anybody.</p>
</section>`
