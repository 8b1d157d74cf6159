import type { signInMailsOfWeek } from '../../queries/deliveries/deliveries.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { empty } from '../page/parts.ts'
import { time } from '../page/times.ts'
import { deliveryMark } from './history-view.ts'

type SignInMails = Awaited<ReturnType<typeof signInMailsOfWeek>>

/** The links to sign in that didn't simply go out; null where all did. */
export function signInMailsView(mails: SignInMails): Html | null {
  if (mails.length === 0) return null
  return html`<section class="group" id="sign-in-links"><h2>Sign-in links</h2>
<p class="quiet">Those of the last week whose mail was not sent at once. There is nothing to do here: people can ask for another.</p>
<ul class="rows">${mails.map(row)}</ul></section>`
}

/** All of them, with what became of each. */
export function allSignInMailsView(mails: SignInMails): Html {
  if (mails.length === 0)
    return empty(
      'Nobody has asked for a link in the last week',
      html`When somebody does, you can see here whether its mail was sent.`,
    )
  return html`<ul class="rows">${mails.map(row)}</ul>`
}

function row({ state, recipientName, recipientEmail, queuedAt, lastReply }: SignInMails[number]): Html {
  return html`<li>
<p class="bar"><span class="title">${outside(recipientName)}</span>${deliveryMark(state)}</p>
<p class="quiet small">${outside(recipientEmail)}, ${time(queuedAt)}${lastReply === null ? '' : html`: ${outsideSentence(lastReply)}`}</p>
</li>`
}
