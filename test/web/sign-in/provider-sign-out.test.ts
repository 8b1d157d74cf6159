import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type IdentityProvider,
  identityProvider,
  ProviderError,
} from '../../../adapters/identity/provider.ts'
import { PlainBrowser, signedIn } from '../browser.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { movePeopleIn, people } from '../people.ts'
import { type CompanyProvider, client, openCompanyProvider, passProvider } from './company-provider.ts'

const accounts = { lea: { email: people.leader, email_verified: true } }

let company: CompanyProvider
let plain: CompanyProvider
beforeAll(async () => {
  company = await openCompanyProvider(accounts)
  plain = await openCompanyProvider(accounts, { endsSessions: false })
})

/** The provider that the site asks: one that ends sessions, one that doesn't, and one that has gone away since. */
let asked: () => IdentityProvider
const settings = {
  clientId: client.id,
  clientSecret: client.secret,
  name: 'the company account',
  trustsAddresses: false,
}
const site = siteForThisFile({
  provider: () => {
    const [ends, plainOne] = [company, plain].map(({ issuer }) => identityProvider({ ...settings, issuer }))
    if (ends === undefined || plainOne === undefined) throw new Error('both are open')
    asked = () => ends
    others.plain = plainOne
    return {
      name: settings.name,
      begin: (url) => asked().begin(url),
      finish: (url, pending) => asked().finish(url, pending),
      signOut: (...given) => asked().signOut(...given),
    }
  },
})
const others: { plain?: IdentityProvider } = {}
beforeAll(async () => {
  for (const each of [company, plain]) each.register(`${site().origin}/sign-in/provider/return`)
  await movePeopleIn(site().store)
})
afterAll(() => Promise.all([company.close(), plain.close()]))

/** Signs in by a provider, whose own cookies stay in `there`. */
async function signInBy({ issuer }: CompanyProvider, there: PlainBrowser): Promise<PlainBrowser> {
  const here = new PlainBrowser(site().origin)
  const response = await here.get('/sign-in/provider')
  const back = await passProvider(issuer, new URL(response.headers.get('location') ?? ''), 'lea', there)
  expect((await here.get(back.href)).status).toBe(303)
  expect((await here.get('/archive')).status).toBe(200)
  return here
}

function wayOn(text: string): URL {
  const [, url = ''] = /<meta http-equiv="refresh" content="0; url=([^"]+)">/.exec(text) ?? []
  return new URL(url.replaceAll('&amp;', '&'))
}

test.each(['/sign-out', '/sign-out/everywhere'])(
  'after %s the provider ends its session too, and brings the browser back to a page that says so',
  async (action) => {
    const there = new PlainBrowser(company.issuer)
    const here = await signInBy(company, there)
    const response = await here.submit('/archive', action)
    const text = await response.text()
    expect([response.status, response.headers.get('clear-site-data')]).toEqual([200, '"cache"'])
    expect(text).toContain('You are signed out of Plumbline')
    expect(text).not.toContain(people.leader)
    // Ours has ended, whatever happens there.
    expect((await here.get('/archive')).status).toBe(303)
    const url = wayOn(text)
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: client.id,
      post_logout_redirect_uri: `${site().origin}/sign-out/done`,
      id_token_hint: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    })
    const question = await (await there.get(url.href)).text()
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(question) ?? []
    const ended = await there.post(`${company.issuer}/session/end/confirm`, { xsrf, logout: 'yes' })
    const back = new URL(ended.headers.get('location') ?? '')
    expect(back.href.startsWith(`${site().origin}/sign-out/done?state=`)).toBe(true)
    const done = await (await here.get(back.href)).text()
    expect(done).toContain(
      'You are signed out of Plumbline, and of the company account unless you said no there.',
    )
    // Whoever comes next is asked who they are.
    const next = await here.get('/sign-in/provider')
    const first = await there.get(new URL(next.headers.get('location') ?? '').href)
    const asks = await (await there.get(first.headers.get('location') ?? '')).text()
    expect(asks).toContain('name="login"')
    // The way back works once.
    expect((await here.get(back.href)).headers.get('location')).toBe('/sign-in')
  },
)

test('what ends the session at the provider is kept sealed, and bound to the session', async () => {
  const here = await signInBy(company, new PlainBrowser(company.issuer))
  const { rows } = await site().store.pool.query('select provider_sign_in as kept from sessions')
  const kept = rows.map((row) => JSON.stringify(row)).join()
  expect(kept).toContain('ciphertext')
  // How a token in clear begins; fewer letters of it stand in some ciphertext by chance.
  expect(kept).not.toContain('eyJhbGciOi')
  // Of another session, it opens nothing, and signs out of here alone.
  await site().store.pool.query(
    `update sessions set provider_sign_in = replace(provider_sign_in, '"iv":"', '"iv":"A')`,
  )
  const response = await here.submit('/archive', '/sign-out')
  expect([response.status, response.headers.get('location')]).toEqual([303, '/sign-in'])
  expect((await here.get('/archive')).status).toBe(303)
})

test('who signed in by a mailed link, or by a provider that ends no sessions, signs out of here alone', async () => {
  const byLink = await signedIn(site().origin, await aLinkFor(site(), people.leader))
  const before = asked
  asked = () => {
    if (others.plain === undefined) throw new Error('it is open')
    return others.plain
  }
  const byPlain = await signInBy(plain, new PlainBrowser(plain.issuer))
  for (const browser of [byLink, byPlain]) {
    const response = await browser.submit('/archive', '/sign-out')
    expect([response.status, response.headers.get('location')]).toEqual([303, '/sign-in'])
    expect((await browser.get('/archive')).status).toBe(303)
  }
  asked = before
})

test('a provider that another one took the place of is not asked', async () => {
  const here = await signInBy(company, new PlainBrowser(company.issuer))
  const before = asked
  asked = () => identityProvider({ ...settings, issuer: plain.issuer })
  const response = await here.submit('/archive', '/sign-out')
  expect([response.status, response.headers.get('location')]).toEqual([303, '/sign-in'])
  asked = before
})

test('a provider that does not answer keeps nobody signed in here, and the page says what to do', async () => {
  const here = await signInBy(company, new PlainBrowser(company.issuer))
  const before = asked
  const away: IdentityProvider = { ...before(), signOut: () => Promise.reject(new ProviderError('away')) }
  asked = () => away
  const response = await here.submit('/archive', '/sign-out')
  const text = await response.text()
  expect([response.status, text.includes('the company account could not be reached')]).toEqual([200, true])
  expect(text).not.toContain('http-equiv="refresh"')
  expect((await here.get('/archive')).status).toBe(303)
  asked = before
})

test('a link to the page after signing out says nothing of a provider, and leads who is signed in to their pages', async () => {
  const stranger = await new PlainBrowser(site().origin).get('/sign-out/done?state=none')
  expect(stranger.headers.get('location')).toBe('/sign-in')
  const leader = await signedIn(site().origin, await aLinkFor(site(), people.leader))
  expect((await leader.get('/sign-out/done?state=none')).headers.get('location')).toBe('/')
})
