import { z } from 'zod'
import { safeReturnPath } from '../../domain/sign-in/return-path.ts'
import type { Visitor } from '../../domain/sign-in/roles.ts'
import { addressOfLink, isClientWithinLimit, requestLink } from '../../queries/sign-in/links.ts'
import { providerSessionOf, signInByLink, signOut } from '../../queries/sign-in/sessions.ts'
import { type Answer, page, redirect } from '../http/answer.ts'
import { visitCookie } from '../http/cookies.ts'
import { defineOpenPage, definePage, type OpenRequest, type Page } from '../http/page.ts'
import { mailLink } from './mail-link.ts'
import { providerPages } from './provider-pages.ts'
import { noSessionCookie, sessionCookieOf } from './session-cookie.ts'
import { signedOutPage, signOutAtProvider } from './sign-out-pages.ts'
import { linkPage, sentPage, signInPage, tooManyPage, unusableLinkPage } from './view.ts'

const askForLink = defineOpenPage('GET /sign-in', async ({ visitor, query, formToken, parts }) => {
  const returnTo = safeReturnPath(query('next'))
  if (visitor !== null) return redirect(returnTo)
  return page('Sign in', signInPage({ formToken, returnTo, providerName: parts.provider?.name ?? null }))
})

const request = z.object({ email: z.string().max(320), return_to: z.string().optional() })

const sendLink = defineOpenPage('POST /sign-in', async ({ parts, form, client, nowAt }) => {
  const { email, return_to: returnTo } = form(request)
  if (!(await isClientWithinLimit(parts.store, client, nowAt)))
    return page('Too many attempts', tooManyPage, { status: 429 })
  const asked = { email, client, returnTo: safeReturnPath(returnTo), nowAt }
  // Not awaited: an answer that waited for the mail would tell by its time who may sign in.
  parts.inBackground('mail a sign-in link', async (signal) => {
    const link = await requestLink(parts.store, asked)
    if (link !== null) await mailLink(parts, link, signal)
  })
  return redirect('/sign-in/sent')
})

const linkSent = defineOpenPage('GET /sign-in/sent', async () => page('Check your mail', sentPage))

/** What a mail scanner opens too: it shows a button and uses nothing up. */
const showLink = defineOpenPage(
  'GET /sign-in/link/:token',
  async ({ parts, param, visitor, formToken, nowAt }) => {
    const token = param('token')
    const email = await addressOfLink(parts.store, token, nowAt)
    if (email === null) return unusable(visitor)
    return page('Sign in', linkPage({ email, token, formToken }))
  },
)

const useLink = defineOpenPage(
  'POST /sign-in/link/:token',
  async ({ parts, param, client, visitor, sessionToken, cookie, nowAt }) => {
    if (!(await isClientWithinLimit(parts.store, client, nowAt)))
      return page('Too many attempts', tooManyPage, { status: 429 })
    const browser = { previousToken: sessionToken, visitToken: cookie(visitCookie), nowAt }
    const signedIn = await signInByLink(parts.store, param('token'), browser)
    if (signedIn === null) return unusable(visitor)
    return redirect(signedIn.returnTo, [sessionCookieOf(signedIn.sessionToken)])
  },
)

/** Who went back to a link, or opens it again, may be signed in already. */
function unusable(visitor: Visitor | null): Answer {
  return page('Link not valid', unusableLinkPage(visitor), { status: 410 })
}

/** Ours ends first: whatever the provider does, nobody stays signed in here. */
function endSession(everywhere: boolean) {
  return async ({ parts, visitor, sessionToken, nowAt }: OpenRequest): Promise<Answer> => {
    if (visitor === null || sessionToken === null) return signedOut
    const providerSession = await providerSessionOf(parts.store, parts.keys, sessionToken)
    await signOut(parts.store, { email: visitor.email, token: sessionToken, everywhere, nowAt })
    return providerSession === null ? signedOut : await signOutAtProvider(parts, providerSession)
  }
}

const signedOut = redirect('/sign-in', [noSessionCookie], { dropsKeptPages: true })

/** Signing in and out. */
export const signInPages: readonly Page[] = [
  askForLink,
  sendLink,
  linkSent,
  showLink,
  useLink,
  ...providerPages,
  definePage('POST /sign-out', endSession(false)),
  definePage('POST /sign-out/everywhere', endSession(true)),
  signedOutPage,
]
