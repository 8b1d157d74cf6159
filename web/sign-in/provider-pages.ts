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

/** Holds what the ways to the provider and back need, one for each tab that is under way. */
const pendingCookie = 'plumbline-provider'
const pendingSeconds = 600
const mostPending = 5
/** Browsers take no cookie of more than 4,096 bytes, its name and attributes included. */
const mostCookieLength = 3_800

const pendingSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
})

type Pending = z.infer<typeof pendingSchema>

const pendingListSchema = z.array(pendingSchema)

const returnPath = '/sign-in/provider/return'

/** A link, not a form: our policy lets no form lead to another site. All that it changes is a cookie of this browser. */
const leave = defineOpenPage('GET /sign-in/provider', (request) =>
  withProvider(request, async (provider) => {
    const { url, pending } = await provider.begin(`${request.parts.publicOrigin}${returnPath}`)
    const begun = { ...pending, returnTo: safeReturnPath(request.query('next')) }
    const cookie = pendingCookieOf([begun, ...readPending(request)].slice(0, mostPending))
    return { kind: 'leave', to: url, cookies: [cookie] }
  }),
)

const comeBack = defineOpenPage('GET /sign-in/provider/return', (request) =>
  withProvider(request, async (provider) => {
    const { parts, client, nowAt, sessionToken, url, visitor } = request
    if (!(await isClientWithinLimit(parts.store, client, nowAt)))
      return page('Too many attempts', tooManyPage, { status: 429 })
    const { pending, others } = pendingOf(request)
    // Who goes back to it, or loads it again, is signed in already.
    if (pending === undefined && visitor !== null) return redirect('/')
    if (pending === undefined)
      return notSignedIn('This browser did not start this sign-in, or started it too long ago.', others)
    const identity = await provider.finish(url, pending)
    if (identity.kind === 'refused') return notSignedIn(identity.why, others)
    const known = await knownVisitor(parts.store, identity.email)
    if (known === null)
      return notSignedIn(
        'You are known to the provider, but Plumbline’s plan does not list your address.',
        others,
      )
    const token = await signInByProvider(
      parts.store,
      { email: known.email, providerSession: identity.session, keys: parts.keys },
      { previousToken: sessionToken, nowAt },
    )
    return redirect(pending.returnTo, [sessionCookieOf(token), pendingCookieOf(others)])
  }),
)

/** By OpenID Connect; as if they weren't there where no provider is set. */
export const providerPages: readonly Page[] = [leave, comeBack]

async function withProvider(
  request: OpenRequest,
  work: (provider: IdentityProvider) => Promise<Answer>,
): Promise<Answer> {
  const { provider, log } = request.parts
  if (provider === null) return missing
  try {
    return await work(provider)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    log.warn(error.told, 'a sign-in by the provider of identities failed')
    const why = `${provider.name} can’t be reached, or gave an answer that can’t be used. Try again, or let us mail you a link.`
    const cookies = [pendingCookieOf(pendingOf(request).others)]
    return page('Not signed in', notSignedInPage(why), { status: 502, cookies })
  }
}

function notSignedIn(why: string, others: readonly Pending[]): Answer {
  return page('Not signed in', notSignedInPage(why), { status: 403, cookies: [pendingCookieOf(others)] })
}

/** The way that an answer of the provider ends, and those of the browser's other tabs, which go on. */
function pendingOf(request: OpenRequest): {
  readonly pending: Pending | undefined
  readonly others: readonly Pending[]
} {
  const all = readPending(request)
  const pending = all.find(({ state }) => state === request.url.searchParams.get('state'))
  return { pending, others: all.filter((each) => each !== pending) }
}

function pendingCookieOf(all: readonly Pending[]): CookieToSet {
  const value = all.length === 0 ? null : Buffer.from(JSON.stringify(all)).toString('base64url')
  // The newest stand first.
  if (value !== null && value.length > mostCookieLength) return pendingCookieOf(all.slice(0, -1))
  return { name: pendingCookie, value, maxAgeSeconds: pendingSeconds }
}

function readPending({ cookie }: OpenRequest): readonly Pending[] {
  const text = Buffer.from(cookie(pendingCookie) ?? '', 'base64url').toString()
  const read = z.string().transform(parseJson).pipe(pendingListSchema).safeParse(text)
  return (read.data ?? []).map((each) => ({ ...each, returnTo: safeReturnPath(each.returnTo) }))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
