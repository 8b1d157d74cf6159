import type { TrackerDefinition } from '../../../adapters/trackers/definition.ts'
import type { OAuthApp, OAuthFlow } from '../../../adapters/trackers/oauth/flow.ts'
import { keepWaitingSignIn, type WaitingSignIn } from '../../../queries/connections/waiting-sign-in.ts'
import { beginTrackerSignIn } from '../../../worker/parts/trackers/sign-in.ts'
import { type Answer, page } from '../../http/answer.ts'
import type { PageRequest } from '../../http/page.ts'
import { html, outside } from '../../page/html.ts'
import { oauthReturnPath } from '../paths.ts'

/** The callback URL that apps register to be signed in through on these pages. */
export function callbackUrlOf({ publicOrigin }: Pick<PageRequest['parts'], 'publicOrigin'>): string {
  return `${publicOrigin}${oauthReturnPath}`
}

interface Leaving extends Omit<WaitingSignIn, 'redirectUrl' | 'verifier' | keyof OAuthApp> {
  readonly app: OAuthApp
}

/**
 * The page with the link to where people sign in at the tracker. A link, not a redirect: our policy lets no form lead to another site.
 * @throws TrackerRequestError for an address that isn't fit to send the app's secret to
 */
export async function leaveForTracker(
  { parts, sessionToken, nowAt }: PageRequest,
  definition: TrackerDefinition,
  flow: OAuthFlow,
  { app, ...signIn }: Leaving,
): Promise<Answer> {
  if (sessionToken === null) throw new Error('whoever connects a tracker is signed in')
  const redirectUrl = callbackUrlOf(parts)
  const { baseUrl } = signIn
  const { url, pending } = beginTrackerSignIn({ definition, flow, app, baseUrl, redirectUrl })
  const { state, verifier } = pending
  const waiting = { ...signIn, ...app, redirectUrl, verifier }
  await keepWaitingSignIn(parts.store, await parts.keys(), { sessionToken, state, nowAt }, waiting)
  const { label } = definition
  return page(
    `Sign in at ${label}`,
    html`<header><p class="no-print small"><a href="/connections">All connections</a></p>
<h1>Sign in at ${label}</h1></header>
<div class="card"><p>Go to ${label}, sign in there, and allow the app to read. ${label} then sends you back here, and “${outside(signIn.name)}” is saved. You have 15 minutes.</p>
<p>The app must have this callback URL: <code>${outside(redirectUrl)}</code></p>
<p><a class="button" href="${url.href}">Go on to ${label}</a></p></div>`,
  )
}
