import type { TrackerDefinition } from '../../../adapters/trackers/definition.ts'
import { readReturn } from '../../../adapters/trackers/oauth/authorization.ts'
import type { OAuthApp, OAuthFlow } from '../../../adapters/trackers/oauth/flow.ts'
import { minuteMs } from '../../../domain/instant.ts'
import { refusedSignInText, siteText } from '../../../wording/connections/connect-text.ts'
import type { FinishedSignIn } from '../../../worker/parts/trackers/sign-in.ts'
import { NegativeResultError, TryAgainLaterError } from '../../frame/errors.ts'
import type { Session } from '../../frame/session.ts'
import { openCallbackPage } from './callback-page.ts'

interface BrowserSignIn {
  readonly definition: TrackerDefinition
  readonly flow: OAuthFlow
  readonly app: OAuthApp
  /** Null where the sign-in tells it. */
  readonly baseUrl: string | null
  readonly callbackPort: number
}

const waitMinutes = 15

/**
 * Lets somebody sign in at the tracker in a browser on this machine.
 * @returns the address and the secret that the connection keeps
 */
export async function signInByBrowser(
  { now, signal, terminal }: Session,
  { definition, flow, app, baseUrl, callbackPort }: BrowserSignIn,
): Promise<Extract<FinishedSignIn, { kind: 'signed in' }>> {
  const { label } = definition
  const { beginTrackerSignIn, finishTrackerSignIn } = await import(
    '../../../worker/parts/trackers/sign-in.ts'
  )
  await using page = await openCallbackPage(callbackPort)
  const { redirectUrl } = page
  const signIn = { definition, flow, app, baseUrl, redirectUrl }
  const { url, pending } = beginTrackerSignIn(signIn)
  terminal.say(`The app at ${label} must have this callback URL: ${redirectUrl}`)
  terminal.say(`Open this address in a browser on this machine to sign in at ${label}:`)
  terminal.say(`  ${url.href}`)
  const timeout = AbortSignal.timeout(waitMinutes * minuteMs)
  const returned = await page
    .wait((query) => readReturn(query, pending.state), AbortSignal.any([signal, timeout]))
    .catch((error: unknown) => {
      if (error !== timeout.reason) throw error
      throw new TryAgainLaterError(
        `no browser came back from ${label} within ${waitMinutes} minutes: where ${label} showed an error, register ${redirectUrl} as the app's callback URL; then run the command again`,
      )
    })
  if (returned.kind === 'refused') throw new NegativeResultError(refusedSignInText(returned.error, label))
  const { verifier } = pending
  const finished = await finishTrackerSignIn(signIn, { code: returned.code, verifier, now, signal })
  if (finished.kind !== 'signed in') throw new NegativeResultError(siteText(finished, label))
  return finished
}
