import { ProviderError } from '../../adapters/identity/provider.ts'
import { newToken } from '../../queries/sign-in/new-token.ts'
import { type Answer, page, redirect } from '../http/answer.ts'
import type { CookieToSet } from '../http/cookies.ts'
import { TooSlowError, withinTime } from '../http/limits.ts'
import { defineOpenPage } from '../http/page.ts'
import type { WebParts } from '../http/parts.ts'
import { isSameToken } from '../http/security.ts'
import { noSessionCookie } from './session-cookie.ts'
import { leavingPage, signedOutView } from './view.ts'

/** Tells the way back from the provider from a link that somebody made. */
const returnCookie = 'plumbline-sign-out'
const returnSeconds = 600

const returnPath = '/sign-out/done'

/** Who signs out has left by then; a provider that is slow is not waited for. */
const providerWithinMs = 3_000

/**
 * Sends the browser to the provider, to end its session too: on a computer that others use, the next one would else be signed in
 * again without being asked. Called once our own session has ended.
 */
export async function signOutAtProvider(parts: WebParts, providerSession: string): Promise<Answer> {
  const { provider, publicOrigin, log } = parts
  if (provider === null) return redirect('/sign-in', [noSessionCookie], { dropsKeptPages: true })
  const state = newToken()
  const url = await withinTime(
    provider.signOut(providerSession, `${publicOrigin}${returnPath}`, state),
    providerWithinMs,
  ).catch((error: unknown) => {
    if (!(error instanceof ProviderError || error instanceof TooSlowError)) throw error
    log.warn({ cause: error.message }, 'the provider of identities could not be asked to sign somebody out')
    return 'away' as const
  })
  const ended = { endsSession: true, cookies: [noSessionCookie] }
  if (url === null) return redirect('/sign-in', [noSessionCookie], { dropsKeptPages: true })
  if (url === 'away') return page('Signed out', signedOutView({ name: provider.name, how: 'here' }), ended)
  return page('Signed out', leavingPage(provider.name, url), {
    ...ended,
    cookies: [...ended.cookies, returnCookieOf(state)],
    continuesAt: url,
  })
}

/** Where the provider sends the browser back to. It changes nothing. */
export const signedOutPage = defineOpenPage(
  'GET /sign-out/done',
  async ({ parts, visitor, query, cookie }) => {
    if (visitor !== null) return redirect('/')
    const state = cookie(returnCookie)
    const isOurs = state !== null && isSameToken(query('state') ?? '', state)
    if (parts.provider === null || !isOurs) return redirect('/sign-in')
    const view = signedOutView({ name: parts.provider.name, how: 'everywhere' })
    return page('Signed out', view, { cookies: [returnCookieOf(null)] })
  },
)

function returnCookieOf(state: string | null): CookieToSet {
  return { name: returnCookie, value: state, maxAgeSeconds: returnSeconds }
}
