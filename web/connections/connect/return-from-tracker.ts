import { signInEndsAt } from '../../../adapters/trackers/definition.ts'
import { justSignedIn } from '../../../adapters/trackers/oauth/access-tokens.ts'
import { readReturn } from '../../../adapters/trackers/oauth/authorization.ts'
import { trackers } from '../../../adapters/trackers/registry.ts'
import { ConnectRefusedError } from '../../../domain/sync/connect-guard.ts'
import { checkReading, readBeforeConnecting } from '../../../queries/connections/check-connection.ts'
import { saveConnection } from '../../../queries/connections/save-connection.ts'
import { takeWaitingSignIn, type WaitingSignIn } from '../../../queries/connections/waiting-sign-in.ts'
import { checkText, refusedSignInText, siteText } from '../../../wording/connections/connect-text.ts'
import { finishTrackerSignIn } from '../../../worker/parts/trackers/sign-in.ts'
import { openNewTracker } from '../../../worker/parts/trackers/tracker.ts'
import { type Answer, page, redirect } from '../../http/answer.ts'
import { definePage, type PageRequest } from '../../http/page.ts'
import { html, outsideSentence } from '../../page/html.ts'
import { connectionPath } from '../paths.ts'
import { askTracker } from './ask-tracker.ts'

/**
 * Where a tracker sends the browser back to after a sign-in by OAuth. The one page that changes something by GET, once: only the session
 * that began the sign-in has the state that makes it.
 */
export const returnFromTracker = definePage('GET /connections/oauth/return', async (request) => {
  const { parts, sessionToken, nowAt, query, url } = request
  const state = query('state')
  const waiting =
    state === null || sessionToken === null
      ? null
      : await takeWaitingSignIn(parts.store, await parts.keys(), { sessionToken, state, nowAt })
  if (waiting === null || state === null)
    return notConnected(
      'This browser did not start this sign-in, or it was used already, or it is more than 15 minutes old.',
      403,
    )
  const { label } = trackers.definitionOf(waiting.tracker)
  const returned = readReturn(url.searchParams, state)
  if (returned.kind === 'refused') return notConnected(refusedSignInText(returned.error, label))
  if (returned.kind === 'strange') return notConnected(`${label} sent you back without an answer.`)
  const outcome = await keep(request, waiting, returned.code)
  return 'problem' in outcome
    ? notConnected(outcome.problem)
    : redirect(connectionPath(outcome.connectionId, 'scopes'))
})

async function keep(
  { parts, visitor, nowAt }: PageRequest,
  waiting: WaitingSignIn,
  code: string,
): Promise<{ readonly connectionId: string } | { readonly problem: string }> {
  const { tracker, authKind, name, siteName, scopeKeys } = waiting
  const definition = trackers.definitionOf(tracker)
  const signIn = trackers.signInOf(tracker, authKind)
  const flow = await signIn.oauth?.()
  if (flow === undefined) throw new Error(`"${authKind}" is no sign-in by OAuth`)
  const { clientId, clientSecret, verifier, baseUrl, redirectUrl } = waiting
  const asked = await askTracker(definition.label, async (signal) => {
    const app = { clientId, clientSecret }
    const begun = { definition, flow, app, baseUrl, redirectUrl }
    const finished = await finishTrackerSignIn(begun, { code, verifier, now: parts.now, signal })
    if (finished.kind !== 'signed in') return finished
    const address = { name, tracker, baseUrl: finished.baseUrl, authKind, accountEmail: null }
    const accessTokens = justSignedIn(definition.label, finished.accessToken)
    const opened = await openNewTracker(address, { kind: 'oauth', accessTokens }, parts.now)
    return { ...finished, address, preflight: await readBeforeConnecting(opened, scopeKeys, signal) }
  })
  if (asked.kind === 'failed') return { problem: asked.words }
  if (asked.result.kind !== 'signed in') return { problem: siteText(asked.result, definition.label) }
  const { address, preflight, secret, endsAt } = asked.result
  const check = checkReading(preflight, { scopeKeys, siteName })
  if (check.kind !== 'fits') return { problem: checkText(check, definition, signIn) }
  try {
    const scopes = scopeKeys.length === 0 ? [] : check.scopes
    const kept = { ...address, siteId: preflight.site.siteId, scopeKeys, scopes, secret, nowAt }
    const secretExpiresAt = endsAt ?? signInEndsAt(signIn, nowAt)
    return await saveConnection(parts.store, await parts.keys(), { ...kept, secretExpiresAt }, visitor.email)
  } catch (error) {
    if (!(error instanceof ConnectRefusedError)) throw error
    return { problem: error.message }
  }
}

function notConnected(why: string, status: 400 | 403 = 400): Answer {
  const view = html`<header><h1>Not connected</h1></header>
<section class="card" role="alert"><p>${outsideSentence(why)}</p>
<p><a class="button plain" href="/connections">All connections</a></p></section>`
  return page('Not connected', view, { status })
}
