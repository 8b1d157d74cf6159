import { afterAll, beforeAll, expect, test } from 'vitest'
import { identityProvider } from '../../../adapters/identity/provider.ts'
import { PlainBrowser } from '../browser.ts'
import { siteForThisFile } from '../open-test-site.ts'
import { movePeopleIn, people } from '../people.ts'
import { type CompanyProvider, client, openCompanyProvider, passProvider } from './company-provider.ts'

function secondsFromNow(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds
}

const accounts = {
  lea: { email: 'Lea@Company.Example', email_verified: true },
  unverified: { email: people.leader, email_verified: false },
  nameless: {},
  text: { email: people.leader, email_verified: 'true' },
  notText: { email: people.leader, email_verified: 'false' },
  // Valid only from then on, as what Microsoft's servers say is from their own clock's now.
  ahead: { email: people.leader, email_verified: true, nbf: secondsFromNow(240) },
  farAhead: { email: people.leader, email_verified: true, nbf: secondsFromNow(3600) },
  stranger: { email: people.stranger, email_verified: true },
}

let company: CompanyProvider
beforeAll(async () => {
  company = await openCompanyProvider(accounts)
})
const site = siteForThisFile({
  provider: () =>
    identityProvider({
      issuer: company.issuer,
      clientId: client.id,
      clientSecret: client.secret,
      name: 'the company account',
      trustsAddresses: false,
    }),
})
beforeAll(async () => {
  company.register(`${site().origin}/sign-in/provider/return`)
  await movePeopleIn(site().store)
})
afterAll(() => company.close())

async function leave(browser: PlainBrowser, next = '/archive'): Promise<URL> {
  const response = await browser.get(`/sign-in/provider?next=${encodeURIComponent(next)}`)
  expect(response.status).toBe(303)
  return new URL(response.headers.get('location') ?? '')
}

async function signInAs(login: string, browser = new PlainBrowser(site().origin)): Promise<Response> {
  return browser.get((await passProvider(company.issuer, await leave(browser), login)).href)
}

test('the sign-in page offers the provider by its name', async () => {
  const text = await (await new PlainBrowser(site().origin).get('/sign-in')).text()
  expect(text).toContain('Sign in with the company account')
})

test('a reader of the plan is signed in by the address that the provider vouches for, and gets where they wanted to', async () => {
  const browser = new PlainBrowser(site().origin)
  const response = await signInAs('lea', browser)
  expect([response.status, response.headers.get('location')]).toEqual([303, '/archive'])
  const archive = await (await browser.get('/archive')).text()
  expect(archive).toContain(people.leader)
})

test.each([
  ['says in a text that an address is verified', 'text'],
  ['has a clock that is four minutes ahead', 'ahead'],
])('a provider that %s signs its people in', async (_, login) => {
  expect((await signInAs(login)).status).toBe(303)
})

test.each([
  ['a text that says that an address is not verified', 'notText', 'verified'],
  ['a clock that is an hour ahead', 'farAhead', 'clocks'],
  ['an address that is not verified', 'unverified', 'verified'],
  ['no address', 'nameless', 'e-mail address'],
  ['an address that the plan does not list', 'stranger', 'plan'],
])('%s signs nobody in, and says why', async (_, login, words) => {
  const browser = new PlainBrowser(site().origin)
  const response = await signInAs(login, browser)
  expect([response.status, (await response.text()).includes(words)]).toEqual([403, true])
  expect((await browser.get('/archive')).status).toBe(303)
})

test('an answer of the provider signs in only the browser that asked, and only once', async () => {
  const victim = new PlainBrowser(site().origin)
  const attacker = new PlainBrowser(site().origin)
  const back = await passProvider(company.issuer, await leave(attacker), 'lea')
  // Into another browser: with none of its own, and with one that belongs to another way to the provider.
  expect((await victim.get(back.href)).status).toBe(403)
  await leave(victim)
  expect((await victim.get(back.href)).status).toBe(403)
  expect((await attacker.get(back.href)).status).toBe(303)
  const again = await attacker.get(back.href)
  expect([again.status, again.headers.get('location')]).toEqual([303, '/'])
  await attacker.submit('/archive', '/sign-out')
  expect((await attacker.get(back.href)).status).toBe(403)
})

