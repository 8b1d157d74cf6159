import { minuteMs } from '../../domain/instant.ts'
import { capitalised } from '../../domain/report/words/sentence.ts'
import { linkLifeMs } from '../../domain/sign-in/limits.ts'
import type { Visitor } from '../../domain/sign-in/roles.ts'
import { formStart } from '../page/form/form.ts'
import { type Html, html } from '../page/html.ts'

const lifeMinutes = linkLifeMs / minuteMs

interface SignInForm {
  readonly formToken: string
  readonly returnTo: string
  /** How the provider of identities is called; null without one. */
  readonly providerName: string | null
}

/** Where people ask for a link. */
export function signInPage({ formToken, returnTo, providerName }: SignInForm): Html {
  return html`<section class="card narrow">
<h1>Sign in to Plumbline</h1>
<p class="quiet">We mail you a link that signs you in. There is no password.</p>
${formStart('/sign-in', formToken)}
<input type="hidden" name="return_to" value="${returnTo}">
<label>Your e-mail address at work
<input type="email" name="email" autocomplete="email" maxlength="320" required autofocus></label>
<button class="wide">Mail me a link</button>
</form>
${
  providerName === null
    ? null
    : html`<p class="or">or</p><a class="button plain wide" href="/sign-in/provider?next=${encodeURIComponent(returnTo)}">Sign in with ${providerName}</a>`
}
</section>`
}

/** The same for every address, known or not. */
export const sentPage: Html = html`<section class="card narrow">
<h1>Check your mail</h1>
<p>If the address may use Plumbline, a link is on its way to it. It signs you in once, within ${lifeMinutes} minutes.</p>
<p class="quiet small">No mail after a few minutes? Check your spam folder, or ask an admin whether the plan lists you under this address. <a href="/sign-in">Ask for another link</a></p>
</section>`

interface LinkForm {
  readonly email: string
  readonly token: string
  readonly formToken: string
}

/** What a mailed link shows; only its button signs in. */
export function linkPage({ email, token, formToken }: LinkForm): Html {
  return html`<section class="card narrow">
<h1>Sign in to Plumbline</h1>
<p>You are about to sign in as <strong>${email}</strong>.</p>
${formStart(`/sign-in/link/${token}`, formToken)}<button class="wide" autofocus>Sign in</button></form>
</section>`
}

/** The same for a link that is forged, used or too old. */
export function unusableLinkPage(visitor: Visitor | null): Html {
  const [heading, next] =
    visitor === null
      ? ['This link can’t sign you in', html`<a class="button" href="/sign-in">Ask for a new link</a>`]
      : ['You are signed in already', html`<a class="button" href="/">Go to the start page</a>`]
  const who = visitor === null ? null : html` You are signed in as <strong>${visitor.email}</strong>.`
  return html`<section class="card narrow">
<h1>${heading}</h1>
<p>A link works once, and for ${lifeMinutes} minutes.${who}</p>
<p>${next}</p>
</section>`
}

export const tooManyPage: Html = html`<section class="card narrow">
<h1>Too many attempts</h1>
<p>There were too many sign-in attempts from your network. Wait 15 minutes, then try again.</p>
</section>`

/** Why a provider's answer signs nobody in. */
export function notSignedInPage(why: string): Html {
  return html`<section class="card narrow">
<h1>You are not signed in</h1>
<p>${why}</p>
<p><a class="button" href="/sign-in">Back to sign-in</a></p>
</section>`
}

/** Shown for a moment: the browser goes on by itself. */
export function leavingPage(providerName: string, url: URL): Html {
  return html`<section class="card narrow">
<h1>You are signed out of Plumbline</h1>
<p>${capitalised(providerName)} is asked to sign you out too.</p>
<p><a class="button" href="${url.href}" rel="noreferrer">Go on</a></p>
</section>`
}

/** At the end of a session that the provider of identities began. */
export function signedOutView({
  name,
  how,
}: {
  readonly name: string
  /** Whether the provider was reached. */
  readonly how: 'here' | 'everywhere'
}): Html {
  const words =
    how === 'everywhere'
      ? `You are signed out of Plumbline, and of ${name} unless you said no there.`
      : `You are signed out of Plumbline, but ${name} could not be reached. On a shared computer, sign out there too: otherwise the next person could sign in as you.`
  return html`<section class="card narrow">
<h1>You are signed out</h1>
<p role="status">${words}</p>
<p><a class="button plain" href="/sign-in">Sign in again</a></p>
</section>`
}
