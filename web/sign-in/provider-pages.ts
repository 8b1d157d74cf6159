import { z } from 'zod'
import { type IdentityProvider, ProviderError } from '../../adapters/identity/provider.ts'
import { safeReturnPath } from '../../domain/sign-in/return-path.ts'
import { isClientWithinLimit } from '../../queries/sign-in/links.ts'
import { signInByProvider } from '../../queries/sign-in/sessions.ts'
import { knownVisitor } from '../../queries/sign-in/visitors.ts'
import { type Answer, missing, page, redirect } from '../http/answer.ts'
import type { CookieToSet } from '../http/cookies.ts'
import { defineOpenPage, type OpenRequest, type Page } from '../http/page.ts'
import { sessionCookieOf } from './session-cookie.ts'
import { notSignedInPage, tooManyPage } from './view.ts'

/** Holds what the way to the provider and back needs. */
const pendingCookie = 'plumbline-provider'
const pendingSeconds = 600

const pendingSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
})

type Pending = z.infer<typeof pendingSchema>

const returnPath = '/sign-in/provider/return'

/** A link, not a form: our policy lets no form lead to another site. All that it changes is a cookie of this browser. */
const leave = defineOpenPage('GET /sign-in/provider', (request) =>
  withProvider(request, async (provider) => {
    const { url, pending } = await provider.begin(`${request.parts.publicOrigin}${returnPath}`)
    const cookie = pendingCookieOf({ ...pending, returnTo: safeReturnPath(request.query('next')) })
    return { kind: 'leave', to: url, cookies: [cookie] }
  }),
)

const comeBack = defineOpenPage('GET /sign-in/provider/return', (request) =>
  withProvider(request, async (provider) => {
    const { parts, client, nowAt, sessionToken, url } = request
    if (!(await isClientWithinLimit(parts.store, client, nowAt)))
      return page('Too many attempts', tooManyPage, { status: 429 })
    const pending = readPending(request.cookie(pendingCookie))
    if (pending === null)
      return notSignedIn('This browser did not start this sign-in, or started it too long ago.')
    const identity = await provider.finish(url, pending)
    if (identity.kind === 'refused') return notSignedIn(identity.why)
    const visitor = await knownVisitor(parts.store, identity.email)
    if (visitor === null)
      return notSignedIn('You are known to the provider, but Plumbline’s plan does not list your address.')
    const token = await signInByProvider(
      parts.store,
      { email: visitor.email, providerSession: identity.session, keys: parts.keys },
      { previousToken: sessionToken, nowAt },
    )
    return redirect(pending.returnTo, [sessionCookieOf(token), pendingCookieOf(null)])
  }),
)

/** By OpenID Connect; as if they weren't there where no provider is set. */
export const providerPages: readonly Page[] = [leave, comeBack]

async function withProvider(
  { parts }: OpenRequest,
  work: (provider: IdentityProvider) => Promise<Answer>,
): Promise<Answer> {
  if (parts.provider === null) return missing
  try {
    return await work(parts.provider)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    parts.log.warn(error.told, 'a sign-in by the provider of identities failed')
    return page(
      'Not signed in',
      notSignedInPage(
        `${parts.provider.name} can’t be reached, or gave an answer that can’t be used. Try again, or let us mail you a link.`,
      ),
      {
        status: 502,
        cookies: [pendingCookieOf(null)],
      },
    )
  }
}

function notSignedIn(why: string): Answer {
  return page('Not signed in', notSignedInPage(why), { status: 403, cookies: [pendingCookieOf(null)] })
}

function pendingCookieOf(pending: Pending | null): CookieToSet {
  const value = pending === null ? null : Buffer.from(JSON.stringify(pending)).toString('base64url')
  return { name: pendingCookie, value, maxAgeSeconds: pendingSeconds }
}

function readPending(cookie: string | null): Pending | null {
  if (cookie === null) return null
  const text = Buffer.from(cookie, 'base64url').toString()
  const read = z.string().transform(parseJson).pipe(pendingSchema).safeParse(text)
  return read.success ? { ...read.data, returnTo: safeReturnPath(read.data.returnTo) } : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