// https://github.com/AxaFrance/oidc-client/issues/1356 and https://github.com/oauth2-proxy/oauth2-proxy/issues/611
test('each of five tabs that went to the provider signs in and leads where it wanted to, in any order', async () => {
  const browser = new PlainBrowser(site().origin)
  const longest = `/archive?${'x'.repeat(480)}`
  const paths = ['/dropped', '/archive', longest, '/archive?3', '/archive?4', '/archive?5']
  const tabs: URL[] = []
  for (const path of paths) tabs.push(await leave(browser, path))
  const atProvider = new PlainBrowser(company.issuer)
  const led: (string | null)[] = []
  for (const tab of tabs.toReversed()) {
    const back = await passProvider(company.issuer, tab, 'lea', atProvider)
    led.push((await browser.get(back.href)).headers.get('location'))
  }
  expect(led).toEqual([...paths.slice(1).toReversed(), '/'])
})

test('an answer with another state, which anybody may link to, leaves what is under way alone', async () => {
  const browser = new PlainBrowser(site().origin)
  const back = await passProvider(company.issuer, await leave(browser), 'lea')
  const foreign = new URL(back)
  foreign.searchParams.set('state', 'another')
  expect((await browser.get(foreign.href)).status).toBe(403)
  expect((await browser.get('/archive')).headers.get('location')).toContain('/sign-in')
  expect((await browser.get(back.href)).headers.get('location')).toBe('/archive')
})

test('an answer with another code signs nobody in, and the log tells what the provider said of it', async () => {
  const browser = new PlainBrowser(site().origin)
  const back = await passProvider(company.issuer, await leave(browser), 'lea')
  back.searchParams.set('code', 'another')
  expect((await browser.get(back.href)).status).toBe(502)
  expect((await browser.get('/archive')).headers.get('location')).toContain('/sign-in')
  // https://github.com/h2oai/wave/issues/1761
  const said = site().log.findLast((line) => line.includes('a sign-in by the provider of identities failed'))
  expect(said).toContain('"error":"invalid_grant"')
  expect(site().log.join('')).not.toContain(client.secret)
})

test('who says no at the provider is told so, and a browser that asked nothing is not', async () => {
  const browser = new PlainBrowser(site().origin)
  const from = await leave(browser)
  const response = await browser.get(
    `/sign-in/provider/return?error=access_denied&state=${from.searchParams.get('state')}&iss=${encodeURIComponent(company.issuer)}`,
  )
  expect([response.status, (await response.text()).includes('was refused or broken off there')]).toEqual([
    403,
    true,
  ])
  await leave(browser)
  const foreign = await browser.get('/sign-in/provider/return?error=access_denied&state=another')
  expect([foreign.status, (await foreign.text()).includes('was refused or broken off there')]).toEqual([
    403,
    false,
  ])
})

test('a provider that does not answer leaves the mailed link', async () => {
  const dead = identityProvider({
    issuer: 'http://127.0.0.1:9',
    clientId: 'x',
    clientSecret: 'hunter2-secret',
    name: 'nothing',
    trustsAddresses: false,
  })
  await expect(dead.begin(`${site().origin}/sign-in/provider/return`)).rejects.toThrow(/can not be reached/)
})

// https://github.com/UsefulSoftwareCo/executor/issues/1972 and https://github.com/Timshel/OIDCWarden/issues/31
test.each([
  ['lea', 'address'],
  ['unverified', 'refused'],
])(
  'of %s the ID token has the address alone, and the user’s data says whether it is verified: %s',
  async (login, kind) => {
    const thin = await openCompanyProvider(accounts, { claimsOfToken: ['email'] })
    const returnUrl = 'http://127.0.0.1:9/sign-in/provider/return'
    thin.register(returnUrl)
    const provider = identityProvider({
      issuer: thin.issuer,
      clientId: client.id,
      clientSecret: client.secret,
      name: 'thin',
      trustsAddresses: false,
    })
    const { url, pending } = await provider.begin(returnUrl)
    const identity = await provider.finish(await passProvider(thin.issuer, url, login), pending)
    expect(identity.kind).toBe(kind)
    await thin.close()
  },
)
